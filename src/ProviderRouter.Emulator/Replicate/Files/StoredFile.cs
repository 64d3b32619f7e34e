using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Replicate.Predictions;

namespace ProviderRouter.Emulator.Replicate.Files;

/// <summary>An uploaded file.</summary>
internal sealed record StoredFile(string Id, long Sequence, string Name, string ContentType, byte[] Bytes, JsonObject Metadata, DateTimeOffset CreatedAt)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    public DateTimeOffset ExpiresAt => CreatedAt + Kept;

    public JsonObject Write(ReplicateAddresses addresses)
    {
#pragma warning disable CA5351 // The API tells this checksum too; nothing rests on it.
        var md5 = Convert.ToHexStringLower(MD5.HashData(Bytes));
#pragma warning restore CA5351
        return new JsonObject
        {
            ["id"] = Id,
            ["name"] = Name,
            ["content_type"] = ContentType,
            ["size"] = Bytes.Length,
            ["etag"] = md5,
            ["checksums"] = new JsonObject { ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(Bytes)), ["md5"] = md5 },
            ["metadata"] = Metadata.DeepClone(),
            ["created_at"] = PredictionWriter.Time(CreatedAt, "fff"),
            ["expires_at"] = PredictionWriter.Time(ExpiresAt, "fff"),
            ["urls"] = new JsonObject { ["get"] = addresses.File(Id) },
        };
    }
}
