namespace ProviderRouter;

/// <summary>
/// Lets through only webhooks that a provider really sent, recently and for the first time. It works on the raw bytes: read the body before any
/// parser does. Thread-safe; one for each provider and secret, kept as long as the application, for it remembers what was delivered.
/// </summary>
public abstract class WebhookVerifier
{
    /// <summary>The largest body that is looked at, in bytes.</summary>
    protected const int MaxBody = 1 << 20;

    /// <summary>How far the time of signing may lie from now.</summary>
    protected static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Verifies a delivery.</summary>
    /// <param name="headers">The request's headers, a pair for each value: one that came twice is two pairs.</param>
    /// <param name="body">The raw body.</param>
    /// <param name="cancellationToken">Stops the look-up of keys, where there is one.</param>
    /// <exception cref="WebhookVerificationException">It is forged, old, delivered before, or malformed.</exception>
    public abstract ValueTask<WebhookDelivery> VerifyAsync(
        IEnumerable<KeyValuePair<string, string>> headers, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default);
}
