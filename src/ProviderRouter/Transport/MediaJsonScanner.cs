using System.Buffers;
using System.Globalization;

namespace ProviderRouter.Transport;

/// <summary>
/// Reads JSON that holds files as base64, in whatever pieces it arrives: each file is decoded at once into a buffer of its own, and what is
/// left is a small JSON with marks in the files' places. Addresses in the same fields stay as they are.
/// </summary>
internal sealed class MediaJsonScanner(MediaFields media, Func<string, Exception> fail, long? length = null) : IDisposable
{
    private const byte Mark = 1; // written as \u0001, which no provider sends
    private const int HeadLength = 6; // enough to tell "data:" and "https:" from base64
    private static readonly SearchValues<byte> NotBase64 = SearchValues.Create("\"\\ \t\r\n"u8);

    private readonly PooledBody skeleton = new();
    private readonly List<(byte[] Bytes, string? ContentType)> files = [];
    private readonly byte[] head = new byte[256];
    private readonly byte[] escape = new byte[5];
    private readonly Base64Sink sink = new(length);
    private State state;
    private int headLength;
    private int escapeLength;
    private int stringStart;
    private bool escaped;
    private bool isMedia; // the field whose value comes next holds files
    private bool inMediaArray;
    private string? contentType;

    private enum State
    {
        Outside,
        InString,
        Sniffing,
        InDataHead,
        InBase64,
    }

    public ReadOnlyMemory<byte> Skeleton => skeleton.Written;

    public IReadOnlyList<(byte[] Bytes, string? ContentType)> Files => files;

