using System.Security.Cryptography;
using System.Text;

namespace ProviderRouter.Providers.Replicate;

/// <summary>
/// Lets through only webhooks that Replicate sent: HMAC-SHA256 over id, time and body, as Standard Webhooks has it. The secret is that of the
/// account: <c>GET https://api.replicate.com/v1/webhooks/default/secret</c>.
/// </summary>
public sealed class ReplicateWebhookVerifier : WebhookVerifier
{
    private const string Name = "replicate";
    private const string SecretPrefix = "whsec_";
    private const string Version = "v1,";
    private const int MaxSignatures = 64;

    private readonly byte[][] keys;

    /// <summary>Creates the verifier.</summary>
    /// <param name="secret">The account's secret, <c>whsec_…</c>.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    /// <exception cref="ArgumentException">It is no such secret.</exception>
    public ReplicateWebhookVerifier(string secret, TimeProvider? timeProvider = null)
        : this([secret], timeProvider)
    {
    }

    /// <summary>Creates the verifier for several secrets, of which any is good: the old and the new one while they are changed, or those of several accounts.</summary>
    /// <param name="secrets">The secrets, <c>whsec_…</c> each; at least one.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    /// <exception cref="ArgumentException">There is none, or one is no such secret.</exception>
    public ReplicateWebhookVerifier(IEnumerable<string> secrets, TimeProvider? timeProvider = null)
        : base(timeProvider)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        keys = [.. secrets.Select(ReadKey)];
        if (keys.Length == 0)
        {
            throw new ArgumentException("A verifier needs a secret.", nameof(secrets));
        }
    }

    /// <inheritdoc/>
    protected override ValueTask<WebhookDelivery> CheckAsync(WebhookHeaders headers, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(headers);
        var id = headers.Require("webhook-id");
        var timestamp = headers.Require("webhook-timestamp");
        var signatures = headers.Require("webhook-signature");
        var sentAt = CheckAge(timestamp);
        var head = Encoding.UTF8.GetBytes($"{id}.{timestamp}.");
        return IsSigned(signatures, head, body.Span)
            ? ValueTask.FromResult(new WebhookDelivery { Provider = Name, Id = id, JobId = ReadJobId(body, "id"), SentAt = sentAt, Body = body })
            : throw new WebhookVerificationException(WebhookFailure.WrongSignature, "No signature of the webhook is by a secret that is known: it is forged, or the secret is wrong.");
    }

    // Any entry by any key; what is no signature of this version is passed over.
    private bool IsSigned(string signatures, byte[] head, ReadOnlySpan<byte> body)
    {
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        foreach (var key in keys)
        {
            using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
            hash.AppendData(head);
            hash.AppendData(body);
            hash.GetHashAndReset(expected);
            var left = MaxSignatures;
            foreach (var range in signatures.AsSpan().Split(' '))
            {
                var entry = signatures.AsSpan()[range];
                if (left-- > 0
                    && entry.StartsWith(Version, StringComparison.Ordinal)
                    && Convert.TryFromBase64Chars(entry[Version.Length..], given, out var length)
                    && length == given.Length
                    && CryptographicOperations.FixedTimeEquals(given, expected))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static byte[] ReadKey(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var text = secret.AsSpan().Trim();
        text = text.StartsWith(SecretPrefix, StringComparison.Ordinal) ? text[SecretPrefix.Length..] : text;
        var key = new byte[text.Length];
        return Convert.TryFromBase64Chars(text, key, out var length) && length > 0
            ? key[..length]
            : throw new ArgumentException("A secret of webhooks is 'whsec_' and base64 after it; this one is not.", nameof(secret));
    }
}
