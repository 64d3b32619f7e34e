using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Fal.Storage;

/// <summary>A file on its way to the CDN, in one piece or in numbered parts.</summary>
internal sealed class FalUpload(string path, string token, bool hasParts)
{
    private const int MostParts = 10000;

    private readonly ConcurrentDictionary<int, (byte[] Content, string Tag)> _parts = new();

    public string Path { get; } = path;

    /// <summary>What whoever uploads must present: in the address, or as the upload's id.</summary>
    public string Token { get; } = token;

    public bool HasParts { get; } = hasParts;

    public Task PutPartAsync(Exchange exchange, string number)
    {
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index is < 1 or > MostParts)
        {
            throw FalErrors.Text(400, $"Part number must be between 1 and {MostParts}");
        }

        var tag = Convert.ToHexStringLower(SHA256.HashData(exchange.Body.Span))[..32];
        _parts[index] = (exchange.Body.ToArray(), tag);
        exchange.Http.Response.Headers.ETag = $"\"{tag}\"";
        return exchange.WriteJsonAsync(200, new JsonObject { ["partNumber"] = index, ["etag"] = tag });
    }

    /// <summary>The whole of the parts that the request lists, each by number and tag.</summary>
    public byte[] Join(Exchange exchange)
    {
        using var whole = new MemoryStream();
        var last = 0;
        foreach (var (number, tag) in ReadList(exchange))
        {
            if (number <= last || !_parts.TryGetValue(number, out var part) || part.Tag != tag.Trim('"'))
            {
                throw FalErrors.Text(400, "One or more of the specified parts could not be found");
            }

            whole.Write(part.Content);
            last = number;
        }

        return whole.ToArray();
    }

    private static List<(int Number, string Tag)> ReadList(Exchange exchange)
    {
        try
        {
            var parts = JsonElement.Parse(exchange.Body.Span).GetProperty("parts");
            if (parts.GetArrayLength() > 0)
            {
                return [.. parts.EnumerateArray().Select(part => (part.GetProperty("partNumber").GetInt32(), part.GetProperty("etag").GetString() ?? string.Empty))];
            }
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // Told below, as an empty list is.
        }

        throw FalErrors.Text(400, "The list of parts is not valid");
    }
}
