using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Fireworks;

/// <summary>FLUX Kontext: a job is submitted and asked for until it is ready.</summary>
internal sealed class FireworksKontext(FireworksProtocol protocol)
{
    private readonly ConcurrentDictionary<string, Job> _jobs = new(StringComparer.Ordinal);
    private int _sequence;

    public Task SubmitAsync(Exchange exchange)
    {
        var root = protocol.ReadObject(exchange);
        if (ChatReader.Value(root, "prompt") is not { ValueKind: JsonValueKind.String } prompt)
        {
            throw new WireException(400, new JsonObject { ["error_message"] = "prompt: Field required" });
        }

        var format = ChatReader.Value(root, "output_format") is { ValueKind: JsonValueKind.String } asked ? asked.GetString()! : "png";
        if (format is not ("png" or "jpeg"))
        {
            throw new WireException(400, new JsonObject { ["error_message"] = "output_format: Input should be 'jpeg' or 'png'" });
        }

        var ratio = ChatReader.Value(root, "aspect_ratio") is { ValueKind: JsonValueKind.String } shape ? shape.GetString()! : "1:1";
        var size = PictureFormat.Size(ratio)
            ?? throw new WireException(400, new JsonObject { ["error_message"] = "aspect_ratio: Input should be like '16:9'" });
        var hash = StableHash.Of(exchange.Body.Span);
        var picture = Picture.Draw(size.Width, size.Height, prompt.GetString()!, (long)(hash >> 1));
        var number = Interlocked.Increment(ref _sequence);
        var id = string.Create(CultureInfo.InvariantCulture, $"{hash:x16}-{number}");
        _jobs[id] = new Job(PictureFormat.Write(picture, format), exchange.Time.GetUtcNow() + exchange.JobDuration);
        return exchange.WriteJsonAsync(200, new JsonObject { ["request_id"] = id });
    }

    public Task ResultAsync(Exchange exchange)
    {
        var root = protocol.ReadObject(exchange);
        var id = ChatReader.Value(root, "id") is { ValueKind: JsonValueKind.String } given ? given.GetString()! : string.Empty;
        var answer = new JsonObject { ["id"] = id, ["status"] = "Task not found", ["result"] = null, ["progress"] = null, ["details"] = null };
        if (_jobs.TryGetValue(id, out var job))
        {
            var isReady = exchange.Time.GetUtcNow() >= job.ReadyAt;
            answer["status"] = isReady ? "Ready" : "Pending";
            answer["result"] = isReady ? new JsonObject { ["sample"] = exchange.Link("delivery/" + id) } : null;
        }

        return exchange.WriteJsonAsync(200, answer);
    }

    public Task DeliverAsync(Exchange exchange, string id) => _jobs.TryGetValue(id, out var job)
        ? exchange.WriteBytesAsync(200, job.File.Bytes, job.File.MediaType)
        : throw protocol.NotFound(exchange);

    private sealed record Job((byte[] Bytes, string MediaType) File, DateTimeOffset ReadyAt);
}
