namespace ProviderRouter.Emulator;

/// <summary>One request as it arrived at an emulated provider.</summary>
/// <param name="Method">The HTTP method in capitals.</param>
/// <param name="Path">The path with its query, below the provider's prefix and without a leading slash: <c>inference/v1/chat/completions</c>.</param>
/// <param name="Headers">The request headers, by case-insensitive name; the value of <c>Authorization</c> is masked after its scheme.</param>
/// <param name="Body">The body as text; a body that is not text is given as <c>(n bytes)</c>.</param>
/// <param name="At">When the request arrived.</param>
public sealed record ReceivedRequest(
    string Method,
    string Path,
    IReadOnlyDictionary<string, string> Headers,
    string Body,
    DateTimeOffset At)
{
    /// <summary>The fault that it met; null for none.</summary>
    public EmulatedFault? Fault { get; init; }
}
