using System.Buffers;

namespace ProviderRouter.Transport;

/// <summary>
/// Cuts a body into server-sent events over its bytes: LF, CRLF and CR, a byte order mark, comments, several data lines, any split of the
/// reads. The spans it shows are valid until the next call.
/// </summary>
/// <remarks>Rules: the WHATWG event stream, except that an event which the end of the body leaves open is given out, not dropped.</remarks>
public sealed class SseReader : IDisposable
{
    private const int Rented = 8 << 10;
    private const int MaxEvent = 4 << 20;

    private readonly ProviderResponse response;
    private readonly Stream stream;
    private readonly int maxEvent;
    private byte[]? buffer;
    private int filled;
    private int scanned; // where the next line begins
    private int dataStart;
    private int dataEnd = -1; // -1: the event in the making has no data
    private byte[] type = []; // kept apart, for joined data may grow over it
    private int typeLength;
    private bool begun;
    private bool skipLineFeed;
    private bool taken; // the event was shown and goes with the next call
    private bool ended;

    private SseReader(ProviderResponse response, Stream stream, int maxEvent) => (this.response, this.stream, this.maxEvent) = (response, stream, maxEvent);

    /// <summary>The data of the event last read.</summary>
    public ReadOnlySpan<byte> Data => buffer.AsSpan(dataStart, Math.Max(0, dataEnd - dataStart));

    /// <summary>The <c>event</c> field of the event last read; empty when it had none.</summary>
    public ReadOnlySpan<byte> EventType => type.AsSpan(0, typeLength);

    /// <summary>Whether the event last read is a line without a field name, as some gateways write an error.</summary>
    public bool IsBareLine { get; private set; }

    /// <summary>Whether the end of the body left the event last read open, so that it may be cut.</summary>
    internal bool IsUnfinished { get; private set; }

    /// <summary>Opens the body of an accepted answer; the reader closes both when disposed.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ProviderException">The connection broke.</exception>
    public static ValueTask<SseReader> OpenAsync(ProviderResponse response, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(response);
        return OpenAsync(response, MaxEvent, cancellationToken);
    }

    internal static async ValueTask<SseReader> OpenAsync(ProviderResponse response, int maxEvent, CancellationToken cancellationToken) =>
        new(response, await response.OpenReadAsync(cancellationToken).ConfigureAwait(false), maxEvent);

    /// <summary>Takes the next whole event out of what was received.</summary>
    /// <returns>False when more has to be received first.</returns>
    public bool TryRead()
    {
        if (IsBareLine || (dataEnd >= 0 && taken))
        {
            Forget();
        }

        while (TryReadLine(out var start, out var length))
        {
            if (length == 0)
            {
                if (dataEnd >= 0)
                {
                    return taken = true;
                }

                Forget();
                continue;
            }

            if (ReadField(start, length))
            {
                return true;
            }
        }

        return ended && dataEnd >= 0 && (IsUnfinished = taken = true);
    }

    /// <summary>Receives more.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>False at the end of the body; <see cref="TryRead"/> may still hold a last event.</returns>
    /// <exception cref="ProviderException">The connection broke, fell silent, or an event is larger than 4 MiB.</exception>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (ended)
        {
            return false;
        }

        if (Compact() == 0)
        {
            // A stream that waits holds no buffer.
            ReturnBuffer();
            await stream.ReadAsync(Memory<byte>.Empty, cancellationToken).ConfigureAwait(false);
        }

        buffer ??= ArrayPool<byte>.Shared.Rent(Rented);
        if (filled == buffer.Length)
        {
            Grow();
        }

