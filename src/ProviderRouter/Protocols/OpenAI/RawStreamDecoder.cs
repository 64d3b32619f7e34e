using System.Buffers;
using System.Text;
using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Gives the events of a stream as they come.</summary>
/// <param name="isChat">
/// Whether it is a chat, whose end is known: <c>[DONE]</c> or a finish reason. What ends another the server alone knows: after any event its own
/// end is the end.
/// </param>
internal sealed class RawStreamDecoder(bool isChat = false) : StreamDecoder<RawUpdate>
{
    private readonly Decoder text = Encoding.UTF8.GetDecoder();
    private bool isText;
    private bool isFinished;

    public override bool IsComplete => IsDone || (HasContent && (!isChat || isText || isFinished));

    public override int MaxEventBytes => 64 << 20;

    public override bool TakesBytes(string contentType)
    {
        isText = contentType is "text/plain";
        return contentType.Length > 0 && contentType != "text/event-stream" && !contentType.EndsWith("json", StringComparison.Ordinal);
    }

    public override void DecodeBytes(ReadOnlySpan<byte> bytes)
    {
        if (!isText)
        {
            throw new InvalidOperationException("the answer is a file, which only a call that is no stream gives");
        }

        TakeText(bytes, isEnd: false);
    }

    public override void DecodeWhole(ReadOnlySpan<byte> json)
    {
        Pending.Enqueue(DataUpdate(json, default));
        IsDone = true;
    }

    public override void Finish()
    {
        TakeText([], isEnd: true);
        Pending.Enqueue(new RawFinishedUpdate { Info = new() { Usage = Usage } });
    }

    protected override RawUpdate DecodeEvent(ReadOnlySpan<byte> data, ReadOnlySpan<byte> eventType, bool isBareLine) =>
        data[0] is (byte)'{' or (byte)'[' ? DataUpdate(data, eventType) : TextUpdate(Encoding.UTF8.GetString(data));

    private RawDataUpdate DataUpdate(ReadOnlySpan<byte> json, ReadOnlySpan<byte> eventType)
    {
        var data = JsonElement.Parse(json);
        if (ErrorBody.IsError(data))
        {
            throw new StreamErrorException();
        }

        HasContent = true;
        isFinished |= isChat && Finishes(data);
        Usage = UsageOf(data) ?? Usage;
        return new RawDataUpdate(data) { Event = eventType.IsEmpty ? null : Encoding.UTF8.GetString(eventType) };
    }

    // Beside the choices, or in the response that the last event of OpenAI's newer form holds.
    private static Usage? UsageOf(JsonElement data)
    {
        try
        {
            return JsonUsage.Of(data)
                ?? (data.ValueKind == JsonValueKind.Object && data.TryGetProperty("response"u8, out var response) ? JsonUsage.Of(response) : null);
        }
        catch (InvalidOperationException)
        {
            return null; // a name that is no Unicode: the event is handed on as it is
        }
    }

    private static bool Finishes(JsonElement data)
    {
        if (data.ValueKind == JsonValueKind.Object && data.TryGetProperty("choices"u8, out var choices) && choices.ValueKind == JsonValueKind.Array)
        {
            foreach (var choice in choices.EnumerateArray())
            {
                if (choice.ValueKind == JsonValueKind.Object && choice.TryGetProperty("finish_reason"u8, out var reason) && reason.ValueKind == JsonValueKind.String)
                {
                    return true;
                }
            }
        }

        return false;
    }

    // A code point may be cut between two reads; what is cut at the end is shown as such.
    private void TakeText(ReadOnlySpan<byte> bytes, bool isEnd)
    {
        var characters = ArrayPool<char>.Shared.Rent(Encoding.UTF8.GetMaxCharCount(bytes.Length));
        try
        {
            var count = text.GetChars(bytes, characters, isEnd);
            if (count > 0)
            {
                Pending.Enqueue(TextUpdate(new string(characters, 0, count)));
            }
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    private RawTextUpdate TextUpdate(string piece)
    {
        HasContent = true;
        Keep(piece);
        return new RawTextUpdate(piece);
    }
}
