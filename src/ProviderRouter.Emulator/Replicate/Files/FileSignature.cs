using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Replicate.Files;

/// <summary>
/// The signature that opens a download without a key: HMAC-SHA256 of <c>"owner id expiry"</c> in base64. Where the account's signing secret comes
/// from is not documented; here it is the API key.
/// </summary>
internal static class FileSignature
{
    public static void Check(Exchange exchange, string id, DateTimeOffset now)
    {
        var query = exchange.Http.Request.Query;
        var (owner, expiry, signature) = (query["owner"].ToString(), query["expiry"].ToString(), query["signature"].ToString());
        if (owner.Length == 0 || signature.Length == 0 || !long.TryParse(expiry, NumberStyles.None, CultureInfo.InvariantCulture, out var until))
        {
            throw ReplicateErrors.Create(400, null, "owner, expiry and signature are required");
        }

        var right = HMACSHA256.HashData(Encoding.UTF8.GetBytes(ReplicateProtocol.Key), Encoding.UTF8.GetBytes($"{owner} {id} {expiry}"));
        var given = new byte[signature.Length];
        if (owner != Account.Name || !Convert.TryFromBase64String(signature, given, out var length)
            || !CryptographicOperations.FixedTimeEquals(given.AsSpan(0, length), right))
        {
            throw ReplicateErrors.Create(403, null, "Invalid signature");
        }

        if (now.ToUnixTimeSeconds() >= until)
        {
            throw ReplicateErrors.Create(403, null, "The download URL has expired");
        }
    }
}
