namespace ProviderRouter.Transport;

/// <summary>
/// Fetches addresses that came in answers: https only, public hosts only, a few redirects each checked again, never a key.
/// Hosts opened in options are the exception.
/// </summary>
public sealed class MediaDownloader
{
    /// <summary>Makes content of an address that a provider gave; it is fetched when it is first read. A <c>data:</c> address is decoded at once.</summary>
    /// <param name="provider">The instance name of the provider that gave it, for errors.</param>
    /// <param name="address">The address as it came.</param>
    /// <param name="contentType">The media type, when the provider said it.</param>
    /// <param name="expiresAt">When the address stops working, when that is known.</param>
    /// <exception cref="ProviderException">The address is malformed (<see cref="ErrorKind.BadResponse"/>).</exception>
    public MediaContent Reference(string provider, string address, string? contentType = null, DateTimeOffset? expiresAt = null) =>
        throw new NotSupportedException();
}
