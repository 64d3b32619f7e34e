using System.Buffers.Text;

namespace ProviderRouter;

/// <summary>Reads <c>data:&lt;type&gt;;base64,&lt;data&gt;</c>; one without data holds no media.</summary>
internal static class DataUri
{
    public static bool TryParse(string text, out ReadOnlyMemory<byte> bytes, out string? contentType)
    {
        bytes = default;
        contentType = null;
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        if (!text.StartsWith("data:", StringComparison.OrdinalIgnoreCase) || comma < 0)
        {
            return false;
        }

        var head = text.AsSpan(5, comma - 5);
        if (!head.EndsWith(";base64", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        head = head[..^7];
        var semicolon = head.IndexOf(';');
        var type = semicolon < 0 ? head : head[..semicolon];
        contentType = type.IsEmpty ? null : type.ToString();

        var body = text.AsSpan(comma + 1);
        var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(body.Length)];
        if (!Convert.TryFromBase64Chars(body, decoded, out var written) || written == 0)
        {
            return false;
        }

        bytes = decoded.AsMemory(0, written);
        return true;
    }
}
