using System.Text.Json;

namespace ProviderRouter;

/// <summary>An event that is JSON.</summary>
/// <param name="Data">The event's data.</param>
public sealed record RawDataUpdate(JsonElement Data) : RawUpdate
{
    /// <summary>The event's name; null when it has none.</summary>
    public string? Event { get; init; }
}
