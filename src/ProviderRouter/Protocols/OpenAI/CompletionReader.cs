using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Reads a whole completion.</summary>
internal static class CompletionReader
{
    public static TextGenerationResponse Read(ProviderResponse response, ReadOnlyMemory<byte> body)
    {
        var frame = new ChatFrame { IsCompletion = true };
        ChatFrameReader.Read(body.Span, frame);
        if (frame.IsError)
        {
            throw response.Fail(body.Span, "the answer is an error");
        }

        if (frame.Count == 0)
        {
            throw response.Fail(body.Span, "the answer holds no choice");
        }

        var choices = new TextGenerationChoice[frame.Count];
        for (var index = 0; index < choices.Length; index++)
        {
            var choice = frame[index];
            var reason = choice.FinishReason ?? frame.FinishReason;
            if (reason == "error")
            {
                throw response.Fail(body.Span, "the model stopped with an error");
            }

            choices[index] = new()
            {
                Index = choice.Index,
                Text = choice.Text ?? "",
                FinishReason = FinishReasons.Canonical(reason),
                LogProbabilities = choice.LogProbabilities ?? [],
            };
        }

        Array.Sort(choices, static (one, other) => one.Index.CompareTo(other.Index));
        return new() { Choices = choices, Info = new() { Usage = frame.Usage, CostUsd = frame.CostUsd } };
    }
}
