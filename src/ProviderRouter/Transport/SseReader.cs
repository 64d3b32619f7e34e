namespace ProviderRouter.Transport;

/// <summary>
/// Cuts a body into server-sent events over its bytes: LF, CRLF and CR, a byte order mark, comments, several data lines, any split of the
/// reads. The spans it shows are valid until the next call.
/// </summary>
/// <remarks>Rules: the WHATWG event stream, except that an event which the end of the body leaves open is given out, not dropped.</remarks>
public sealed class SseReader : IDisposable
{
    private const int MaxEvent = 4 << 20;

    private readonly ProviderResponse response;
    private readonly Stream stream;
    private readonly int maxEvent;
    private readonly SseLines lines = new();
    private int dataStart;
    private int dataEnd = -1; // -1: the event in the making has no data
    private byte[] type = []; // kept apart, for joined data may grow over it
    private int typeLength;
    private bool taken; // the event was shown and goes with the next call
    private bool ended;
    private bool endsOpen; // the last line has no end of its own

    private SseReader(ProviderResponse response, Stream stream, int maxEvent) => (this.response, this.stream, this.maxEvent) = (response, stream, maxEvent);

    /// <summary>The data of the event last read.</summary>
    public ReadOnlySpan<byte> Data => dataEnd < 0 ? [] : lines.Bytes[dataStart..dataEnd];

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

        while (lines.TryRead(out var start, out var length))
        {
            if (length == 0)
            {
                if (dataEnd >= 0)
                {
                    return taken = true;
                }

                Forget();
            }
            else if (ReadField(start, length))
            {
                IsUnfinished = endsOpen && lines.IsRead;
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
            lines.Return();
            await stream.ReadAsync(Memory<byte>.Empty, cancellationToken).ConfigureAwait(false);
        }

        var count = await stream.ReadAsync(GetMemory(), cancellationToken).ConfigureAwait(false);
        if (count == 0)
        {
            EndBody();
            return false;
        }

        lines.Add(count);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ended = true;
        stream.Dispose();
        response.Dispose();
        lines.Return();
        Forget();
    }

    // True when the line is an event by itself.
    private bool ReadField(int start, int length)
    {
        var line = lines.Bytes.Slice(start, length);
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
        var bytes = lines.Bytes;
        bytes[dataEnd++] = (byte)'\n';
        bytes.Slice(start, length).CopyTo(bytes[dataEnd..]);
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
        if (taken || IsBareLine)
        {
            Forget();
        }

        var keep = dataEnd >= 0 ? Math.Min(lines.Position, dataStart) : lines.Position;
        lines.Release(keep);
        (dataStart, dataEnd) = dataEnd < 0 ? (0, -1) : (dataStart - keep, dataEnd - keep);
        return lines.Length;
    }

    private Memory<byte> GetMemory() => lines.IsFull && lines.Length >= maxEvent
        ? throw response.Fail(ErrorKind.LimitExceeded, $"an event is larger than {maxEvent} bytes")
        : lines.GetMemory();

    // Servers close right after their last line, with or without its end.
    private void EndBody()
    {
        ended = true;
        if (!lines.IsRead)
        {
            GetMemory().Span[0] = (byte)'\n';
            lines.Add(1);
            endsOpen = true;
        }
    }
}
