using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Together;

/// <summary>Videos: ordered, asked for until they are ready, and fetched without a key.</summary>
internal sealed class TogetherVideos(Protocol protocol)
{
    private const string Folder = "storage/videos/";

    private readonly ConcurrentDictionary<string, Job> _jobs = new(StringComparer.Ordinal);
    private readonly TogetherVideoReader _reader = new(protocol);
    private int _sequence;

    public static bool IsFile(Exchange exchange) => exchange.Path.StartsWith(Folder, StringComparison.Ordinal);

    public Task CreateAsync(Exchange exchange)
    {
        var order = _reader.Read(exchange);
        var now = exchange.Time.GetUtcNow();
        var number = Interlocked.Increment(ref _sequence);
        var id = string.Create(CultureInfo.InvariantCulture, $"019a{StableHash.Of(exchange.Body.Span):x16}-{number}");
        var file = new Lazy<byte[]>(() => Video.Mp4(
            order.Width, order.Height, order.Seconds * order.FramesPerSecond, order.FramesPerSecond, order.Prompt, order.Seed));
        var job = new Job(id, order, now, now + (exchange.JobDuration / 4), now + exchange.JobDuration, file);
        _jobs[id] = job;

        // The answer to the order tells no status yet.
        return exchange.WriteJsonAsync(200, Write(exchange, job, null));
    }

    public Task PollAsync(Exchange exchange, string id)
    {
        protocol.RequireMethod(exchange, "GET");
        return _jobs.TryGetValue(id, out var job)
            ? exchange.WriteJsonAsync(200, Write(exchange, job, job.Status(exchange.Time.GetUtcNow())))
            : throw TogetherErrors.Create(404, $"Video {id} not found", null, "not_found");
    }

    public Task DeliverAsync(Exchange exchange)
    {
        protocol.RequireMethod(exchange, "GET");
        var name = exchange.Path[Folder.Length..];
        return name.EndsWith(".mp4", StringComparison.Ordinal) && _jobs.TryGetValue(name[..^4], out var job)
            && job.Status(exchange.Time.GetUtcNow()) == "completed"
                ? exchange.WriteBytesAsync(200, job.File.Value, "video/mp4")
                : throw protocol.NotFound(exchange);
    }

    private static JsonObject Write(Exchange exchange, Job job, string? status)
    {
        var node = new JsonObject { ["id"] = job.Id, ["object"] = "video", ["model"] = job.Order.Model };
        if (status is not null)
        {
            node["status"] = status;
        }

        node["created_at"] = job.CreatedAt.ToUnixTimeSeconds();
        node["size"] = string.Create(CultureInfo.InvariantCulture, $"{job.Order.Width}x{job.Order.Height}");
        node["seconds"] = job.Order.Seconds.ToString(CultureInfo.InvariantCulture);
        if (status is "completed" or "failed")
        {
            node["completed_at"] = job.EndsAt.ToUnixTimeSeconds();
        }

        if (status == "completed")
        {
            node["outputs"] = new JsonObject { ["cost"] = job.Order.Cost, ["video_url"] = exchange.Link($"{Folder}{job.Id}.mp4") };
        }

        if (status == "failed")
        {
            node["error"] = new JsonObject { ["code"] = "generation_failed", ["message"] = Job.Failure };
        }

        return node;
    }

    private sealed record Job(
        string Id, TogetherVideoOrder Order, DateTimeOffset CreatedAt, DateTimeOffset StartsAt, DateTimeOffset EndsAt, Lazy<byte[]> File)
    {
        public const string Failure = "The emulated model fails because the prompt asks it to.";

        public string Status(DateTimeOffset now) =>
            now < StartsAt ? "queued"
            : now < EndsAt ? "in_progress"
            : Order.Prompt.Contains("please fail", StringComparison.OrdinalIgnoreCase) ? "failed"
            : "completed";
    }
}
