using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Fal.Jobs;

/// <summary>Tells a job's end to an address, signed with Ed25519, and publishes the keys.</summary>
internal static class FalWebhooks
{
    private const string User = "user_emulator";

    /// <summary>Two keys, of which the second signs: whoever verifies has to try each. They are made up and sign nothing else.</summary>
    private static readonly Ed25519PrivateKeyParameters[] Keys = [.. new[] { "retired", "current" }.Select(name =>
        new Ed25519PrivateKeyParameters(SHA256.HashData(Encoding.UTF8.GetBytes($"ProviderRouter emulator, fal webhook key, {name}"))))];

    /// <summary>Sees to the message about a job; an address on a private network fails for good, as at fal, except for loopback.</summary>
    public static void Schedule(Exchange exchange, FalJob job, Uri? address)
    {
        if (address is null || !Webhook.Accepts(address))
        {
            return;
        }

        var time = exchange.Time;
        exchange.Webhooks.Send(new Webhook(
            address,
            () => job.IsCanceled ? (ReadOnlyMemory<byte>?)null : Encoding.UTF8.GetBytes(Message(job).ToJsonString(Exchange.Json)),
            body => Sign(job.Id, body.Span, time.GetUtcNow().ToUnixTimeSeconds()))
        {
            DueAt = job.EndsAt,
        });
    }

    public static JsonObject KeySet() => new()
    {
        ["keys"] = new JsonArray([.. Keys.Select((key, index) => new JsonObject
        {
            ["kty"] = "OKP",
            ["crv"] = "Ed25519",
            ["x"] = WebEncoders.Base64UrlEncode(key.GeneratePublicKey().GetEncoded()),
            ["kid"] = string.Create(CultureInfo.InvariantCulture, $"emulator-{index + 1}"),
        })]),
    };

    private static JsonObject Message(FalJob job)
    {
        var message = new JsonObject
        {
            ["request_id"] = job.Id,
            ["gateway_request_id"] = job.Id,
            ["status"] = job.Outcome.HasSucceeded ? "OK" : "ERROR",
        };
        if (!job.Outcome.HasSucceeded)
        {
            message["error"] = string.Create(CultureInfo.InvariantCulture, $"Invalid status code: {job.Outcome.Status}");
        }

        message["payload"] = job.Outcome.FitsWebhooks ? job.Outcome.Body.DeepClone() : null;
        if (!job.Outcome.FitsWebhooks)
        {
            message["payload_error"] = "Response payload is not JSON serializable. Ask the queue for it.";
        }

        return message;
    }

    private static (string Name, string Value)[] Sign(string request, ReadOnlySpan<byte> body, long now)
    {
        var time = now.ToString(CultureInfo.InvariantCulture);
        var text = Encoding.UTF8.GetBytes($"{request}\n{User}\n{time}\n{Convert.ToHexStringLower(SHA256.HashData(body))}");
        var signer = new Ed25519Signer();
        signer.Init(true, Keys[^1]);
        signer.BlockUpdate(text, 0, text.Length);
        return
        [
            ("X-Fal-Webhook-Request-Id", request),
            ("X-Fal-Webhook-User-Id", User),
            ("X-Fal-Webhook-Timestamp", time),
            ("X-Fal-Webhook-Signature", Convert.ToHexStringLower(signer.GenerateSignature())),
        ];
    }
}
