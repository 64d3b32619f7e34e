using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Replicate;

/// <summary>Replicate: predictions that are created, waited for, polled, streamed and canceled.</summary>
internal sealed class ReplicateProtocol() : Protocol("replicate", "replicate/", "r8_emulator")
{
    private readonly ConcurrentDictionary<string, Prediction> _predictions = new(StringComparer.Ordinal);
    private readonly ReplicateFiles _files = new();
    private int _sequence;

    public override WireException Error(int status, string message, string? field = null, string? code = null) => status switch
    {
        400 => ReplicateErrors.Create(400, null, "Invalid input"),
        402 => ReplicateErrors.Create(402, "Insufficient credit", "You have insufficient credit to run this model."),
        404 => ReplicateErrors.NotFound(),
        429 => ReplicateErrors.Create(429, "Request was throttled", "Request was throttled. Your rate limit resets in ~1s."),
        >= 500 => ReplicateErrors.Create(status, null, "Internal server error"),
        _ => ReplicateErrors.Create(status, null, message),
    };

    public override JsonNode StreamError() => new JsonObject { ["detail"] = "The prediction failed by a fault." };

    public override WireException Unauthorized(string? presented) =>
        ReplicateErrors.Create(401, "Unauthenticated", "You did not pass a valid authentication token");

    public override WireException NotFound(Exchange exchange) => ReplicateErrors.NotFound();

    public override bool IsOpen(Exchange exchange) =>
        exchange.Path.StartsWith("stream/", StringComparison.Ordinal) || exchange.Path.StartsWith("delivery/", StringComparison.Ordinal);

    public override Task HandleAsync(Exchange exchange) => (exchange.Method, exchange.Path.Split('/')) switch
    {
        ("POST", ["v1", "predictions"]) => CreateByVersionAsync(exchange),
        ("POST", ["v1", "models", var owner, var name, "predictions"]) => CreateByNameAsync(exchange, $"{owner}/{name}"),
        ("POST", ["v1", "deployments", var owner, var name, "predictions"]) => CreateByNameAsync(exchange, $"{owner}/{name}"),
        ("POST", ["v1", "predictions", var id, "cancel"]) => CancelAsync(exchange, Find(id)),
        ("GET", ["v1", "predictions", var id]) => WriteAsync(exchange, 200, Find(id)),
        ("GET", ["v1", "predictions"]) => ListAsync(exchange),
        ("GET", ["v1", "models", var owner, var name]) => DescribeAsync(exchange, $"{owner}/{name}"),
        ("GET", ["v1", "account"]) => exchange.WriteJsonAsync(200, new JsonObject { ["type"] = "user", ["username"] = "emulator", ["name"] = "Emulator" }),
        (_, ["v1", "files", ..]) => _files.HandleAsync(exchange),
        ("GET", ["stream", var id]) => new PredictionStreamer(exchange, Find(id)).WriteAsync(),
        ("GET", ["delivery", var id, var file]) => DeliverAsync(exchange, Find(id), file),
        _ => throw NotFound(exchange),
    };

    private Prediction Find(string id) => _predictions.TryGetValue(id, out var prediction) ? prediction : throw ReplicateErrors.NotFound();

    private static Task DescribeAsync(Exchange exchange, string id) =>
        exchange.WriteJsonAsync(200, (ReplicateCatalogue.Find(id) ?? throw ReplicateErrors.NotFound()).Describe());

    private static Task DeliverAsync(Exchange exchange, Prediction prediction, string name) =>
        prediction.Result.File(name) is { } file && prediction.Status(exchange.Time.GetUtcNow()) == "succeeded"
            ? exchange.WriteBytesAsync(200, file.Bytes, file.MediaType)
            : throw ReplicateErrors.NotFound();

    private Task CreateByVersionAsync(Exchange exchange)
    {
        var root = PredictionReader.ReadTop(this, exchange, takesVersion: true);
        var version = root.GetProperty("version").GetString()!;
        var model = ReplicateCatalogue.FindVersion(version) ?? throw ReplicateErrors.InvalidVersion();
        var hash = version.Split(':')[^1];
        return StartAsync(exchange, model, hash.Length == 64 ? hash : model.Version, root.GetProperty("input"));
    }

    private Task CreateByNameAsync(Exchange exchange, string id)
    {
        var model = ReplicateCatalogue.Find(id) is { IsOfficial: true } official ? official : throw ReplicateErrors.NotFound();
        var root = PredictionReader.ReadTop(this, exchange, takesVersion: false);
        return StartAsync(exchange, model, "hidden", root.GetProperty("input"));
    }

    private async Task StartAsync(Exchange exchange, ReplicateModel model, string version, JsonElement input)
    {
        PredictionReader.CheckInput(model, input);
        var now = exchange.Time.GetUtcNow();
        var times = new PredictionTimes(now, now + (exchange.JobDuration / 4), now + exchange.JobDuration, now + PredictionReader.CancelAfter(exchange));
        var prediction = new Prediction(NewId(exchange), model, version, input, times);
        _predictions[prediction.Id] = prediction;
        exchange.Http.Response.Headers.Location = exchange.Link("v1/predictions/" + prediction.Id);
        if (PredictionReader.Wait(exchange) is not { } seconds)
        {
            await WriteAsync(exchange, 201, prediction).ConfigureAwait(false);
            return;
        }

        exchange.Http.Response.Headers["Preference-Applied"] = string.Create(CultureInfo.InvariantCulture, $"wait={seconds}");
        var patience = now + TimeSpan.FromSeconds(seconds);
        await exchange.UntilAsync(prediction.EndsAt < patience ? prediction.EndsAt : patience).ConfigureAwait(false);
        var isDone = exchange.Time.GetUtcNow() >= prediction.EndsAt;
        var body = PredictionWriter.Write(prediction, exchange, isSync: true);
        await exchange.WriteJsonAsync(isDone ? 201 : 202, body).ConfigureAwait(false);
    }

    private static Task CancelAsync(Exchange exchange, Prediction prediction)
    {
        prediction.Cancel(exchange.Time.GetUtcNow());
        return WriteAsync(exchange, 200, prediction);
    }

    private Task ListAsync(Exchange exchange) => exchange.WriteJsonAsync(200, new JsonObject
    {
        ["next"] = null,
        ["previous"] = null,
        ["results"] = new JsonArray([.. _predictions.Values.OrderByDescending(prediction => prediction.Times.Created).Take(100)
            .Select(prediction => PredictionWriter.Write(prediction, exchange, isSync: false))]),
    });

    private static Task WriteAsync(Exchange exchange, int status, Prediction prediction) =>
        exchange.WriteJsonAsync(status, PredictionWriter.Write(prediction, exchange, isSync: false));

    /// <summary>26 letters and digits, as the real ids have.</summary>
    private string NewId(Exchange exchange)
    {
        const string Letters = "abcdefghijkmnpqrstvwxyz023456789";
        var random = StableHash.Of(exchange.Body.Span, (ulong)Interlocked.Increment(ref _sequence));
        return string.Create(26, random, static (letters, value) =>
        {
            for (var i = 0; i < letters.Length; i++)
            {
                value = StableHash.Mix(value);
                letters[i] = Letters[(int)(value % (ulong)Letters.Length)];
            }
        });
    }
}
