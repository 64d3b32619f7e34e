namespace ProviderRouter;

/// <summary>Whether a provider is on.</summary>
/// <param name="Name">Its instance name.</param>
/// <param name="IsReady">Whether it can be asked.</param>
public sealed record ProviderStatus(string Name, bool IsReady)
{
    /// <summary>Where its key was found, <c>environment variable HF_TOKEN</c> say; never the key. Null when it has none, or gets it from a source of the application.</summary>
    public string? KeySource { get; init; }

    /// <summary>Why it is passed over; null when it is on.</summary>
    public string? Reason { get; init; }

    /// <summary>What would switch it on; null when it is on.</summary>
    public string? Remedy { get; init; }
}
