namespace ProviderRouter.Protocols.OpenAI;

/// <summary>
/// Turns the chunks of one streamed completion into updates, and the events of Hugging Face's older text servers. A plain chunk gives its update
/// and its string and no other garbage. Source: wire notes of the dialect, §7 and §3; of Together, §3.
/// </summary>
/// <param name="hasOneChoice">Whether one continuation was asked for.</param>
internal sealed class CompletionStreamDecoder(bool hasOneChoice) : StreamDecoder<TextGenerationUpdate>
{
    private readonly ChatFrame frame = new() { HasOneChoice = hasOneChoice, IsCompletion = true };
    private readonly RepeatedChunk repeated = new();
    private readonly SortedList<int, string?> reasons = []; // by continuation; null while it goes on
    private decimal? cost;

    public override bool IsComplete => IsDone || (reasons.Count > 0 && !reasons.ContainsValue(null));

    public override void DecodeWhole(ReadOnlySpan<byte> json)
    {
        ReadFrame(json);
        if (frame.IsTokenEvent)
        {
            TakeWhole(TokenEvent.Read(json));
            return;
        }

        TakeFrame();
        IsDone = frame.Count > 0;
    }

    public override void Finish()
    {
        if (reasons.Count == 0)
        {
            throw new InvalidOperationException("the answer holds no choice");
        }

        if (Usage is not null)
        {
            Pending.Enqueue(new TextGenerationUsageUpdate(Usage));
        }

        foreach (var (index, reason) in reasons)
        {
            Pending.Enqueue(new TextGenerationFinishedUpdate(FinishReasons.Canonical(reason))
            {
                Index = index,
                Info = index == reasons.Keys[^1] ? new() { Usage = Usage, CostUsd = cost } : null,
            });
        }
    }

    public override void Dispose()
    {
        repeated.Dispose();
        base.Dispose();
    }

    protected override TextGenerationUpdate? DecodeEvent(ReadOnlySpan<byte> data, ReadOnlySpan<byte> eventType, bool isBareLine)
    {
        if (!isBareLine && repeated.Match(data) is { } same)
        {
            return TextUpdate(same, 0);
        }

        ReadFrame(data);
        if (isBareLine)
        {
            return null;
        }

        if (frame.IsTokenEvent)
        {
            return TakeToken(TokenEvent.Read(data));
        }

        if (frame is { Count: 1, FinishReason: null, Usage: null } && frame[0] is { IsTextOnly: true, Index: 0 } only)
        {
            repeated.Remember(data, only.TextAt, only.TextLength);
            reasons.TryAdd(0, null);
            return TextUpdate(only.Text!, 0);
        }

        TakeFrame();
        return null;
    }

    private void ReadFrame(ReadOnlySpan<byte> json)
    {
        ChatFrameReader.Read(json, frame);
        if (frame.IsError)
        {
            throw new StreamErrorException();
        }
    }

    private void TakeFrame()
    {
        Usage = frame.Usage ?? Usage; // the last one wins: some servers count up in every chunk
        cost = frame.CostUsd ?? cost;
        for (var index = 0; index < frame.Count; index++)
        {
            TakeChoice(frame[index]);
        }

        if (frame.FinishReason is { } reason)
        {
            EndAll(reason);
        }
    }

    private void TakeChoice(ChatFrameChoice choice)
    {
        if (choice.FinishReason == "error")
        {
            throw new StreamErrorException();
        }

        if (!reasons.ContainsKey(choice.Index))
        {
            ChatFrame.CheckChoices(reasons.Count);
        }

        reasons[choice.Index] = choice.FinishReason ?? reasons.GetValueOrDefault(choice.Index);
        if (choice.Text is { Length: > 0 } text)
        {
            Pending.Enqueue(TextUpdate(text, choice.Index));
        }

        if (choice.LogProbabilities is { } logProbabilities)
        {
            Pending.Enqueue(new TextGenerationLogProbabilitiesUpdate(logProbabilities) { Index = choice.Index });
        }
    }

    private TextGenerationTextUpdate? TakeToken(TokenEvent token)
    {
        reasons[0] = token.WholeText is null ? null : token.FinishReason ?? "";
        Usage = token.Tokens is { } tokens ? new() { OutputTokens = tokens } : Usage;
        return token.Text is { Length: > 0 } text ? TextUpdate(text, 0) : null;
    }

    private void TakeWhole(TokenEvent token)
    {
        IsDone = token.WholeText is not null;
        if (TakeToken(token with { Text = token.WholeText }) is { } update)
        {
            Pending.Enqueue(update);
        }
    }

    // A reason beside the choices is that of all which go on.
    private void EndAll(string reason)
    {
        if (reason == "error")
        {
            throw new StreamErrorException();
        }

        for (var index = 0; index < reasons.Count; index++)
        {
            reasons.SetValueAtIndex(index, reasons.GetValueAtIndex(index) ?? reason);
        }
    }

    private TextGenerationTextUpdate TextUpdate(string piece, int index)
    {
        HasContent = true;
        if (index == 0)
        {
            Keep(piece);
        }

        return new TextGenerationTextUpdate(piece) { Index = index };
    }
}
