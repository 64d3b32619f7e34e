using System.Collections.Concurrent;
using System.Text.Json;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.HuggingFace.Pipelines;

namespace ProviderRouter.Emulator.HuggingFace;

/// <summary>
/// Models that have to be loaded first. One with <c>cold-start</c> in its id begins to load with its first request and takes as long as a job;
/// one with <c>never-loads</c> is never ready.
/// </summary>
internal sealed class ColdModels
{
    private static readonly TimeSpan UsualEstimate = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _readyAt = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Refuses while the model loads, or holds the request if it asks for that.</summary>
    public Task EnsureLoadedAsync(Exchange exchange, string model)
    {
        if (model.Contains("never-loads", StringComparison.OrdinalIgnoreCase))
        {
            throw PipelineErrors.Loading(model, UsualEstimate);
        }

        if (!model.Contains("cold-start", StringComparison.OrdinalIgnoreCase))
        {
            return Task.CompletedTask;
        }

        var readyAt = _readyAt.GetOrAdd(model, _ => exchange.Time.GetUtcNow() + exchange.JobDuration);
        var rest = readyAt - exchange.Time.GetUtcNow();
        return rest <= TimeSpan.Zero || Waits(exchange)
            ? exchange.UntilAsync(readyAt)
            : throw PipelineErrors.Loading(model, rest);
    }

    /// <summary>Whether the client waits: by a header, or by an old option in the body.</summary>
    private static bool Waits(Exchange exchange)
    {
        if (exchange.Header("X-Wait-For-Model") is "1" or "true")
        {
            return true;
        }

        try
        {
            return JsonElement.Parse(exchange.Body.Span) is { ValueKind: JsonValueKind.Object } root
                && ChatReader.Value(root, "options") is { ValueKind: JsonValueKind.Object } options
                && ChatReader.Value(options, "wait_for_model") is { ValueKind: JsonValueKind.True };
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
