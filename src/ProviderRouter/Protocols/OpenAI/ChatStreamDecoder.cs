using System.Text;
using System.Text.Json;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>
/// Turns the chunks of one stream into updates; no I/O, no clock. A plain text chunk gives its update and its string and no other garbage.
/// Source: wire notes of the dialect, §3.3 to §3.6.
/// </summary>
/// <param name="hasOneChoice">Whether one answer was asked for.</param>
internal sealed class ChatStreamDecoder(bool hasOneChoice) : IDisposable
{
    private readonly ChatFrame frame = new() { HasOneChoice = hasOneChoice };
    private readonly RepeatedChunk repeated = new();
    private readonly PartialText text = new();
    private readonly Queue<ChatUpdate> pending = new();
    private readonly SortedList<int, ChatStreamChoice> choices = [];
    private ToolCallAssembler? toolCalls;
    private decimal? cost;

    /// <summary>Whether a piece of the answer was given out.</summary>
    public bool HasContent { get; private set; }

    /// <summary>Whether the end was announced, by <c>[DONE]</c> or by a finish reason of every answer that began.</summary>
    public bool IsComplete => IsDone || (choices.Count > 0 && choices.Values.All(choice => choice.FinishReason is not null));

    /// <summary>Whether <c>[DONE]</c> came: what follows is ignored.</summary>
    public bool IsDone { get; private set; }

    public Usage? Usage { get; private set; }

    public string Text => text.ToString();

    /// <summary>Takes an update that is waiting.</summary>
    public bool TryTake(out ChatUpdate? update) => pending.TryDequeue(out update);

    /// <summary>Reads one event's data.</summary>
    /// <returns>The update, when it is a plain text; else null, and what it gives waits in <see cref="TryTake"/>.</returns>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="InvalidOperationException">It is not what the dialect allows.</exception>
    /// <exception cref="ChatStreamErrorException">It is an error.</exception>
    public ChatUpdate? Decode(ReadOnlySpan<byte> data, ReadOnlySpan<byte> eventType, bool isBareLine)
    {
        if (eventType.SequenceEqual("error"u8))
        {
            throw new ChatStreamErrorException();
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

        if (!isBareLine && repeated.Match(data) is { } same)
        {
            return TextUpdate(same, 0);
        }

        ChatFrameReader.Read(data, frame);
        if (frame.IsError)
        {
            throw new ChatStreamErrorException();
        }

        return isBareLine ? null : TakeFrame(data);
    }

    /// <summary>Reads a whole answer that came where a stream was asked for.</summary>
    public void DecodeWhole(ReadOnlySpan<byte> json)
    {
        ChatFrameReader.Read(json, frame);
        if (frame.IsError)
        {
            throw new ChatStreamErrorException();
        }

        TakeChoices();
        IsDone = frame.Count > 0;
    }

    /// <summary>Puts the end of the answer with what is still owed into the waiting updates: usage, and one finish for each choice.</summary>
    public void Finish()
    {
        toolCalls?.Finish(pending);
        if (Usage is not null)
        {
            pending.Enqueue(new ChatUsageUpdate(Usage));
        }

        if (choices.Count == 0)
        {
            choices.Add(0, new());
        }

        foreach (var (index, choice) in choices)
        {
            var isLast = index == choices.Keys[^1];
            pending.Enqueue(new ChatFinishedUpdate(FinishReasons.Canonical(choice.FinishReason, choice.HasToolCalls))
            {
                ChoiceIndex = index,
                Info = isLast ? new() { Usage = Usage, CostUsd = cost } : null,
            });
        }
    }

    public void Dispose()
    {
        repeated.Dispose();
        text.Dispose();
    }

    // Case and tail differ between servers.
    private static bool IsDoneMark(ReadOnlySpan<byte> data) => data.Length >= 6 && data[0] == (byte)'[' && Ascii.EqualsIgnoreCase(data[..6], "[DONE]"u8);

    private ChatTextUpdate? TakeFrame(ReadOnlySpan<byte> data)
    {
        if (frame.Count == 1 && frame[0] is { IsTextOnly: true, Index: 0 } only && frame.Usage is null)
        {
            repeated.Remember(data, only.TextAt, only.TextLength);
            ChoiceOf(0).HasText = true;
            return TextUpdate(only.Text!, 0);
        }

        TakeChoices();
        return null;
    }

    private void TakeChoices()
    {
        Usage = frame.Usage ?? Usage; // the last one wins: some servers count up in every chunk
        cost = frame.CostUsd ?? cost;
        for (var index = 0; index < frame.Count; index++)
        {
            TakeChoice(frame[index]);
        }
    }

    private void TakeChoice(ChatFrameChoice choice)
    {
        if (choice.FinishReason == "error")
        {
            throw new ChatStreamErrorException();
        }

        TakePieces(choice, ChoiceOf(choice.Index));
    }

    private ChatStreamChoice ChoiceOf(int index)
    {
        if (!choices.TryGetValue(index, out var choice))
        {
            choices.Add(index, choice = new());
        }

        return choice;
    }

    // A whole message at the end repeats what the deltas said, and may hold what they did not.
    private void TakePieces(ChatFrameChoice choice, ChatStreamChoice given)
    {
        given.FinishReason = choice.FinishReason ?? given.FinishReason;
        if (choice.Reasoning is { Length: > 0 } reasoning && !(choice.IsMessage && given.HasReasoning))
        {
            HasContent = given.HasReasoning = true;
            pending.Enqueue(new ChatReasoningUpdate(reasoning) { ChoiceIndex = choice.Index });
        }

        if (choice.Text is { Length: > 0 } content && !(choice.IsMessage && given.HasText))
        {
            given.HasText = true;
            pending.Enqueue(TextUpdate(content, choice.Index));
        }

        if (choice.Refusal is { Length: > 0 } refusal)
        {
            HasContent = true;
            pending.Enqueue(new ChatRefusalUpdate(refusal) { ChoiceIndex = choice.Index });
        }

        if (choice.LogProbabilities is { } logProbabilities)
        {
            pending.Enqueue(new ChatLogProbabilitiesUpdate(logProbabilities) { ChoiceIndex = choice.Index });
        }

        if (!(choice.IsMessage && given.HasToolCalls))
        {
            TakeToolCalls(choice);
            given.HasToolCalls |= choice.ToolCalls.Count > 0;
        }
    }

    private void TakeToolCalls(ChatFrameChoice choice)
    {
        foreach (var piece in choice.ToolCalls)
        {
            if ((toolCalls ??= new()).Take(choice.Index, choice.IsMessage ? piece with { Index = null, Id = piece.Id is { Length: > 0 } id ? id : ToolCallAssembler.NewId() } : piece) is { } update)
            {
                HasContent = true;
                pending.Enqueue(update);
            }
        }
    }

    private ChatTextUpdate TextUpdate(string content, int choice)
    {
        HasContent = true;
        if (choice == 0)
        {
            text.Append(content);
        }

        return new ChatTextUpdate(content) { ChoiceIndex = choice };
    }
}
