using System.Text;
using Microsoft.AspNetCore.Http;

namespace ProviderRouter.Emulator.Http;

/// <summary>What every request goes through: log, fault, latency, key, then the provider's own handling.</summary>
internal sealed class RequestPipeline(
    EmulatorOptions options, Func<string, EmulatedProvider?> find, WebhookSender webhooks, CancellationToken stopping)
{
    private readonly ControlEndpoint _control = new(find);
    private int _sequence;

    public async Task InvokeAsync(HttpContext http)
    {
        var segments = http.Request.Path.Value?.TrimStart('/').Split('/', 2) ?? [];
        if (options.Control && segments is ["control", var asked])
        {
            await _control.HandleAsync(http, asked.Split('/')).ConfigureAwait(false);
            return;
        }

        if (segments.Length == 0 || find(segments[0]) is not { } provider)
        {
            http.Response.StatusCode = 404;
            return;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        var path = segments.Length > 1 ? segments[1] : string.Empty;
        try
        {
            var body = await ReadBodyAsync(http.Request, ended.Token).ConfigureAwait(false);
            var exchange = new Exchange(http, provider, options, webhooks, find, path, body, ended.Token);
            exchange.Fault = provider.Begin(Describe(exchange));
            try
            {
                await AnswerAsync(exchange).ConfigureAwait(false);
            }
            finally
            {
                provider.End();
            }

            Log(exchange);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            http.Abort();
        }
        catch (IOException)
        {
            http.Abort();
        }
    }

    private async Task AnswerAsync(Exchange exchange)
    {
        var protocol = exchange.Provider.Protocol;
        exchange.Http.Response.Headers[protocol.RequestIdHeader] =
            $"emulated-{Interlocked.Increment(ref _sequence):x8}";
        await exchange.DelayAsync(exchange.Provider.Latency).ConfigureAwait(false);
        try
        {
            if (await FaultAsync(exchange).ConfigureAwait(false))
            {
                return;
            }

            if (!protocol.IsOpen(exchange))
            {
                protocol.CheckKey(exchange);
            }

            await protocol.HandleAsync(exchange).ConfigureAwait(false);
        }
        catch (WireException refusal) when (!exchange.Http.Response.HasStarted)
        {
            foreach (var (name, value) in refusal.Headers)
            {
                exchange.Http.Response.Headers[name] = value;
            }

            await exchange.WriteJsonAsync(refusal.Status, refusal.Body, refusal.ContentType).ConfigureAwait(false);
        }
        catch (ResponseCutException)
        {
            // The response ends where it stands; that is the fault.
        }
    }

    /// <summary>Acts out a fault; true if it was the whole answer.</summary>
    private static async Task<bool> FaultAsync(Exchange exchange)
    {
        switch (exchange.Fault)
        {
            case { Kind: FaultKind.Status } fault:
                foreach (var (name, value) in fault.Headers)
                {
                    exchange.Http.Response.Headers[name] = value;
                }

                if (fault.Body is null)
                {
                    var error = exchange.Provider.Protocol.Error(fault.StatusCode, "A fault asked of the emulator.");
                    throw new WireException(fault.StatusCode, error.Body, error.ContentType) { Headers = error.Headers };
                }

                var type = fault.Body.AsSpan().TrimStart() switch { ['{' or '[', ..] => "application/json", ['<', ..] => "text/html", _ => "text/plain" };
                await exchange.WriteBytesAsync(fault.StatusCode, Encoding.UTF8.GetBytes(fault.Body), type).ConfigureAwait(false);
                return true;
            case { Kind: FaultKind.Hang }:
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, exchange.Ended).ConfigureAwait(false);
                return true;
            case { Kind: FaultKind.Reset }:
                exchange.Http.Abort();
                return true;
            case { Kind: FaultKind.Slow } fault:
                await exchange.DelayAsync(fault.Delay).ConfigureAwait(false);
                return false;
            default:
                return false;
        }
    }

    private ReceivedRequest Describe(Exchange exchange)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in exchange.Http.Request.Headers)
        {
            headers[name] = name.Equals("Authorization", StringComparison.OrdinalIgnoreCase) ? Mask(value.ToString()) : value.ToString();
        }

        return new ReceivedRequest(
            exchange.Method, exchange.Path + exchange.Http.Request.QueryString, headers, Text(exchange), options.TimeProvider.GetUtcNow());
    }

    private static string Mask(string value) =>
        value.Split(' ', 2) is [var scheme, _] ? scheme + " ***" : "***";

    private static string Text(Exchange exchange)
    {
        var type = exchange.ContentType ?? "text/plain";
        var isText = type.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            || type.Contains("json", StringComparison.OrdinalIgnoreCase)
            || type.Contains("urlencoded", StringComparison.OrdinalIgnoreCase);
        return isText ? Encoding.UTF8.GetString(exchange.Body.Span) : $"({exchange.Body.Length} bytes)";
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var buffer = new MemoryStream();
        await using (buffer.ConfigureAwait(false))
        {
            await request.Body.CopyToAsync(buffer, cancellationToken).ConfigureAwait(false);
            return buffer.ToArray();
        }
    }

    private void Log(Exchange exchange)
    {
        if (options.Log)
        {
            Console.WriteLine(
                $"{options.TimeProvider.GetLocalNow():HH:mm:ss.fff} {exchange.Http.Response.StatusCode} {exchange.Method} /{exchange.Provider.Name}/{exchange.Path}");
        }
    }
}