        var count = await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken).ConfigureAwait(false);
        if (count == 0)
        {
            EndBody();
            return false;
        }

        filled += count;
        SkipByteOrderMark();
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ended = true;
        stream.Dispose();
        response.Dispose();
        ReturnBuffer();
        Forget();
    }

    private bool TryReadLine(out int start, out int length)
    {
        if (skipLineFeed && scanned < filled)
        {
            skipLineFeed = false;
            scanned += buffer![scanned] == (byte)'\n' ? 1 : 0;
        }

        start = scanned;
        length = buffer.AsSpan(scanned, filled - scanned).IndexOfAny((byte)'\n', (byte)'\r');
        if (length < 0)
        {
            return false;
        }

        skipLineFeed = buffer![start + length] == (byte)'\r';
        scanned = start + length + 1;
        return true;
    }

    // True when the line is an event by itself.
    private bool ReadField(int start, int length)
    {
        var line = buffer.AsSpan(start, length);
        var colon = line.IndexOf((byte)':');
        var name = colon < 0 ? line : line[..colon];
        var valueStart = colon < 0 ? start + length : start + colon + 1;
        if (colon >= 0 && colon + 1 < length && line[colon + 1] == (byte)' ')
        {
            valueStart++;
        }

        var valueLength = start + length - valueStart;
        if (name.SequenceEqual("data"u8))
        {
            AddData(valueStart, valueLength);
        }
        else if (name.SequenceEqual("event"u8))
        {
            KeepType(line[(valueStart - start)..]);
        }
        else if (line[0] == (byte)'{')
        {
            (dataStart, dataEnd) = (start, start + length);
            return IsBareLine = true;
        }
        else if (name.SequenceEqual("error"u8)) // llama.cpp's older form
        {
            KeepType(name);
            (dataStart, dataEnd) = (valueStart, valueStart + valueLength);
            return IsBareLine = true;
        }

        return false; // comments, id, retry and names of tomorrow say nothing here
    }

    private void KeepType(ReadOnlySpan<byte> value)
    {
        if (type.Length < value.Length)
        {
            type = new byte[Math.Max(value.Length, 16)];
        }

        value.CopyTo(type);
        typeLength = value.Length;
    }

    private void AddData(int start, int length)
    {
        if (dataEnd < 0)
        {
            (dataStart, dataEnd) = (start, start + length);
            return;
        }

        // The field's name made room for the line break before the value.
        buffer![dataEnd++] = (byte)'\n';
        Buffer.BlockCopy(buffer, start, buffer, dataEnd, length);
        dataEnd += length;
    }

    private void Forget()
    {
        dataEnd = -1;
        dataStart = 0;
        typeLength = 0;
        taken = IsBareLine = IsUnfinished = false;
    }

    // Moves what is still needed to the front and tells how much that is.
    private int Compact()
    {
        if (buffer is null)
        {
            return 0;
        }

        if (taken || IsBareLine)
        {
            Forget();
        }

        var keep = scanned;
        keep = dataEnd >= 0 ? Math.Min(keep, dataStart) : keep;
        if (keep > 0)
        {
            Buffer.BlockCopy(buffer, keep, buffer, 0, filled - keep);
            filled -= keep;
            scanned -= keep;
            (dataStart, dataEnd) = dataEnd < 0 ? (0, -1) : (dataStart - keep, dataEnd - keep);
        }

        return filled;
    }

    private void Grow()
    {
        if (filled >= maxEvent)
        {
            throw response.Fail(ErrorKind.LimitExceeded, $"an event is larger than {maxEvent} bytes");
        }

        var larger = ArrayPool<byte>.Shared.Rent(buffer!.Length * 2);
        Buffer.BlockCopy(buffer, 0, larger, 0, filled);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }

    // Servers close right after their last line, with or without its end.
    private void EndBody()
    {
        ended = true;
        if (scanned < filled)
        {
            if (filled == buffer!.Length)
            {
                Grow();
            }

            buffer![filled++] = (byte)'\n';
        }
    }

    private void SkipByteOrderMark()
    {
        if (begun || filled < 3)
        {
            begun |= filled > 0 && buffer![0] != 0xEF;
            return;
        }

        begun = true;
        scanned = buffer.AsSpan(0, filled).StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : scanned;
    }

    private void ReturnBuffer()
    {
        if (buffer is { } rented)
        {
            buffer = null;
            filled = scanned = 0;
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
