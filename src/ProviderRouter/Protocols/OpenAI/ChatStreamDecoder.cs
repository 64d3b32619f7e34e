namespace ProviderRouter.Protocols.OpenAI;

/// <summary>
/// Turns the chunks of one stream into updates; no I/O, no clock. A plain text chunk gives its update and its string and no other garbage.
/// Source: wire notes of the dialect, §3.3 to §3.6.
/// </summary>
/// <param name="hasOneChoice">Whether one answer was asked for.</param>
internal sealed class ChatStreamDecoder(bool hasOneChoice) : StreamDecoder<ChatUpdate>
{
    private readonly ChatFrame frame = new() { HasOneChoice = hasOneChoice };
    private readonly RepeatedChunk repeated = new();
    private readonly SortedList<int, ChatStreamChoice> choices = [];
    private ToolCallAssembler? toolCalls;
    private decimal? cost;

    /// <summary>Whether the end was announced, by <c>[DONE]</c> or by a finish reason of every answer that began.</summary>
    public override bool IsComplete => IsDone || (choices.Count > 0 && choices.Values.All(choice => choice.FinishReason is not null));

    protected override ChatUpdate? DecodeEvent(ReadOnlySpan<byte> data, ReadOnlySpan<byte> eventType, bool isBareLine)
    {
        if (!isBareLine && repeated.Match(data) is { } same)
        {
            return TextUpdate(same, 0);
        }

        ChatFrameReader.Read(data, frame);
        if (frame.IsError)
        {
            throw new StreamErrorException();
        }

        return isBareLine ? null : TakeFrame(data);
    }

    public override void DecodeWhole(ReadOnlySpan<byte> json)
    {
        ChatFrameReader.Read(json, frame);
        if (frame.IsError)
        {
            throw new StreamErrorException();
        }

        TakeChoices();
        IsDone = frame.Count > 0;
    }

    /// <summary>Gives the calls of tools that are whole now, the usage, and one finish for each choice.</summary>
    public override void Finish()
    {
        if (choices.Count == 0)
        {
            throw new InvalidOperationException("the answer holds no choice");
        }

        toolCalls?.Finish(Pending);
        if (Usage is not null)
        {
            Pending.Enqueue(new ChatUsageUpdate(Usage));
        }

        foreach (var (index, choice) in choices)
        {
            var isLast = index == choices.Keys[^1];
            Pending.Enqueue(new ChatFinishedUpdate(FinishReasons.Canonical(choice.FinishReason, choice.HasToolCalls))
            {
                ChoiceIndex = index,
                Info = isLast ? new() { Usage = Usage, CostUsd = cost } : null,
            });
        }
    }

    public override void Dispose()
    {
        repeated.Dispose();
        base.Dispose();
    }

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
            throw new StreamErrorException();
        }

        TakePieces(choice, ChoiceOf(choice.Index));
    }

    private ChatStreamChoice ChoiceOf(int index)
    {
        if (!choices.TryGetValue(index, out var choice))
        {
            ChatFrame.CheckChoices(choices.Count);
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
            Pending.Enqueue(new ChatReasoningUpdate(reasoning) { ChoiceIndex = choice.Index });
        }

        if (choice.Text is { Length: > 0 } content && !(choice.IsMessage && given.HasText))
        {
            given.HasText = true;
            Pending.Enqueue(TextUpdate(content, choice.Index));
        }

        if (choice.Refusal is { Length: > 0 } refusal)
        {
            HasContent = true;
            Pending.Enqueue(new ChatRefusalUpdate(refusal) { ChoiceIndex = choice.Index });
        }

        if (choice.LogProbabilities is { } logProbabilities)
        {
            Pending.Enqueue(new ChatLogProbabilitiesUpdate(logProbabilities) { ChoiceIndex = choice.Index });
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
                Pending.Enqueue(update);
            }
        }
    }

    private ChatTextUpdate TextUpdate(string content, int choice)
    {
        HasContent = true;
        if (choice == 0)
        {
            Keep(content);
        }

        return new ChatTextUpdate(content) { ChoiceIndex = choice };
    }
}
