using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ProviderRouter.Emulator.Http;

/// <summary>One request being answered.</summary>
internal sealed class Exchange(
    HttpContext http,
    EmulatedProvider provider,
    EmulatorOptions options,
    WebhookSender webhooks,
    Func<string, EmulatedProvider?> find,
    string path,
    ReadOnlyMemory<byte> body,
    CancellationToken ended)
{
    public static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly EmulatorOptions _options = options;
    private readonly Func<string, EmulatedProvider?> _find = find;

    public HttpContext Http { get; } = http;

    public EmulatedProvider Provider { get; } = provider;

    /// <summary>The path below the provider's prefix, without query and leading slash.</summary>
    public string Path { get; } = path;

    public ReadOnlyMemory<byte> Body { get; } = body;

    /// <summary>Fires when the client is gone or the emulator stops.</summary>
    public CancellationToken Ended { get; } = ended;

    public EmulatedFault? Fault { get; set; }

    public string Method => Http.Request.Method;

    public string? ContentType => Http.Request.ContentType;

    public WebhookSender Webhooks { get; } = webhooks;

    public TimeProvider Time { get; } = options.TimeProvider;

    public TimeSpan JobDuration { get; } = options.JobDuration;

    /// <summary>The wait between two pieces of a streamed answer.</summary>
    public TimeSpan TokenDelay { get; private init; } = provider.TokenDelay;

    public long UnixNow => Time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>The address of a path below the provider's own prefix.</summary>
    public string Link(string relative) => Link(Provider.Name, relative);

    /// <summary>The address of a path below another provider's prefix, for what one provider passes on to another.</summary>
    public string Link(string provider, string relative) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Http.Request.Scheme}://{Http.Request.Host}/{provider}/{relative}");

    /// <summary>
    /// The request as it reaches another provider to which it is passed on. The addresses in the answer are that one's own; fault and delays stay
    /// those of the provider that was asked.
    /// </summary>
    public Exchange PassedTo(string provider, string path) =>
        new(Http, _find(provider) ?? throw new KeyNotFoundException(provider), _options, Webhooks, _find, path, Body, Ended) { Fault = Fault, TokenDelay = TokenDelay };

    public string? Header(string name) =>
        Http.Request.Headers.TryGetValue(name, out var values) ? values.ToString() : null;

    public Task DelayAsync(TimeSpan delay) =>
        delay > TimeSpan.Zero ? Task.Delay(delay, Time, Ended) : Task.CompletedTask;

    /// <summary>Waits until whoever set the fault lets the answer go on.</summary>
    public Task PauseAsync() => Provider.Resumed.WaitAsync(Ended);

    /// <summary>Waits until the clock has reached a time; a timer alone may ring a little early.</summary>
    public async Task UntilAsync(DateTimeOffset time)
    {
        for (var rest = time - Time.GetUtcNow(); rest > TimeSpan.Zero; rest = time - Time.GetUtcNow())
        {
            await DelayAsync(rest < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : rest).ConfigureAwait(false);
        }
    }

    public Task WriteJsonAsync(int status, JsonNode node, string contentType = "application/json") =>
        WriteBytesAsync(status, System.Text.Encoding.UTF8.GetBytes(node.ToJsonString(Json)), contentType);

    public async Task WriteBytesAsync(int status, ReadOnlyMemory<byte> bytes, string contentType)
    {
        var response = Http.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = bytes.Length;
        if (Fault?.Kind is FaultKind.Cut or FaultKind.StreamError or FaultKind.Pause)
        {
            var half = bytes.Length / 2;
            await response.Body.WriteAsync(bytes[..half], Ended).ConfigureAwait(false);
            await response.Body.FlushAsync(Ended).ConfigureAwait(false);
            if (Fault.Kind != FaultKind.Pause)
            {
                return; // too few bytes: the server closes the connection behind them, where an abort could overtake them
            }

            await PauseAsync().ConfigureAwait(false);
            bytes = bytes[half..];
        }

        await response.Body.WriteAsync(bytes, Ended).ConfigureAwait(false);
    }
}
