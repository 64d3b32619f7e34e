using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Routing;
using RichardSzalay.MockHttp;

namespace ProviderRouter.Tests.Testing;

/// <summary>Two servers of OpenAI's protocol, <c>first</c> and <c>second</c>, that serve the same model behind the real transport; each says what it is told to.</summary>
internal sealed class TwoServers : IDisposable
{
    public const string Model = "acme/model";

    private readonly TestRouter router;
    private TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Makes the servers.</summary>
    /// <param name="configure">Changes the router's rules; by default nothing is tried again at the same server.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="replace">Puts services in the place of the router's own.</param>
    /// <param name="names">The servers that the model is mapped to.</param>
    public TwoServers(Action<InferenceRoutingOptions>? configure = null, TimeProvider? timeProvider = null, Action<IServiceCollection>? replace = null, params string[] names)
    {
        names = names.Length == 0 ? ["first", "second"] : names;
        router = new(
            builder =>
            {
                foreach (var name in names)
                {
                    builder.AddOpenAICompatible(name, options => (options.BaseAddress, options.ApiKey) = (new($"https://{name}.test/v1"), $"sk-{name}-1234567890abcdef"));
                }

                builder.MapModel("acme/*", names);
                replace?.Invoke(builder.Services);
                builder.Services.Configure<InferenceRoutingOptions>(options =>
                {
                    options.Retry.MaxAttemptsPerTarget = 1;
                    configure?.Invoke(options);
                });
            },
            TestRouter.WithKeys(),
            timeProvider);
        router.Http.When("*").Respond(async request =>
        {
            var server = request.RequestUri!.Host.Split('.')[0];
            lock (Asked)
            {
                Asked.Add(server);
                var woken = asked;
                asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
                woken.SetResult();
            }

            return await Answers[server](CancellationToken.None);
        });
    }

    public IInferenceClient Client => router.Client;

    public IServiceProvider Services => router.Services;

    /// <summary>Who was asked, in order.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>What each server does; a good answer by default.</summary>
    public Dictionary<string, Func<CancellationToken, Task<HttpResponseMessage>>> Answers { get; } = new()
    {
        ["first"] = _ => Task.FromResult(Good("first")),
        ["second"] = _ => Task.FromResult(Good("second")),
    };

    /// <summary>Waits until so many requests have come.</summary>
    public async Task WhenAskedAsync(int count)
    {
        while (true)
        {
            Task next;
            lock (Asked)
            {
                if (Asked.Count >= count)
                {
                    return;
                }

                next = asked.Task;
            }

            await next.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    /// <summary>Lets a server take its time, until it is told what to answer.</summary>
    public TaskCompletionSource<HttpResponseMessage> Hang(string server)
    {
        var release = new TaskCompletionSource<HttpResponseMessage>();
        Answers[server] = _ => release.Task;
        return release;
    }

    public TwoServers Answer(string server, Func<HttpResponseMessage> answer)
    {
        Answers[server] = _ => Task.FromResult(answer());
        return this;
    }

    public Task<ChatResponse> ChatAsync() => ChatUntilAsync(TestContext.Current.CancellationToken);

    public Task<ChatResponse> ChatUntilAsync(CancellationToken cancellationToken) => Client.ChatAsync(Model, "Hi", cancellationToken);

    public async Task<string> StreamAsync()
    {
        var text = new StringBuilder();
        await foreach (var update in Client.ChatStreamAsync(Model, "Hi", TestContext.Current.CancellationToken))
        {
            text.Append(update is ChatTextUpdate piece ? piece.Text : "");
        }

        return text.ToString();
    }

    public static HttpResponseMessage Good(string text) =>
        Json(HttpStatusCode.OK, $$"""{"choices":[{"index":0,"message":{"role":"assistant","content":"{{text}}"},"finish_reason":"stop"}]}""");

    public static HttpResponseMessage Bad(HttpStatusCode status, string? retryAfter = null, string body = """{"error":{"message":"no"}}""")
    {
        var response = Json(status, body);
        if (retryAfter is not null)
        {
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        }

        return response;
    }

    public static HttpResponseMessage Events(params string[] events) => Events(new MemoryStream(Encoding.UTF8.GetBytes(OpenAIServer.Framed(events))));

    public static HttpResponseMessage Events(Stream body)
    {
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body) };
        response.Content.Headers.ContentType = new("text/event-stream");
        return response;
    }

    public void Dispose() => router.Dispose();

    private static HttpResponseMessage Json(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
}
