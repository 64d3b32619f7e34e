using System.Globalization;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Replicate.Outputs;

namespace ProviderRouter.Emulator.Replicate.Predictions;

/// <summary>Writes a prediction in its present state.</summary>
internal static class PredictionWriter
{
    /// <summary>
    /// Writes the object. In the answer to a waiting request (<paramref name="isSync"/>) a finished prediction still says
    /// <c>processing</c>, without metrics and end: the real server answers as soon as the output is there.
    /// </summary>
    public static JsonObject Write(Prediction prediction, DateTimeOffset now, bool isSync = false)
    {
        var status = prediction.Status(now);
        var isEarly = isSync && status == "succeeded";
        var isRemoved = prediction.IsRemoved(now);
        var body = new JsonObject
        {
            ["id"] = prediction.Id,
            ["model"] = prediction.Model.ReportedId,
            ["version"] = prediction.Version,
            ["input"] = isRemoved ? new JsonObject() : JsonNode.Parse(prediction.Input.GetRawText()),
            ["output"] = isSync && !isEarly ? null : prediction.OutputAt(now, Address(prediction, isSync)),
            ["logs"] = isRemoved ? null : PredictionLog.Write(prediction, now),
            ["error"] = status == "failed" ? prediction.Failure : null,
            ["status"] = isEarly ? "processing" : status,
            ["data_removed"] = isRemoved,
            ["source"] = "api",
            ["created_at"] = Time(prediction.Times.Created, "fff"),
            ["urls"] = Links(prediction),
        };
        if (status == "starting" && prediction.Model.OmitsOutputAtFirst)
        {
            body.Remove("output");
        }

        WriteOptional(body, prediction);
        if (now >= prediction.Times.Started && !isEarly && prediction.EndsAt > prediction.Times.Started)
        {
            body["started_at"] = Time(prediction.Times.Started, "fffffff'00'");
        }

        if (now >= prediction.EndsAt && !isEarly)
        {
            body["completed_at"] = Time(prediction.EndsAt, "ffffff");
            body["metrics"] = Metrics(prediction, status == "succeeded");
        }

        return body;
    }

    /// <summary>A time with as many fractional digits as asked; the API's own vary from 3 to 9.</summary>
    public static string Time(DateTimeOffset time, string fraction) =>
        time.UtcDateTime.ToString($"yyyy-MM-dd'T'HH:mm:ss.{fraction}'Z'", CultureInfo.InvariantCulture);

    private static Func<OutputFile, string> Address(Prediction prediction, bool isSync) => isSync && prediction.Model.SendsFilesAlong
        ? file => file.DataAddress
        : file => prediction.Addresses.Delivery(prediction.Id, file.Name);

    private static JsonObject Links(Prediction prediction)
    {
        var links = new JsonObject
        {
            ["cancel"] = prediction.Addresses.Cancel(prediction.Id),
            ["get"] = prediction.Addresses.Prediction(prediction.Id),
            ["web"] = "https://replicate.com/p/" + prediction.Id,
        };
        if (prediction.Model.Output.CanStream)
        {
            links["stream"] = prediction.Addresses.Stream(prediction.StreamSecret, prediction.Model.Output.IsTokens);
        }

        return links;
    }

    private static void WriteOptional(JsonObject body, Prediction prediction)
    {
        if (prediction.Deployment is { } deployment)
        {
            body["deployment"] = deployment;
        }

        if (prediction.Times.Deadline is { } deadline)
        {
            body["deadline"] = Time(deadline, "fff");
        }

        if (prediction.Webhook is { } webhook)
        {
            body["webhook"] = webhook.Address.OriginalString;
            body["webhook_events_filter"] = new JsonArray([.. webhook.Events.Select(name => (JsonNode)name)]);
        }
    }

    private static JsonObject Metrics(Prediction prediction, bool hasSucceeded)
    {
        var end = prediction.EndsAt;
        var metrics = new JsonObject
        {
            ["predict_time"] = Math.Max(0, (end - prediction.Times.Started).TotalSeconds),
            ["total_time"] = (end - prediction.Times.Created).TotalSeconds,
        };
        foreach (var (name, value) in hasSucceeded ? prediction.Output!.Metrics : [])
        {
            metrics[name] = value?.DeepClone();
        }

        return metrics;
    }
}
