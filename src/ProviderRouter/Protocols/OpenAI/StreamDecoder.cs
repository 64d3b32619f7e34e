using System.Text;
using System.Text.Json;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Turns the events of one stream into updates; no I/O, no clock. What all streams of the dialect have in common: the end mark, keep-alives, errors.</summary>
/// <typeparam name="TUpdate">One piece of the task's answer.</typeparam>
internal abstract class StreamDecoder<TUpdate> : IDisposable
    where TUpdate : InferenceUpdate
{
    private readonly PartialText text = new();

    /// <summary>Whether a piece of the answer was given out.</summary>
    public bool HasContent { get; protected set; }

    /// <summary>Whether the end was announced, by <c>[DONE]</c> or by the answer's own word.</summary>
    public abstract bool IsComplete { get; }

    /// <summary>Whether the last event came: what follows is ignored.</summary>
    public bool IsDone { get; protected set; }

    public Usage? Usage { get; protected set; }

    /// <summary>The text that was given out, for a stream that breaks.</summary>
    public string Text => text.ToString();

    /// <summary>Updates that wait to be taken.</summary>
    protected Queue<TUpdate> Pending { get; } = new();

    /// <summary>Takes an update that is waiting.</summary>
    public bool TryTake(out TUpdate? update) => Pending.TryDequeue(out update);

    /// <summary>Reads one event's data.</summary>
    /// <returns>The update, when it is one plain piece; else null, and what it gives waits in <see cref="TryTake"/>.</returns>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="InvalidOperationException">It is not what the dialect allows.</exception>
    /// <exception cref="StreamErrorException">It is an error.</exception>
    public TUpdate? Decode(ReadOnlySpan<byte> data, ReadOnlySpan<byte> eventType, bool isBareLine)
    {
        if (eventType.SequenceEqual("error"u8))
        {
            throw new StreamErrorException();
        }

        data = data.Trim((byte)' ');
        if (data.IsEmpty || data[0] == (byte)':' || eventType.SequenceEqual("ping"u8))
        {
            return null; // a keep-alive that a proxy wrapped
        }

        if (IsDoneMark(data))
        {
            IsDone = true;
            return null;
        }

        return DecodeEvent(data, eventType, isBareLine);
    }

    /// <summary>The most bytes of one event.</summary>
    public virtual int MaxEventBytes => 4 << 20;

    /// <summary>Whether an answer of a media type is read as it comes, and is no stream of events.</summary>
    public virtual bool TakesBytes(string contentType) => false;

    /// <summary>Reads what came of an answer that is no stream of events; what it gives waits in <see cref="TryTake"/>.</summary>
    public virtual void DecodeBytes(ReadOnlySpan<byte> bytes) => throw new NotSupportedException();

    /// <summary>Reads a whole answer that came where a stream was asked for.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="InvalidOperationException">It is not what the dialect allows.</exception>
    /// <exception cref="StreamErrorException">It is an error.</exception>
    public abstract void DecodeWhole(ReadOnlySpan<byte> json);

    /// <summary>Puts the end of the answer, with what is still owed, into the waiting updates.</summary>
    /// <exception cref="InvalidOperationException">What came is no whole answer.</exception>
    public abstract void Finish();

    public virtual void Dispose() => text.Dispose();

    /// <summary>Reads an event that is neither noise nor the end mark.</summary>
    protected abstract TUpdate? DecodeEvent(ReadOnlySpan<byte> data, ReadOnlySpan<byte> eventType, bool isBareLine);

    /// <summary>Keeps text that is given out.</summary>
    protected void Keep(string piece) => text.Append(piece);

    // Case and tail differ between servers.
    private static bool IsDoneMark(ReadOnlySpan<byte> data) => data.Length >= 6 && data[0] == (byte)'[' && Ascii.EqualsIgnoreCase(data[..6], "[DONE]"u8);
}
