using System.Globalization;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Replicate.Predictions;

/// <summary>
/// Streams the output of a prediction: <c>output</c> events, perhaps an <c>error</c>, and <c>done</c> at the end, at which the client is expected to
/// leave. The server's own patience ends with a comment.
/// </summary>
internal sealed class PredictionStreamer(Exchange exchange, Prediction prediction)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly EventStream _events = new(exchange) { StreamErrorName = "error" };
    private int _sequence;

    private DateTimeOffset Now => exchange.Time.GetUtcNow();

    private bool IsCanceled => prediction.Status(Now) is "canceled" or "aborted";

    public async Task WriteAsync()
    {
        await _events.StartAsync().ConfigureAwait(false);
        if (!prediction.IsRemoved(Now))
        {
            await WriteOutputAsync().ConfigureAwait(false);
            await WriteEndAsync().ConfigureAwait(false);
        }

        await exchange.DelayAsync(Patience).ConfigureAwait(false);
        await _events.CommentAsync("408: 408 Request Timeout").ConfigureAwait(false);
    }

    private async Task WriteOutputAsync()
    {
        await prediction.UntilAsync(prediction.Times.Started, exchange.Time, exchange.Ended).ConfigureAwait(false);
        foreach (var token in prediction.Output?.Tokens ?? [])
        {
            if (IsCanceled)
            {
                return;
            }

            await SendAsync("output", token).ConfigureAwait(false);
        }

        await prediction.UntilAsync(prediction.Times.Completed, exchange.Time, exchange.Ended).ConfigureAwait(false);
        if (prediction.Output is not { Tokens.Count: 0 } output || prediction.Status(Now) != "succeeded")
        {
            return;
        }

        // Each file, or a text that is no list of pieces, is an event of its own.
        var whole = output.Write(file => prediction.Addresses.Delivery(prediction.Id, file.Name));
        foreach (var part in whole is JsonArray list ? [.. list] : new[] { whole })
        {
            await SendAsync("output", part!.GetValue<string>()).ConfigureAwait(false);
        }
    }

    private async Task WriteEndAsync()
    {
        if (IsCanceled)
        {
            await SendAsync("done", """{"reason":"canceled"}""").ConfigureAwait(false);
        }
        else if (prediction.Failure is { } failure)
        {
            await SendAsync("error", new JsonObject { ["detail"] = failure }.ToJsonString(Exchange.Json)).ConfigureAwait(false);
            await SendAsync("done", """{"reason":"error"}""").ConfigureAwait(false);
        }
        else
        {
            await SendAsync("done", "{}").ConfigureAwait(false);
        }
    }

    private Task SendAsync(string name, string data) => _events.SendAsync(
        data, name, string.Create(CultureInfo.InvariantCulture, $"{exchange.UnixNow}:{_sequence++}"));
}
