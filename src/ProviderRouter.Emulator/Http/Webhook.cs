namespace ProviderRouter.Emulator.Http;

/// <summary>A message to an address that the caller of an emulated provider named.</summary>
/// <param name="Address">Where it goes: https, or http on loopback.</param>
/// <param name="Body">Makes the body when it is due; null if by then there is nothing to tell.</param>
/// <param name="Headers">Makes the headers of one attempt from the body, so that each attempt has its own time stamp and signature.</param>
internal sealed record Webhook(
    Uri Address, Func<ReadOnlyMemory<byte>?> Body, Func<ReadOnlyMemory<byte>, IReadOnlyList<(string Name, string Value)>> Headers)
{
    /// <summary>When it is due; at once if in the past.</summary>
    public DateTimeOffset DueAt { get; init; }

    /// <summary>How often delivery is tried in all.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>Called when nothing more is tried, so that messages of one job come in their order.</summary>
    public Action? Afterwards { get; init; }

    /// <summary>Whether the emulator delivers to an address at all.</summary>
    public static bool Accepts(Uri address) =>
        address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
}
