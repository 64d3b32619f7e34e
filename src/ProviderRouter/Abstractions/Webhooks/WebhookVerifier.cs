using System.Text.Json;

namespace ProviderRouter;

/// <summary>
/// Lets through only webhooks that a provider really sent, recently and for the first time. It works on the raw bytes: read the body before any
/// parser does. Thread-safe; one for each provider and secret, kept as long as the application, for it remembers what was delivered.
/// </summary>
/// <remarks>A provider's verifier says only what is signed and how. The size of the body, doubled headers, the age and replays are looked after here.</remarks>
public abstract class WebhookVerifier
{
    private const int MaxBody = 1 << 20;

    // A date of eleven digits is in the year 5138; more would leave what a date can hold.
    private const int MaxTimestampDigits = 11;

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly ReplayStore delivered = new();

    /// <summary>Creates the verifier.</summary>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    protected WebhookVerifier(TimeProvider? timeProvider = null) => TimeProvider = timeProvider ?? TimeProvider.System;

    /// <summary>The clock.</summary>
    protected TimeProvider TimeProvider { get; }

    /// <summary>
    /// Verifies a delivery, and remembers it: the same one is refused from then on, in this process, for ten minutes. Who cannot process it calls
    /// <see cref="Forget"/> before the request is answered with an error, or the provider's next attempt is refused too.
    /// </summary>
    /// <param name="headers">The request's headers, a pair for each value: one that came twice is two pairs.</param>
    /// <param name="body">The raw body, at most 1 MiB.</param>
    /// <param name="cancellationToken">Stops the look-up of keys, where there is one.</param>
    /// <exception cref="WebhookVerificationException">It is forged, old, delivered before, or malformed.</exception>
    public async ValueTask<WebhookDelivery> VerifyAsync(
        IEnumerable<KeyValuePair<string, string>> headers, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(headers);
        if (body.Length > MaxBody)
        {
            throw new WebhookVerificationException(WebhookFailure.TooLarge, $"The webhook's body is larger than {MaxBody} bytes.");
        }

        var delivery = await CheckAsync(new(headers), body, cancellationToken).ConfigureAwait(false);

        // Last, so that nothing forged gets into the memory, and at one stroke, so that of two at the same time one passes.
        return delivered.TryAdd(delivery.Id, TimeProvider)
            ? delivery
            : throw new WebhookVerificationException(WebhookFailure.Replayed, "The webhook was delivered before.");
    }

    /// <summary>
    /// Gives a verified delivery back, because it could not be processed: the provider's next attempt passes. Answer the request with a status of 5xx
    /// after this, so that there is one.
    /// </summary>
    /// <param name="delivery">What <see cref="VerifyAsync"/> gave.</param>
    /// <example>
    /// <code>
    /// var delivery = await verifier.VerifyAsync(headers, body, cancellationToken);
    /// try
    /// {
    ///     await ProcessAsync(delivery);
    /// }
    /// catch
    /// {
    ///     verifier.Forget(delivery);
    ///     throw;
    /// }
    /// </code>
    /// </example>
    public void Forget(WebhookDelivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        delivered.Remove(delivery.Id);
    }

    /// <summary>Checks age and signature, then reads the body.</summary>
    /// <param name="headers">The request's headers.</param>
    /// <param name="body">The raw body.</param>
    /// <param name="cancellationToken">Stops the look-up of keys, where there is one.</param>
    /// <returns>What was delivered; its id is remembered, and refused from then on.</returns>
    /// <exception cref="WebhookVerificationException">It is forged, old, or malformed.</exception>
    protected abstract ValueTask<WebhookDelivery> CheckAsync(WebhookHeaders headers, ReadOnlyMemory<byte> body, CancellationToken cancellationToken);

    /// <summary>Reads when a webhook was signed, and refuses one that was signed more than five minutes ago, or will be.</summary>
    /// <param name="timestamp">Whole seconds since 1970, digits alone.</param>
    /// <exception cref="WebhookVerificationException">It is no such number, or too far from now.</exception>
    protected DateTimeOffset CheckAge(string timestamp)
    {
        ArgumentNullException.ThrowIfNull(timestamp);
        if (timestamp.Length is 0 or > MaxTimestampDigits || timestamp.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            throw new WebhookVerificationException(WebhookFailure.MalformedHeader, "The webhook's timestamp is no number of seconds.");
        }

        var sentAt = DateTimeOffset.FromUnixTimeSeconds(long.Parse(timestamp, System.Globalization.CultureInfo.InvariantCulture));
        return (TimeProvider.GetUtcNow() - sentAt).Duration() <= Tolerance
            ? sentAt
            : throw new WebhookVerificationException(
                WebhookFailure.Expired, $"The webhook's time of signing lies more than {Tolerance.TotalMinutes:0} minutes from now; if it is genuine, this machine's clock is wrong.");
    }

    /// <summary>Reads the job's id from a body whose signature was right.</summary>
    /// <param name="body">The raw body, a JSON object.</param>
    /// <param name="field">The field that holds the id.</param>
    /// <exception cref="WebhookVerificationException">The body is no JSON object, or has no such field.</exception>
    protected static string ReadJobId(ReadOnlyMemory<byte> body, string field)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind is JsonValueKind.Object
                && document.RootElement.TryGetProperty(field, out var id)
                && id.ValueKind is JsonValueKind.String
                && id.GetString() is { Length: > 0 } text)
            {
                return text;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException) // the latter for text that is no UTF-8
        {
            throw Malformed(exception);
        }

        throw Malformed(null);

        WebhookVerificationException Malformed(Exception? cause) =>
            new(WebhookFailure.MalformedBody, $"The webhook's signature is right, but its body has no '{field}'.", cause);
    }
}
