using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Fireworks;

/// <summary>
/// FLUX Kontext: a job is submitted and asked for until it is ready. For a moment the job is not found yet. Of a prompt, <c>please filter</c> has the
/// answer moderated, <c>please refuse</c> the request, and <c>please fail</c> lets the job fail.
/// </summary>
internal sealed class FireworksKontext(FireworksProtocol protocol)
{
    private static readonly (string Words, string Status)[] Endings =
        [("please filter", "Content Moderated"), ("please refuse", "Request Moderated"), ("please fail", "Error")];

    private readonly ConcurrentDictionary<string, Job> _jobs = new(StringComparer.Ordinal);
    private int _sequence;

    public Task SubmitAsync(Exchange exchange)
    {
        var request = KontextRequest.Read(protocol.ReadObject(exchange));
        var hash = StableHash.Of(exchange.Body.Span);
        var picture = Picture.Draw(request.Width, request.Height, request.Prompt, request.Seed ?? (long)(hash >> 1));
        var number = Interlocked.Increment(ref _sequence);
        var id = string.Create(CultureInfo.InvariantCulture, $"{hash:x16}-{number}");
        var now = exchange.Time.GetUtcNow();
        var status = Array.Find(Endings, ending => request.Prompt.Contains(ending.Words, StringComparison.OrdinalIgnoreCase)).Status ?? "Ready";
        _jobs[id] = new Job(PictureFormat.Write(picture, request.Format), status, now + (exchange.JobDuration / 10), now + exchange.JobDuration);
        return exchange.WriteJsonAsync(200, new JsonObject { ["request_id"] = id });
    }

    public Task ResultAsync(Exchange exchange)
    {
        var id = ChatReader.Value(protocol.ReadObject(exchange), "id") is { ValueKind: System.Text.Json.JsonValueKind.String } given
            ? given.GetString()!
            : throw KontextRequest.Refuse("id: Field required");
        var now = exchange.Time.GetUtcNow();
        var job = _jobs.GetValueOrDefault(id);
        var status = job is null || now < job.FoundAt ? "Task not found" : now < job.EndsAt ? "Pending" : job.Status;
        return exchange.WriteJsonAsync(200, new JsonObject
        {
            ["id"] = id,
            ["status"] = status,
            ["result"] = status == "Ready" ? new JsonObject { ["sample"] = exchange.Link("delivery/" + id) } : null,
            ["progress"] = null,
            ["details"] = null,
        });
    }

    public Task DeliverAsync(Exchange exchange, string id) => _jobs.TryGetValue(id, out var job) && job.Status == "Ready"
        ? exchange.WriteBytesAsync(200, job.File.Bytes, job.File.MediaType)
        : throw protocol.NotFound(exchange);

    private sealed record Job((byte[] Bytes, string MediaType) File, string Status, DateTimeOffset FoundAt, DateTimeOffset EndsAt);
}
