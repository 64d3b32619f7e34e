using System.IO.Compression;

namespace ProviderRouter.Transport;

/// <summary>
/// Undoes a compression that nobody asked for: some gateways compress whatever they send. It stands below the limits, which so count what is
/// inflated.
/// </summary>
internal static class ContentDecoding
{
    /// <summary>The one encoding of a body; null when it has none.</summary>
    /// <exception cref="NotSupportedException">It has several, of which each multiplies the size of the one before.</exception>
    public static string? Of(HttpContent content)
    {
        string? encoding = null;
        foreach (var name in content.Headers.ContentEncoding)
        {
            if (name is not "" && !name.Equals("identity", StringComparison.OrdinalIgnoreCase) && !name.Equals("aws-chunked", StringComparison.OrdinalIgnoreCase)) // the last tells of an upload to S3 long ago
            {
                encoding = encoding is null ? name.ToLowerInvariant() : throw new NotSupportedException("the answer is encoded more than once");
            }
        }

        return encoding;
    }

    /// <summary>The body as it was before it was encoded.</summary>
    /// <exception cref="NotSupportedException">The encoding is not known.</exception>
    public static Stream Decode(Stream body, string encoding) => encoding switch
    {
        "gzip" or "x-gzip" => new GZipStream(body, CompressionMode.Decompress),
        "deflate" => new ZLibStream(body, CompressionMode.Decompress),
        "br" => new BrotliStream(body, CompressionMode.Decompress),
        _ => throw new NotSupportedException("the answer has an encoding that was not asked for"),
    };
}
