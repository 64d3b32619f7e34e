using System.Globalization;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Replicate;

/// <summary>Writes a prediction in its present state.</summary>
internal static class PredictionWriter
{
    /// <summary>
    /// Writes the object. In the answer to a waiting request (<paramref name="isSync"/>) a finished prediction still says
    /// <c>processing</c>, without metrics and end: the real server answers as soon as the output is there.
    /// </summary>
    public static JsonObject Write(Prediction prediction, Exchange exchange, bool isSync)
    {
        var now = exchange.Time.GetUtcNow();
        var status = prediction.Status(now);
        var isEarly = isSync && status == "succeeded";
        var hasEnded = now >= prediction.EndsAt && !isEarly;
        var own = "v1/predictions/" + prediction.Id;
        var urls = new JsonObject
        {
            ["get"] = exchange.Link(own),
            ["cancel"] = exchange.Link(own + "/cancel"),
            ["web"] = "https://replicate.com/p/" + prediction.Id,
        };
        if (prediction.Model.Kind == OutputKind.Text)
        {
            urls["stream"] = exchange.Link("stream/" + prediction.Id);
        }

        var body = new JsonObject
        {
            ["id"] = prediction.Id,
            ["model"] = prediction.Model.Id,
            ["version"] = prediction.Version,
            ["input"] = JsonNode.Parse(prediction.Input.GetRawText()),
            ["output"] = isSync && status == "processing" ? null : prediction.Output(now, exchange.Link),
            ["logs"] = prediction.Logs(now < prediction.EndsAt ? now : prediction.EndsAt),
            ["error"] = status == "failed" ? prediction.Result.Failure : null,
            ["status"] = isEarly ? "processing" : status,
            ["data_removed"] = false,
            ["created_at"] = Time(prediction.Times.Created),
            ["urls"] = urls,
        };
        if (now >= prediction.Times.Started && !isEarly && prediction.EndsAt > prediction.Times.Started)
        {
            body["started_at"] = Time(prediction.Times.Started);
        }

        if (prediction.Times.Deadline is { } deadline)
        {
            body["deadline"] = Time(deadline);
        }

        if (hasEnded)
        {
            body["completed_at"] = Time(prediction.EndsAt);
            body["metrics"] = prediction.Result.Metrics(prediction.Times, prediction.EndsAt, status == "succeeded");
        }

        return body;
    }

    /// <summary>A time as the API writes it, with six fractional digits.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
