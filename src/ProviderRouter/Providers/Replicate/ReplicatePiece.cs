using System.Text.Json;

namespace ProviderRouter.Providers.Replicate;

/// <summary>One piece of an output that is read while it is made: text, or JSON that is none, such as a file's address.</summary>
/// <param name="Text">The text; null for JSON.</param>
/// <param name="Data">The JSON.</param>
internal readonly record struct ReplicatePiece(string? Text, JsonElement Data = default);
