using System.Buffers;
using System.Text;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>
/// The bytes of a stream's last plain text chunk before and after its text. Most chunks differ in the text alone: one that begins and ends
/// with the same bytes, and whose text needs no unescaping, is read without parsing it again.
/// </summary>
internal sealed class RepeatedChunk : IDisposable
{
    private static readonly SearchValues<byte> NeedsParser =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(code => (byte)code), (byte)'"', (byte)'\\']);

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private byte[]? bytes;
    private int before;
    private int after;

    /// <summary>The text of a chunk of the remembered form; null when it has to be parsed.</summary>
    /// <exception cref="DecoderFallbackException">The text is no UTF-8.</exception>
    public string? Match(ReadOnlySpan<byte> chunk)
    {
        var length = chunk.Length - before - after;
        if (bytes is null || length <= 0
            || !chunk.EndsWith(bytes.AsSpan(before, after)) // ids at the front seldom differ, so the end tells sooner
            || !chunk.StartsWith(bytes.AsSpan(0, before)))
        {
            return null;
        }

        var text = chunk.Slice(before, length);
        return text.ContainsAny(NeedsParser) ? null : Strict.GetString(text);
    }

    /// <summary>Remembers the form of a chunk.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="textAt">Where its text begins, the quotation mark included.</param>
    /// <param name="textLength">How long the text is, both quotation marks included.</param>
    public void Remember(ReadOnlySpan<byte> chunk, int textAt, int textLength)
    {
        before = textAt + 1;
        var rest = chunk[(textAt + textLength - 1)..];
        after = rest.Length;
        if (bytes is null || bytes.Length < before + after)
        {
            Dispose();
            bytes = ArrayPool<byte>.Shared.Rent(before + after);
        }

        chunk[..before].CopyTo(bytes);
        rest.CopyTo(bytes.AsSpan(before));
    }

    public void Dispose()
    {
        if (bytes is { } rented)
        {
            bytes = null;
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
