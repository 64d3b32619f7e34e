using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Reads a whole answer of the dialect.</summary>
internal static class ChatResponseReader
{
    public static ChatResponse Read(ProviderResponse response, ReadOnlyMemory<byte> body)
    {
        var frame = new ChatFrame();
        ChatFrameReader.Read(body.Span, frame);
        if (frame.IsError) // OpenRouter and gateways fail inside a 200
        {
            throw response.Fail(body.Span, "the answer is an error");
        }

        if (frame.Count == 0)
        {
            throw response.Fail(body.Span, "the answer holds no choice");
        }

        var choices = new ChatChoice[frame.Count];
        for (var index = 0; index < choices.Length; index++)
        {
            if (frame[index].FinishReason == "error")
            {
                throw response.Fail(body.Span, "the model stopped with an error");
            }

            choices[index] = ToChoice(frame[index]);
        }

        Array.Sort(choices, static (one, other) => one.Index.CompareTo(other.Index));
        return new() { Choices = choices, Info = new() { Usage = frame.Usage, CostUsd = frame.CostUsd } };
    }

    private static ChatChoice ToChoice(ChatFrameChoice choice)
    {
        var parts = new List<ChatPart>(1);
        if (choice.Reasoning is { Length: > 0 } reasoning)
        {
            parts.Add(new ChatReasoningPart(reasoning));
        }

        if (choice.Text is { Length: > 0 } text)
        {
            parts.Add(new ChatTextPart(text));
        }

        foreach (var piece in choice.ToolCalls)
        {
            parts.Add(new ChatToolCallPart
            {
                Id = piece.Id is { Length: > 0 } id ? id : ToolCallAssembler.NewId(),
                Name = piece.Name ?? throw new InvalidOperationException("A tool call has no name."),
                Arguments = piece.Arguments.Length == 0 ? "{}" : piece.Arguments,
            });
        }

        return new()
        {
            Index = choice.Index,
            Message = new() { Role = ChatRole.Assistant, Parts = parts, Refusal = choice.Refusal },
            FinishReason = FinishReasons.Canonical(choice.FinishReason, choice.ToolCalls.Count > 0),
            LogProbabilities = choice.LogProbabilities ?? [],
        };
    }
}
