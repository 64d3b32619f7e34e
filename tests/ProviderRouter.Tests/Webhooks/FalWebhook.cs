using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace ProviderRouter.Tests.Webhooks;

/// <summary>A webhook as fal signs it, and its headers, which a test may change.</summary>
internal sealed class FalWebhook
{
    public const string Body = """{"request_id":"r1","gateway_request_id":"g1","status":"OK","payload":{"images":[]}}""";

    public string Id { get; init; } = "r1";

    public string User { get; init; } = "user_42";

    public required DateTimeOffset SentAt { get; init; }

    public byte[] Bytes { get; init; } = Encoding.UTF8.GetBytes(Body);

    public required Ed25519PrivateKeyParameters Key { get; init; }

    private string Timestamp => SentAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    public static Ed25519PrivateKeyParameters KeyOf(string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    /// <summary>The key set with these keys.</summary>
    public static string SetOf(params Ed25519PrivateKeyParameters[] keys) =>
        $$"""{"keys":[{{string.Join(',', keys.Select(key => $$"""{"kty":"OKP","crv":"Ed25519","x":"{{Base64Url.EncodeToString(key.GeneratePublicKey().GetEncoded())}}","kid":"k"}"""))}}]}""";

    public KeyValuePair<string, string>[] Headers()
    {
        var message = Encoding.UTF8.GetBytes($"{Id}\n{User}\n{Timestamp}\n{Convert.ToHexStringLower(SHA256.HashData(Bytes))}");
        var signer = new Ed25519Signer();
        signer.Init(true, Key);
        signer.BlockUpdate(message, 0, message.Length);
        return
        [
            new("Content-Type", "application/json"),
            new("X-Fal-Webhook-Request-Id", Id),
            new("X-Fal-Webhook-User-Id", User),
            new("X-Fal-Webhook-Timestamp", Timestamp),
            new("X-Fal-Webhook-Signature", Convert.ToHexStringLower(signer.GenerateSignature())),
        ];
    }
}
