using System.Globalization;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Fal.Jobs;

/// <summary>Writes the status of a job.</summary>
internal static class FalJobWriter
{
    /// <summary>The answer to a submission, which always finds the job in the queue.</summary>
    public static JsonObject WriteNew(FalJob job, Exchange exchange) =>
        Write(job, exchange, job.Times.Created, "IN_QUEUE", hasLogs: false, told: null);

    /// <summary>The status at a time; log lines up to <paramref name="told"/> are left out, which a stream has told before.</summary>
    public static JsonObject Write(FalJob job, Exchange exchange, DateTimeOffset now, bool hasLogs, DateTimeOffset? told = null) =>
        Write(job, exchange, now, job.Status(now), hasLogs, told);

    private static JsonObject Write(FalJob job, Exchange exchange, DateTimeOffset now, string status, bool hasLogs, DateTimeOffset? told)
    {
        var address = exchange.Link("fal-ai", $"queue/{job.App}/requests/{job.Id}");
        var body = new JsonObject
        {
            ["status"] = status,
            ["request_id"] = job.Id,
            ["response_url"] = address,
            ["status_url"] = address + "/status",
            ["cancel_url"] = address + "/cancel",
            ["logs"] = hasLogs && status != "IN_QUEUE" ? Logs(job, now, told) : null,
            ["metrics"] = new JsonObject(),
        };
        if (status == "IN_QUEUE")
        {
            body["queue_position"] = job.Position(now);
        }
        else if (status == "COMPLETED")
        {
            Complete(body, job);
        }

        return body;
    }

    private static void Complete(JsonObject body, FalJob job)
    {
        if (job.Outcome.ErrorType is { } type)
        {
            body["error"] = job.Outcome.Body["detail"]!.DeepClone();
            body["error_type"] = type;
        }
        else
        {
            body["metrics"] = new JsonObject { ["inference_time"] = (job.Times.Completed - job.Times.Started).TotalSeconds };
        }
    }

    private static JsonArray Logs(FalJob job, DateTimeOffset now, DateTimeOffset? told) =>
    [
        .. job.Logs(now).Where(line => told is null || line.At > told).Select(line => new JsonObject
        {
            ["message"] = line.Message,
            ["level"] = "INFO",
            ["source"] = "USER",
            ["timestamp"] = line.At.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        }),
    ];
}
