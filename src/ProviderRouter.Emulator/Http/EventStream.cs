using System.Text;
using System.Text.Json.Nodes;

namespace ProviderRouter.Emulator.Http;

/// <summary>Writes server-sent events, with the provider's delay between them and the request's fault among them.</summary>
internal sealed class EventStream(Exchange exchange)
{
    private int _sent;

    public async Task StartAsync()
    {
        var response = exchange.Http.Response;
        response.StatusCode = 200;
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-cache";
        await response.StartAsync(exchange.Ended).ConfigureAwait(false);
        await response.Body.FlushAsync(exchange.Ended).ConfigureAwait(false);
    }

    public Task SendAsync(JsonNode data) => SendAsync(data.ToJsonString(Exchange.Json));

    public async Task SendAsync(string data, string? name = null, string? id = null)
    {
        if (_sent > 0)
        {
            await exchange.DelayAsync(exchange.TokenDelay).ConfigureAwait(false);
        }

        if (exchange.Fault is { Kind: FaultKind.Cut or FaultKind.StreamError } fault && _sent >= fault.Events)
        {
            await BreakAsync(fault).ConfigureAwait(false);
        }

        if (exchange.Fault is { Kind: FaultKind.Pause } pause && _sent == pause.Events)
        {
            await exchange.PauseAsync().ConfigureAwait(false);
        }

        await WriteAsync(data, name, id).ConfigureAwait(false);
        _sent++;
    }

    /// <summary>A comment, which no client sees as an event.</summary>
    public async Task CommentAsync(string text)
    {
        var body = exchange.Http.Response.Body;
        await body.WriteAsync(Encoding.UTF8.GetBytes($":{text}\n\n"), exchange.Ended).ConfigureAwait(false);
        await body.FlushAsync(exchange.Ended).ConfigureAwait(false);
    }

    private async Task BreakAsync(EmulatedFault fault)
    {
        if (fault.Kind == FaultKind.StreamError)
        {
            await WriteAsync(exchange.Provider.Protocol.StreamError().ToJsonString(Exchange.Json), StreamErrorName, null).ConfigureAwait(false);
        }
        else if (fault.AbortsConnection)
        {
            exchange.Http.Abort();
        }

        throw new ResponseCutException();
    }

    /// <summary>The event name of an error; the OpenAI dialect sends none.</summary>
    public string? StreamErrorName { get; init; }

    private async Task WriteAsync(string data, string? name, string? id)
    {
        var text = new StringBuilder();
        if (name is not null)
        {
            text.Append("event: ").Append(name).Append('\n');
        }

        if (id is not null)
        {
            text.Append("id: ").Append(id).Append('\n');
        }

        foreach (var line in data.ReplaceLineEndings("\n").Split('\n'))
        {
            text.Append("data: ").Append(line).Append('\n');
        }

        text.Append('\n');
        var body = exchange.Http.Response.Body;
        await body.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), exchange.Ended).ConfigureAwait(false);
        await body.FlushAsync(exchange.Ended).ConfigureAwait(false);
    }
}
