using System.Text.Json;

namespace ProviderRouter;

/// <summary>What a provider answered, as it came.</summary>
public sealed record RawResponse : InferenceResponse
{
    /// <summary>The answer; undefined when the provider sent a file instead.</summary>
    public JsonElement Output { get; init; }

    /// <summary>The files that were sent instead of JSON, or are named in it.</summary>
    public IReadOnlyList<MediaContent> Files { get; init; } = [];
}
