using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.DependencyInjection;
using ProviderRouter.Resilience;
using ProviderRouter.Routing;

namespace ProviderRouter.Tests.Testing;

/// <summary>What a server does with a request.</summary>
internal enum Doing
{
    Good,
    Error500,
    Error503,
    RateLimit,
    RateLimitWithAWait,
    Refusal,
    NoSuchModel,
    Reset,
    Hang,
    Cut,

    /// <summary>Of a stream: it ends after some of the text, without its end mark.</summary>
    Break,

    /// <summary>Of a stream: it falls silent after some of the text.</summary>
    FallSilent,

    /// <summary>Of a stream: an error comes after some of the text.</summary>
    ErrorEvent,
}

/// <summary>Servers without sockets behind the real transport, which say one text, each in its own pieces and with faults of its own, and a router before them.</summary>
internal sealed partial class PropertyWorld : HttpMessageHandler, IAsyncDisposable
{
    public const string Text = "Grüße, 🦊: the quick  brown fox\njumps over \"the\" lazy dog. ";

    private static readonly string[] Runes = [.. Text.EnumerateRunes().Select(static rune => rune.ToString())];
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(31); // ends every call

    private readonly ServiceProvider services;
    private readonly JumpingTime time = new();
    private readonly Lock changing = new();
    private readonly List<(int Call, string Server)> sent = [];
    private readonly Dictionary<string, int> asked = [];
    private readonly IReadOnlyDictionary<string, Doing[]> scripts;
    private readonly List<(int At, CancellationTokenSource Caller)> cancellations = [];
    private readonly int[] cuts;
    private int steps;

    public PropertyWorld(IReadOnlyDictionary<string, Doing[]> scripts, int[] cuts, IReadOnlyCollection<string> continuing, Action<InferenceRoutingOptions> configure)
    {
        (this.scripts, this.cuts) = (scripts, cuts);
        var collection = new ServiceCollection();
        collection.AddSingleton<IKeyEnvironment>(new FakeEnvironment());
        collection.AddSingleton<TimeProvider>(time);
        collection.AddSingleton<ITargetStateStore>(container =>
        {
            var options = container.GetRequiredService<Microsoft.Extensions.Options.IOptions<InferenceRoutingOptions>>().Value;
            return new CountingStateStore(new InMemoryTargetStateStore(options.CircuitBreaker, options.RetryBudget, time));
        });
        var builder = collection.AddInferenceRouting(configure);
        foreach (var server in scripts.Keys)
        {
            builder.AddOpenAICompatible(server, options =>
            {
                (options.BaseAddress, options.ApiKey) = (new($"https://{server}.test/v1"), "sk-1234567890abcdef");
                options.Prefill.Supported = continuing.Contains(server);
            });
            collection.AddHttpClient($"ProviderRouter.{server}").ConfigurePrimaryHttpMessageHandler(() => this);
        }

        services = collection.BuildServiceProvider();
    }

    public IInferenceClient Client => services.GetRequiredService<IInferenceClient>();

    public CountingStateStore States => (CountingStateStore)services.GetRequiredService<ITargetStateStore>();

    /// <summary>The places that are taken or waited for, over all targets.</summary>
    public int Places => States.Targets.Sum(target => services.GetRequiredService<TargetDirectory>().Get(target).Gate is var gate ? gate.Active + gate.Waiting : 0);

    /// <summary>The servers that a call's requests went to, in order.</summary>
    public IReadOnlyList<string> SentFor(int call)
    {
        lock (changing)
        {
            return [.. sent.Where(request => request.Call == call).Select(static request => request.Server)];
        }
    }

    /// <summary>A request that says whose it is.</summary>
    public ChatRequest RequestOf(int call) => new()
    {
        Provider = scripts.Keys.First(),
        Model = "m",
        Messages = [ChatMessage.User($"call {call}")],
        Fallbacks = [.. scripts.Keys.Skip(1).Select(static server => new RouteCandidate(server, "m"))],
    };

    /// <summary>Cancels a caller at a step: a request, a read, an update.</summary>
    public void CancelAt(int step, CancellationTokenSource caller) => cancellations.Add((step, caller));

