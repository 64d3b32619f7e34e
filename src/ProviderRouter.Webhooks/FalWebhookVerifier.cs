using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace ProviderRouter.Webhooks;

/// <summary>
/// Verifies the webhooks of fal.ai: signed with Ed25519 by one of the keys that fal publishes. The keys are fetched at the first webhook, kept
/// for a day, and fetched again at most once a minute when a signature is by none of them, so that a new key is known at once; while they cannot
/// be fetched, those that are known go on.
/// </summary>
public sealed class FalWebhookVerifier : WebhookVerifier, IDisposable
{
    private const int SignatureLength = 64;
    private static readonly Uri PublishedKeys = new("https://rest.fal.ai/.well-known/jwks.json");

    private readonly FalKeySet keys;

    /// <summary>Creates the verifier.</summary>
    /// <param name="http">Fetches the keys, an <see cref="HttpClient"/> say, and is not disposed; null for one of its own, which takes no proxy and goes to public addresses alone, or to this machine when <paramref name="keySet"/> is on it.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    /// <param name="keySet">Where the keys are published, when it is not fal itself that sends: an emulator. Https, or http on this machine.</param>
    /// <exception cref="ArgumentException"><paramref name="keySet"/> is neither.</exception>
    public FalWebhookVerifier(HttpMessageInvoker? http = null, TimeProvider? timeProvider = null, Uri? keySet = null)
        : base(timeProvider)
    {
        keySet ??= PublishedKeys;
        if (!keySet.IsAbsoluteUri || !(keySet.Scheme == Uri.UriSchemeHttps || (keySet.Scheme == Uri.UriSchemeHttp && keySet.IsLoopback)))
        {
            throw new ArgumentException("Keys are fetched by https alone, unless they are on this machine: whoever can change them on the way can forge every webhook.", nameof(keySet));
        }

        keys = new(http, keySet, TimeProvider);
    }

    /// <inheritdoc/>
    public void Dispose() => keys.Dispose();

    /// <inheritdoc/>
    protected override async ValueTask<WebhookDelivery> CheckAsync(WebhookHeaders headers, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(headers);
        var id = Plain(headers.Require("X-Fal-Webhook-Request-Id"));
        var user = Plain(headers.Require("X-Fal-Webhook-User-Id"));
        var timestamp = headers.Require("X-Fal-Webhook-Timestamp");
        var signature = ReadSignature(headers.Require("X-Fal-Webhook-Signature"));
        var sentAt = CheckAge(timestamp);

        // Only the body's hash is signed, so that a large one is read once.
        var message = Encoding.UTF8.GetBytes($"{id}\n{user}\n{timestamp}\n{Convert.ToHexStringLower(SHA256.HashData(body.Span))}");
        if (!await keys.IsSignedAsync(message, signature, cancellationToken).ConfigureAwait(false))
        {
            throw new WebhookVerificationException(WebhookFailure.WrongSignature, "The webhook's signature is by none of fal's keys.");
        }

        return new() { Provider = "fal-ai", Id = id, JobId = ReadJobId(body, "request_id"), SentAt = sentAt, Body = body };
    }

    // A line break would let two different webhooks be signed alike.
    private static string Plain(string value)
    {
        foreach (var character in value)
        {
            if (char.IsControl(character))
            {
                throw Malformed();
            }
        }

        return value;
    }

    private static byte[] ReadSignature(string value)
    {
        var signature = new byte[SignatureLength];
        return value.Length == 2 * SignatureLength && Convert.FromHexString(value, signature, out _, out _) == OperationStatus.Done
            ? signature
            : throw Malformed();
    }

    private static WebhookVerificationException Malformed() => new(WebhookFailure.MalformedHeader, "A header of the webhook's signature is malformed.");
}
