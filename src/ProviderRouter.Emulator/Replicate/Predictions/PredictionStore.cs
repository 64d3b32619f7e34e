using System.Collections.Concurrent;
using System.Globalization;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Replicate.Predictions;

/// <summary>All predictions since the start.</summary>
internal sealed class PredictionStore
{
    private readonly ConcurrentDictionary<string, Prediction> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Prediction> _bySecret = new(StringComparer.Ordinal);
    private long _sequence;

    public long NextSequence() => Interlocked.Increment(ref _sequence);

    public void Add(Prediction prediction)
    {
        _byId[prediction.Id] = prediction;
        _bySecret[prediction.StreamSecret] = prediction;
    }

    public Prediction? TryFind(string id) => _byId.GetValueOrDefault(id);

    public Prediction Find(string id) => TryFind(id) ?? throw ReplicateErrors.NotFound();

    public Prediction FindStream(string secret) => _bySecret.TryGetValue(secret, out var prediction) ? prediction : throw ReplicateErrors.NotFound();

    /// <summary>A page of the list, narrowed by time of creation or to what was made on the web site, which is nothing here.</summary>
    public Task WriteListAsync(Exchange exchange)
    {
        var query = exchange.Http.Request.Query;
        var after = Time("created_after") ?? DateTimeOffset.MinValue;
        var before = Time("created_before") ?? DateTimeOffset.MaxValue;
        var source = query["source"].ToString();
        if (source is not ("" or "web"))
        {
            throw ReplicateErrors.Create(400, null, "source: Must be \"web\"");
        }

        return Page.WriteAsync(exchange, "predictions", _byId.Values
            .Where(prediction => source.Length == 0 && prediction.Times.Created >= after && prediction.Times.Created < before)
            .Select(prediction => (prediction.Sequence, (Func<System.Text.Json.Nodes.JsonNode>)(() => PredictionWriter.Write(prediction, exchange.Time.GetUtcNow())))));

        DateTimeOffset? Time(string name) => query[name].ToString() is not { Length: > 0 } text ? null
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
            : throw ReplicateErrors.Create(400, null, $"{name}: Must be an ISO 8601 date-time");
    }

    /// <summary>Letters and digits as the real ids have, depending on what was sent and when.</summary>
    public static string NewId(ReadOnlySpan<byte> body, long sequence, int length)
    {
        const string Letters = "abcdefghijkmnpqrstvwxyz023456789";
        return string.Create(length, StableHash.Of(body, (ulong)sequence), static (letters, value) =>
        {
            for (var i = 0; i < letters.Length; i++)
            {
                value = StableHash.Mix(value);
                letters[i] = Letters[(int)(value % (ulong)Letters.Length)];
            }
        });
    }
}