    /// <summary>The index of the file whose mark a text is; -1 for any other text.</summary>
    public static int IndexOf(string? text) =>
        text is { Length: > 1 } && text[0] == (char)Mark && int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1;

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = state switch
            {
                State.Outside => ReadOutside(bytes),
                State.InString => ReadString(bytes),
                State.Sniffing => Sniff(bytes),
                State.InDataHead => ReadDataHead(bytes),
                _ => ReadBase64(bytes),
            };
        }
    }

    public void Dispose()
    {
        skeleton.Dispose();
        sink.Dispose();
    }

    private ReadOnlySpan<byte> ReadOutside(ReadOnlySpan<byte> bytes)
    {
        var value = bytes[0];
        switch (value)
        {
            case (byte)'"':
                if (isMedia)
                {
                    (state, headLength, escaped) = (State.Sniffing, 0, false);
                    return bytes[1..];
                }

                (state, stringStart, escaped) = (State.InString, skeleton.Length + 1, false);
                break;
            case (byte)':':
                isMedia = IsMediaField();
                break;
            case (byte)'[':
                inMediaArray = isMedia;
                break;
            case (byte)',':
                isMedia &= inMediaArray;
                break;
            case (byte)'{' or (byte)'}' or (byte)']':
                isMedia = inMediaArray = false;
                break;
        }

        Write(bytes[..1]);
        return bytes[1..];
    }

    private ReadOnlySpan<byte> ReadString(ReadOnlySpan<byte> bytes)
    {
        if (escaped)
        {
            escaped = false;
            Write(bytes[..1]);
            return bytes[1..];
        }

        var end = bytes.IndexOfAny((byte)'"', (byte)'\\');
        if (end < 0)
        {
            Write(bytes);
            return default;
        }

        Write(bytes[..(end + 1)]);
        if (bytes[end] == (byte)'\\')
        {
            escaped = true;
        }
        else
        {
            state = State.Outside;
        }

        return bytes[(end + 1)..];
    }

    private ReadOnlySpan<byte> Sniff(ReadOnlySpan<byte> bytes)
    {
        while (headLength < HeadLength && !bytes.IsEmpty)
        {
            if (bytes[0] == (byte)'"' && !escaped)
            {
                Replay(State.InString); // too short for a file
                return bytes;
            }

            escaped = !escaped && bytes[0] == (byte)'\\';
            head[headLength++] = bytes[0];
            bytes = bytes[1..];
        }

        if (headLength < HeadLength)
        {
            return default;
        }

        var begin = head.AsSpan(0, headLength);
        contentType = null;
        if (begin.StartsWith("data:"u8))
        {
            (state, escaped) = (State.InDataHead, false);
        }
        else
        {
            Replay(media.OnlyDataAddresses || begin.Contains((byte)':') ? State.InString : State.InBase64);
        }

        return bytes;
    }

    // Reads once more what was looked at, now that it is known what it is: a text or an address, or a file.
    private void Replay(State kind)
    {
        (state, escaped) = (kind, false);
        if (kind == State.InString)
        {
            Write("\""u8);
            stringStart = skeleton.Length;
        }

        Feed(head.AsSpan(0, headLength));
    }

    private ReadOnlySpan<byte> ReplayAsText(ReadOnlySpan<byte> rest)
    {
        Replay(State.InString);
        return rest;
    }

    private ReadOnlySpan<byte> ReadDataHead(ReadOnlySpan<byte> bytes)
    {
        var comma = bytes.IndexOfAny((byte)',', (byte)'"');
        var part = comma < 0 ? bytes : bytes[..comma];
        if (headLength + part.Length > head.Length || (comma >= 0 && bytes[comma] == (byte)'"'))
        {
            return media.MayBeText ? ReplayAsText(bytes) : throw fail("a data address in the answer is malformed");
        }

        part.CopyTo(head.AsSpan(headLength));
        headLength += part.Length;
        if (comma < 0)
        {
            return default;
        }

        var type = head.AsSpan(5, headLength - 5);
        if (!type.EndsWith(";base64"u8))
        {
            return media.MayBeText ? ReplayAsText(bytes[comma..]) : throw fail("a data address in the answer holds no base64");
        }

        var semicolon = type.IndexOf((byte)';');
        type = type[..semicolon];
        contentType = type.IsEmpty ? null : System.Text.Encoding.ASCII.GetString(type).Replace("\\/", "/", StringComparison.Ordinal);
        state = State.InBase64;
        return bytes[(comma + 1)..];
    }

    private ReadOnlySpan<byte> ReadBase64(ReadOnlySpan<byte> bytes)
    {
        if (escaped)
        {
            ReadEscape(bytes[0]);
            return bytes[1..];
        }

        var end = bytes.IndexOfAny(NotBase64);
        sink.Add(end < 0 ? bytes : bytes[..end], fail);
        if (end < 0)
        {
            return default;
        }

        if (bytes[end] == (byte)'\\')
        {
            (escaped, escapeLength) = (true, 0);
        }
        else if (bytes[end] == (byte)'"')
        {
            Write(System.Text.Encoding.ASCII.GetBytes($"\"\\u0001{files.Count}\""));
            files.Add((sink.Take(fail), contentType));
            state = State.Outside;
        }

        return bytes[(end + 1)..];
    }

    // Some servers escape the slash, some the plus and the padding, some break lines.
    private void ReadEscape(byte value)
    {
        escape[escapeLength++] = value;
        if (escape[0] == (byte)'u' && escapeLength < escape.Length)
        {
            return;
        }

        escaped = false;
        switch (escape[0])
        {
            case (byte)'n' or (byte)'r' or (byte)'t':
                break;
            case (byte)'/':
                sink.Add("/"u8, fail);
                break;
            case (byte)'u' when byte.TryParse(escape.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var character):
                sink.Add([character], fail);
                break;
            default:
                throw fail("a file in the answer is no base64");
        }
    }

    private bool IsMediaField()
    {
        var written = skeleton.Written.Span.TrimEnd(" \r\n\t"u8);
        if (written.IsEmpty || stringStart >= written.Length)
        {
            return false;
        }

        var name = written[stringStart..^1];
        foreach (var field in media.Names)
        {
            if (name.SequenceEqual(field))
            {
                return true;
            }
        }

        return false;
    }

    private void Write(ReadOnlySpan<byte> bytes) => skeleton.Write(bytes);
}
