using System.Text.Json;
using ProviderRouter.Providers.Replicate.Inputs;
using ProviderRouter.Resilience;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate.Models;

/// <summary>
/// Asks Replicate about models: once for each at a time, for half a minute at the most, and not again for a day. A failure is told to those who
/// wait for it, and not kept. Source: wire notes of Replicate, §2.
/// </summary>
internal sealed class ReplicateLookUp(string provider, ProviderTransport transport, TimeProvider timeProvider)
{
    private const int MaxKept = 512;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly BoundedCache<string, KnownModel> known = new(MaxKept);
    private readonly SharedQuestions<Answer> questions = new();

    /// <summary>What was found before; null when nothing was, or too long ago.</summary>
    /// <param name="path">The path of the model, the version or the deployment.</param>
    public ReplicateModel? Recall(string path) =>
        known.TryGet(path, out var found) && timeProvider.GetElapsedTime(found.ReadAt) < Kept ? found.Model : null;

    /// <summary>Finds a model.</summary>
    /// <param name="path">The path of the model, the version or the deployment.</param>
    /// <param name="name">What the caller calls it, for messages.</param>
    /// <param name="cancellationToken">Ends this wait; the question goes on for others who wait.</param>
    public async ValueTask<Answer> FindAsync(string path, string name, CancellationToken cancellationToken) =>
        Recall(path) is { } found
            ? new(found, null)
            : await questions.AskAsync(path, token => AskAsync(path, name, token), cancellationToken).ConfigureAwait(false);

    /// <summary>Forgets what was found: it proved wrong.</summary>
    public void Forget(string path) => known.Remove(path);

    private async Task<Answer> AskAsync(string path, string name, CancellationToken cancellationToken)
    {
        var context = new PlainContext("models", new(provider, name), new CallState(timeProvider) { Limit = Limit });
        using var limit = TimeLimit.Start(Limit, timeProvider, cancellationToken);
        try
        {
            var model = await transport.SendAsync(
                context,
                new Exchange(HttpMethod.Get, path) { Kind = ExchangeKind.Read },
                static (response, token) => response.ReadBytesAsync(Read, token),
                limit.Token).ConfigureAwait(false);
            known.Replace(path, new(model, timeProvider.GetTimestamp()));
            return new(model, null);
        }
        catch (Exception exception) when (exception is ProviderException or OperationCanceledException or ObjectDisposedException)
        {
            return new(null, exception as ProviderException);
        }
    }

    // A model, a version of one, or a deployment: each tells its own part.
    private static ReplicateModel Read(ProviderResponse response, ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        var release = ReplicateSchemaReader.Member(root, "current_release");
        var latest = ReplicateSchemaReader.Member(root, "latest_version");
        var version = ReplicateSchemaReader.Member(root, "openapi_schema").ValueKind == JsonValueKind.Object ? root : latest;
        var official = ReplicateSchemaReader.Member(root, "is_official");
        return root.ValueKind != JsonValueKind.Object
            ? throw response.Fail(body.Span, "the answer is no model")
            : new()
            {
                Inputs = ReplicateSchemaReader.Read(version),
                Version = Text(version, "id") ?? Text(release, "version"),
                Name = Text(release, "model"),
                IsOfficial = official.ValueKind is JsonValueKind.True or JsonValueKind.False ? official.GetBoolean() : null,
            };
    }

    private static string? Text(JsonElement item, string name) =>
        ReplicateSchemaReader.Member(item, name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>What came of a question.</summary>
    /// <param name="Model">The model; null when it could not be found.</param>
    /// <param name="Failure">Why not; null when it took too long.</param>
    public readonly record struct Answer(ReplicateModel? Model, ProviderException? Failure);

    private sealed record KnownModel(ReplicateModel Model, long ReadAt);
}
