using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;
using ProviderRouter.Fuzzing.Hosting;
using ProviderRouter.Fuzzing.Mutation;
using ProviderRouter.Fuzzing.Running;
using ProviderRouter.Providers.Replicate;
using ProviderRouter.Webhooks;

namespace ProviderRouter.Fuzzing.Parsers;

/// <summary>
/// What reads webhooks: headers, an empty line, the body. A genuine one passes; the verifier is the same for all inputs, so that a repeated one is
/// a replay.
/// </summary>
internal sealed class WebhookParsers : IDisposable
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Body = "{\"request_id\":\"r-1\",\"id\":\"r1\",\"status\":\"OK\",\"payload\":{\"images\":[]},\"gateway_request_id\":\"g\"}";

    private static readonly byte[] PrivateKey = [.. Enumerable.Range(1, 32).Select(number => (byte)number)];
    private static readonly string Timestamp = new FuzzTime().GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private readonly FuzzTime time = new();
    private readonly AnswerHandler handler = new();
    private readonly HttpMessageInvoker http;
    private readonly FalWebhookVerifier fal;
    private readonly ReplicateWebhookVerifier replicate;

    public WebhookParsers()
    {
        http = new(handler, disposeHandler: false);
        handler.Respond = _ => new() { Content = new StringContent(KeySet()) };
        fal = new(http, time);
        replicate = new(Secret, time);
    }

    public IEnumerable<FuzzParser> All =>
    [
        new(
            "webhooks of Replicate",
            [
                new("headers and body", Seed.Of(Signed(Body, "m1"), Signed("[]", "m2"), "webhook-id: m3\nwebhook-timestamp: 1\nwebhook-signature: v1,AAAA v1,= v2,x\n\n{}"), input => VerifyAsync(replicate, input)),
                new("body", Seed.Of(Body, "{\"id\":\"\\ud800\"}", "[]"), input => VerifyAsync(replicate, Encoding.Latin1.GetBytes(Signed(input, Name(input))))),
            ]),
        new(
            "webhooks of fal",
            [
                new("headers and body", Seed.Of(SignedByFal(Body, "r1"), "X-Fal-Webhook-Request-Id: r\nX-Fal-Webhook-User-Id: u\nX-Fal-Webhook-Timestamp: 1\nX-Fal-Webhook-Signature: 00\n\n{}"), input => VerifyAsync(fal, input)),
            ]),
        new("keys of fal", [new("JWKS", Seed.Of(KeySet(), "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AA\",\"use\":\"sig\"},null,{\"kty\":\"RSA\"}]}"), ReadKeys) { TakesAll = true }]),
    ];

    public void Dispose()
    {
        fal.Dispose();
        http.Dispose();
        handler.Dispose();
    }

    private static async ValueTask VerifyAsync(WebhookVerifier verifier, byte[] input)
    {
        var text = Encoding.Latin1.GetString(input);
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        var head = end < 0 ? text : text[..end];
        var body = end < 0 ? [] : input[(end + 2)..];
        var delivery = await verifier.VerifyAsync(
            head.Split('\n').Select(line => line.Split(": ", 2)).Where(pair => pair.Length == 2).Select(pair => KeyValuePair.Create(pair[0], pair[1])), body);
        if (delivery.JobId.Length == 0)
        {
            throw new InvalidOperationException("A delivery about no job.");
        }
    }

    private static ValueTask ReadKeys(byte[] input)
    {
        if (Ed25519Key.ReadSet(input).Count > 64)
        {
            throw new InvalidOperationException("More keys than are kept.");
        }

        return default;
    }

    private static string Name(byte[] body) => Convert.ToHexString(SHA256.HashData(body), 0, 8);

    private static string Signed(string body, string id) => Signed(Encoding.UTF8.GetBytes(body), id);

    // In Latin-1, whose characters are bytes.
    private static string Signed(byte[] body, string id)
    {
        byte[] message = [.. Encoding.UTF8.GetBytes($"{id}.{Timestamp}."), .. body];
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Secret[6..]), message));
        return $"webhook-id: {id}\nwebhook-timestamp: {Timestamp}\nwebhook-signature: v1,AAAA v1,{signature}\n\n{Encoding.Latin1.GetString(body)}";
    }

    private static string SignedByFal(string body, string id)
    {
        var message = Encoding.UTF8.GetBytes($"{id}\nu1\n{Timestamp}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))}");
        var signature = new byte[64];
        Ed25519.Sign(PrivateKey, 0, message, 0, message.Length, signature, 0);
        return $"X-Fal-Webhook-Request-Id: {id}\nX-Fal-Webhook-User-Id: u1\nX-Fal-Webhook-Timestamp: {Timestamp}\nX-Fal-Webhook-Signature: {Convert.ToHexStringLower(signature)}\n\n{body}";
    }

    private static string KeySet()
    {
        var key = new byte[32];
        Ed25519.GeneratePublicKey(PrivateKey, 0, key, 0);
        return $$"""{"keys":[{"kty":"OKP","crv":"Ed25519","x":"{{System.Buffers.Text.Base64Url.EncodeToString(key)}}"}]}""";
    }
}
