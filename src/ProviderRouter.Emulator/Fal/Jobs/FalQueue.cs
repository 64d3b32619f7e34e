using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Fal.Models;
using ProviderRouter.Emulator.Fal.Outputs;
using ProviderRouter.Emulator.Fal.Storage;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Fal.Jobs;

/// <summary>The queue: jobs are submitted to an endpoint and asked for below its application.</summary>
internal sealed class FalQueue(FalFiles files)
{
    private readonly ConcurrentDictionary<string, FalJob> _jobs = new(StringComparer.Ordinal);

    public Task HandleAsync(Exchange exchange, string path)
    {
        var segments = path.Split('/');
        var at = Array.LastIndexOf(segments, "requests");
        return at < 0 ? SubmitAsync(exchange, segments) : AskAsync(exchange, segments[..at], segments[(at + 1)..]);
    }

    private static WireException NotAllowed() => FalErrors.Text(405, "Method Not Allowed");

    private Task SubmitAsync(Exchange exchange, string[] segments)
    {
        if (exchange.Method != "POST")
        {
            throw NotAllowed();
        }

        var endpoint = FalEndpoint.Parse(segments) ?? throw FalErrors.Text(404, "Not Found");
        if (!FalCatalogue.HasApp(endpoint.App))
        {
            throw FalErrors.UnknownApp(endpoint.App);
        }

        var asked = FalSubmission.Read(exchange);
        var now = exchange.Time.GetUtcNow();
        if (_jobs.Values.Count(other => other.App == endpoint.App && other.Status(now) == "IN_QUEUE") is var waiting && waiting > asked.LongestQueue)
        {
            throw FalErrors.Machinery(429, $"The queue holds {waiting} requests, more than fal_max_queue_length allows", "queue_length_limit");
        }

        var wait = asked.HasLowPriority ? exchange.JobDuration / 2 : exchange.JobDuration / 4;
        var times = new FalJobTimes(now, now + wait, now + wait + (exchange.JobDuration * 3 / 4), asked.TimeToStart);
        var site = new FalSite(files, exchange.Link("fal-ai", "cdn/"), times.Completed, asked.Lifecycle);
        var body = FalBody.Of(exchange);
        var job = new FalJob(Guid.NewGuid().ToString(), endpoint.App, times, () => FalCatalogue.Find(endpoint) is { } model
            ? FalRunner.Run(model, body, site)
            : FalOutcome.Failure(FalErrors.UnknownPath(endpoint.Path)));
        _jobs[job.Id] = job;
        FalWebhooks.Schedule(exchange, job, asked.Webhook);
        exchange.Http.Response.Headers["x-fal-request-id"] = job.Id;
        return exchange.WriteJsonAsync(200, FalJobWriter.WriteNew(job, exchange));
    }

    /// <summary>A request about a job. Only the application's own address knows jobs: with the endpoint's path in between, nothing answers to it.</summary>
    private Task AskAsync(Exchange exchange, string[] owner, string[] rest)
    {
        if (FalEndpoint.Parse(owner) is { Path.Length: > 0 })
        {
            throw NotAllowed();
        }

        var method = rest is [_, "cancel"] ? "PUT" : "GET";
        if (exchange.Method != method)
        {
            throw NotAllowed();
        }

        var job = rest.Length > 0 && _jobs.TryGetValue(rest[0], out var found) && found.App == FalEndpoint.Parse(owner)?.App
            ? found
            : throw FalErrors.Queue(404, "NOT_FOUND");
        return rest[1..] switch
        {
            [] or ["response"] => WriteResultAsync(exchange, job),
            ["status"] => WriteStatusAsync(exchange, job),
            ["status", "stream"] => StreamStatusAsync(exchange, job),
            ["cancel"] => CancelAsync(exchange, job),
            _ => throw FalErrors.Text(404, "Not Found"),
        };
    }

    private static Task WriteResultAsync(Exchange exchange, FalJob job) => exchange.Time.GetUtcNow() >= job.EndsAt
        ? job.Outcome.WriteAsync(exchange, job.Id)
        : throw FalErrors.Text(400, "Request is still in progress");

    private static Task WriteStatusAsync(Exchange exchange, FalJob job)
    {
        var now = exchange.Time.GetUtcNow();
        var body = FalJobWriter.Write(job, exchange, now, HasLogs(exchange));
        return exchange.WriteJsonAsync(now >= job.EndsAt ? 200 : 202, body);
    }

    /// <summary>One event for every change; log lines come once each.</summary>
    private static async Task StreamStatusAsync(Exchange exchange, FalJob job)
    {
        var hasLogs = HasLogs(exchange);
        var events = new EventStream(exchange);
        await events.StartAsync().ConfigureAwait(false);
        DateTimeOffset? told = null;
        for (var now = exchange.Time.GetUtcNow(); ; now = exchange.Time.GetUtcNow())
        {
            await events.SendAsync(FalJobWriter.Write(job, exchange, now, hasLogs, told)).ConfigureAwait(false);
            told = now;
            if (job.NextChange(now) is not { } next)
            {
                return;
            }

            await exchange.UntilAsync(next).ConfigureAwait(false);
        }
    }

    private static Task CancelAsync(Exchange exchange, FalJob job) => job.Cancel(exchange.Time.GetUtcNow())
        ? exchange.WriteJsonAsync(202, new JsonObject { ["status"] = "CANCELLATION_REQUESTED" })
        : throw FalErrors.Queue(400, "ALREADY_COMPLETED");

    private static bool HasLogs(Exchange exchange) => exchange.Http.Request.Query.TryGetValue("logs", out var logs)
        && logs.ToString().ToUpper(CultureInfo.InvariantCulture) switch
        {
            "1" or "TRUE" => true,
            "0" or "FALSE" => false,
            _ => throw FalErrors.Invalid(FalErrors.Problem(
                "bool_parsing", "Input should be a valid boolean, unable to interpret input", ["query", "logs"], logs.ToString())),
        };
}
