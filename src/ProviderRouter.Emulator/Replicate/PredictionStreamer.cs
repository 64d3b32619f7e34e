using System.Globalization;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Replicate;

/// <summary>Streams the output of a prediction: <c>output</c> events, perhaps an <c>error</c>, and <c>done</c> at the end.</summary>
internal sealed class PredictionStreamer(Exchange exchange, Prediction prediction)
{
    private readonly EventStream _events = new(exchange) { StreamErrorName = "error" };
    private int _sequence;

    private DateTimeOffset Now => exchange.Time.GetUtcNow();

    private bool IsCanceled => prediction.Status(Now) is "canceled" or "aborted";

    public async Task WriteAsync()
    {
        if (prediction.Model.Kind != OutputKind.Text)
        {
            throw ReplicateErrors.NotFound();
        }

        await _events.StartAsync().ConfigureAwait(false);
        await exchange.UntilAsync(prediction.Times.Started).ConfigureAwait(false);
        foreach (var token in prediction.Result.Tokens)
        {
            if (IsCanceled)
            {
                break;
            }

            await SendAsync("output", token).ConfigureAwait(false);
        }

        await exchange.UntilAsync(prediction.EndsAt).ConfigureAwait(false);
        if (IsCanceled)
        {
            await SendAsync("done", """{"reason":"canceled"}""").ConfigureAwait(false);
        }
        else if (prediction.Result.Failure is { } failure)
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
