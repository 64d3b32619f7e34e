using System.Buffers;
using System.Text.Json;

namespace ProviderRouter.Benchmarks.Floors;

/// <summary>An event stream by hand: lines over a pooled buffer, one string for each delta.</summary>
internal static class StreamFloor
{
    /// <summary>Reads to the end mark and hands out each text.</summary>
    public static async Task ReadAsync(Stream stream, Action<string> take, CancellationToken cancellationToken = default)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(8 << 10);
        var filled = 0;
        while (await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken).ConfigureAwait(false) is var count and > 0)
        {
            filled += count;
            var used = TakeLines(buffer.AsSpan(0, filled), take);
            buffer.AsSpan(used, filled - used).CopyTo(buffer);
            filled -= used;
            if (filled == buffer.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.CopyTo(larger, 0);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static int TakeLines(ReadOnlySpan<byte> bytes, Action<string> take)
    {
        var start = 0;
        while (bytes[start..].IndexOf((byte)'\n') is >= 0 and var length)
        {
            var line = bytes.Slice(start, length).TrimEnd((byte)'\r');
            start += length + 1;
            if (line.StartsWith("data: "u8) && !line[6..].SequenceEqual("[DONE]"u8) && TextOf(line[6..]) is { Length: > 0 } text)
            {
                take(text);
            }
        }

        return start;
    }

    private static string? TextOf(ReadOnlySpan<byte> json)
    {
        string? text = null;
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                text = reader.GetString();
            }
        }

        return text;
    }
}
