namespace ProviderRouter.Emulator.Media;

/// <summary>Reads addresses of the form <c>data:type;base64,…</c>.</summary>
internal static class DataUri
{
    public static bool TryDecode(string uri, out string mediaType, out byte[] bytes)
    {
        mediaType = string.Empty;
        bytes = [];
        var comma = uri.IndexOf(',', StringComparison.Ordinal);
        if (!uri.StartsWith("data:", StringComparison.OrdinalIgnoreCase) || comma < 0)
        {
            return false;
        }

        var head = uri["data:".Length..comma];
        if (!head.EndsWith(";base64", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        mediaType = head.Split(';')[0];
        var buffer = new byte[uri.Length - comma];
        if (!Convert.TryFromBase64Chars(uri.AsSpan(comma + 1), buffer, out var length) || length == 0)
        {
            return false;
        }

        bytes = buffer[..length];
        return true;
    }
}
