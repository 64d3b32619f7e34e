using System.Globalization;
using System.Text.Json;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Replicate.Files;
using ProviderRouter.Emulator.Replicate.Models;
using ProviderRouter.Emulator.Replicate.Outputs;

namespace ProviderRouter.Emulator.Replicate.Predictions;

/// <summary>Creates, shows and cancels predictions, and hands out what they made.</summary>
internal sealed class PredictionEndpoint(FileStore files)
{
    private const int IdLength = 26;
    private const int SecretLength = 52;

    private readonly PredictionStore _store = new();

    public Task CreateByVersionAsync(Exchange exchange)
    {
        var root = PredictionReader.ReadTop(exchange, takesVersion: true);
        var version = root.GetProperty("version").GetString()!;
        var model = ModelCatalogue.FindVersion(version) ?? throw ReplicateErrors.InvalidVersion();
        var hash = version.Split(':')[^1];
        return StartAsync(exchange, root, model, hash.Contains('/', StringComparison.Ordinal) ? model.ReportedVersion : hash, null);
    }

    public Task CreateByNameAsync(Exchange exchange, string id)
    {
        var model = ModelCatalogue.Find(id) is { IsOfficial: true } official ? official : throw ReplicateErrors.NotFound();
        return StartAsync(exchange, PredictionReader.ReadTop(exchange, takesVersion: false), model, model.ReportedVersion, null);
    }

    public Task CreateByDeploymentAsync(Exchange exchange, string id)
    {
        var deployment = Deployment.Find(id) ?? throw ReplicateErrors.NotFound();
        return StartAsync(exchange, PredictionReader.ReadTop(exchange, takesVersion: false), deployment.Model, deployment.Version, deployment.Name);
    }

    public Task ShowAsync(Exchange exchange, string id) => WriteAsync(exchange, _store.Find(id));

    public Task ListAsync(Exchange exchange) => _store.WriteListAsync(exchange);

    /// <summary>Cancels; what has ended already is shown as it is.</summary>
    public Task CancelAsync(Exchange exchange, string id)
    {
        var prediction = _store.Find(id);
        if (prediction.Cancel(exchange.Time.GetUtcNow()))
        {
            prediction.Webhooks?.End();
        }

        return WriteAsync(exchange, prediction);
    }

    public Task StreamAsync(Exchange exchange, string secret) => new PredictionStreamer(exchange, _store.FindStream(secret)).WriteAsync();

    /// <summary>A file that a prediction made, as long as it is kept.</summary>
    public Task DeliverAsync(Exchange exchange, string id, string name)
    {
        var prediction = _store.Find(id);
        var now = exchange.Time.GetUtcNow();
        return prediction.Output?.Files.FirstOrDefault(file => file.Name == name) is { } file && prediction.Status(now) == "succeeded" && !prediction.IsRemoved(now)
            ? exchange.WriteBytesAsync(200, file.Bytes, file.MediaType)
            : throw ReplicateErrors.NotFound();
    }

    private static Task WriteAsync(Exchange exchange, Prediction prediction) =>
        exchange.WriteJsonAsync(200, PredictionWriter.Write(prediction, exchange.Time.GetUtcNow()));

    private async Task StartAsync(Exchange exchange, JsonElement root, ReplicateModel model, string version, string? deployment)
    {
        var prediction = Create(exchange, root, model, version, deployment);
        _store.Add(prediction);
        prediction.Webhooks?.Start();
        exchange.Http.Response.Headers.Location = prediction.Addresses.Prediction(prediction.Id);
        if (WaitHeaders.Wait(exchange) is not { } seconds)
        {
            await exchange.WriteJsonAsync(201, PredictionWriter.Write(prediction, exchange.Time.GetUtcNow())).ConfigureAwait(false);
            return;
        }

        exchange.Http.Response.Headers["Preference-Applied"] = string.Create(CultureInfo.InvariantCulture, $"wait={seconds}");
        var patience = prediction.Times.Created + TimeSpan.FromSeconds(seconds);
        await prediction.UntilAsync(patience, exchange.Time, exchange.Ended).ConfigureAwait(false);
        var now = exchange.Time.GetUtcNow();
        await exchange.WriteJsonAsync(now >= prediction.EndsAt ? 201 : 202, PredictionWriter.Write(prediction, now, isSync: true)).ConfigureAwait(false);
    }

    private Prediction Create(Exchange exchange, JsonElement root, ReplicateModel model, string version, string? deployment)
    {
        var given = root.GetProperty("input");
        var addresses = ReplicateAddresses.Of(exchange);
        InputReader.Check(model, given, addresses);
        var cancelAfter = WaitHeaders.CancelAfter(exchange);
        var now = exchange.Time.GetUtcNow();
        var input = new PredictionInput(model, given, address => new InputReader(files, _store).Open(address, addresses, now));
        var script = PredictionScript.Of(model, input.Prompt);
        var times = PredictionTimes.Plan(now, exchange.JobDuration, script, cancelAfter);
        var (output, failure) = Run(model, input, script);
        var sequence = _store.NextSequence();
        var prediction = new Prediction
        {
            Id = PredictionStore.NewId(exchange.Body.Span, sequence, IdLength),
            Sequence = sequence,
            Model = model,
            Version = version,
            Input = given,
            Script = script,
            Times = times,
            Output = output,
            Failure = failure,
            Addresses = addresses,
            StreamSecret = "bcwr-" + PredictionStore.NewId(exchange.Body.Span, -sequence, SecretLength),
            Deployment = deployment,
            Webhook = PredictionReader.Webhook(root),
        };
        prediction.Webhooks = prediction.Webhook is { } webhook ? new PredictionWebhooks(prediction, webhook, exchange.Webhooks, exchange.Time) : null;
        return prediction;
    }

    private static (PredictionOutput? Output, string? Failure) Run(ReplicateModel model, PredictionInput input, PredictionScript script)
    {
        if (script.Failure is not null || script.IsEndless)
        {
            return (null, script.Failure ?? "Prediction timed out");
        }

        try
        {
            return (model.Run(input), null);
        }
        catch (PredictionFailedException failed)
        {
            return (null, failed.Message);
        }
    }
}