    public void Step()
    {
        var now = Interlocked.Increment(ref steps);
        foreach (var (at, caller) in cancellations)
        {
            if (at == now)
            {
                ThreadPool.QueueUserWorkItem(_ => caller.Cancel());
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Dispose();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var server = request.RequestUri!.Host.Split('.')[0];
        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        var call = int.Parse(CallNumber().Match(body).Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        Doing doing;
        lock (changing)
        {
            sent.Add((call, server));
            var number = asked.GetValueOrDefault(server);
            asked[server] = number + 1;
            doing = scripts[server][Math.Min(number, scripts[server].Length - 1)];
        }

        Step();
        await Task.Yield(); // answers come from elsewhere
        using var json = JsonDocument.Parse(body);
        var isStream = json.RootElement.TryGetProperty("stream", out var stream) && stream.GetBoolean();
        var last = json.RootElement.GetProperty("messages").EnumerateArray().Last();
        var said = last.GetProperty("role").GetString() == "assistant" ? last.GetProperty("content").GetString()! : "";
        return doing switch
        {
            Doing.Error500 => Say(500),
            Doing.Error503 => Say(503),
            Doing.RateLimit => Say(429),
            Doing.RateLimitWithAWait => Say(429, "2"),
            Doing.Refusal => Say(400),
            Doing.NoSuchModel => Say(404),
            Doing.Reset => throw new HttpRequestException(HttpRequestError.Unknown, "reset", new IOException("reset")),
            Doing.Hang => await HangAsync<HttpResponseMessage>(cancellationToken),
            _ when isStream => Stream(doing, said),
            Doing.Good => Whole(JsonSerializer.Serialize(new { choices = new[] { new { index = 0, message = new { role = "assistant", content = Text }, finish_reason = "stop" } } })),
            Doing.Cut => Whole("""{"choices":[{"index":0,"mess"""),
            _ => Say(502),
        };
    }

    private static HttpResponseMessage Say(int status, string? retryAfter = null)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent("""{"error":{"message":"no"}}""", Encoding.UTF8, "application/json") };
        response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        return response;
    }

    private HttpResponseMessage Whole(string json) => new(HttpStatusCode.OK) { Content = new StreamContent(Body(Encoding.UTF8.GetBytes(json), then: null)) { Headers = { ContentType = new("application/json") } } };

    private HttpResponseMessage Stream(Doing doing, string said)
    {
        var rest = Runes.Aggregate((Done: "", Left: new List<string>()), (state, rune) =>
        {
            if (state.Done.Length >= said.Length)
            {
                state.Left.Add(rune);
            }

            return (state.Done + rune, state.Left);
        }).Left;
        var count = doing is Doing.Good ? rest.Count : cuts.Length == 0 ? 1 : cuts[0] % (rest.Count + 1);
        var events = new StringBuilder();
        for (var at = 0; at < count;)
        {
            var length = Math.Min(count - at, 1 + (cuts.Length == 0 ? 3 : cuts[at % cuts.Length] % 5));
            events.Append(Event(string.Concat(rest.Skip(at).Take(length)), finish: null));
            at += length;
        }

        events.Append(doing switch
        {
            Doing.Good => Event("", "stop") + "data: [DONE]\n\n",
            Doing.ErrorEvent => "data: {\"error\":{\"message\":\"crashed\"}}\n\n",
            Doing.Cut => "data: {\"choices\":[{\"del",
            _ => "",
        });
        var content = new StreamContent(Body(Encoding.UTF8.GetBytes(events.ToString()), doing == Doing.FallSilent ? HangAsync<int> : null));
        content.Headers.ContentType = new("text/event-stream");
        return new(HttpStatusCode.OK) { Content = content };
    }

    private static string Event(string text, string? finish) =>
        $"data: {JsonSerializer.Serialize(new { choices = new[] { new { index = 0, delta = new { content = text }, finish_reason = finish } } })}\n\n";

    private PropertyBody Body(byte[] bytes, Func<CancellationToken, Task<int>>? then) => new(bytes, cuts, Step, then);

    // Nothing comes any more: only time passes.
    private async Task<T> HangAsync<T>(CancellationToken cancellationToken)
    {
        ThreadPool.QueueUserWorkItem(_ => time.Advance(Longest));
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        throw new InvalidOperationException("It never ends by itself.");
    }

    [GeneratedRegex("call ([0-9]+)")]
    private static partial Regex CallNumber();

    /// <summary>A body in pieces of any length, each from elsewhere; after it nothing, or silence.</summary>
    private sealed class PropertyBody(byte[] bytes, int[] cuts, Action step, Func<CancellationToken, Task<int>>? then) : MemoryStream(bytes, writable: false)
    {
        private int reads;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            step();
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            if (Position == Length && then is not null)
            {
                return await then(cancellationToken);
            }

            var most = cuts.Length == 0 ? int.MaxValue : 1 + (cuts[reads++ % cuts.Length] % 40);
            return Read(buffer.Span[..Math.Min(buffer.Length, most)]);
        }
    }
}
