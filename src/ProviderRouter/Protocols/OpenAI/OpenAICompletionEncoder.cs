namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Writes the body of a completion. Source: wire notes of the dialect, §7 and §2.1.</summary>
internal static class OpenAICompletionEncoder
{
    public static void Write(OpenAIBody body, TextGenerationRequest request, bool stream)
    {
        body.Add("prompt", nameof(request.Prompt), request.Prompt);
        body.Add("suffix", nameof(request.Suffix), request.Suffix);
        if (stream)
        {
            body.AddStream();
        }

        body.Add("max_tokens", nameof(request.MaxOutputTokens), request.MaxOutputTokens); // the newer name is one of chats alone
        body.Add("temperature", nameof(request.Temperature), request.Temperature);
        body.Add("top_p", nameof(request.TopP), request.TopP);
        body.Add("top_k", nameof(request.TopK), request.TopK);
        body.Add("min_p", nameof(request.MinP), request.MinP);
        body.Add("frequency_penalty", nameof(request.FrequencyPenalty), request.FrequencyPenalty);
        body.Add("presence_penalty", nameof(request.PresencePenalty), request.PresencePenalty);
        body.Add("repetition_penalty", nameof(request.RepetitionPenalty), request.RepetitionPenalty);
        body.Add("stop", nameof(request.Stop), request.Stop);
        body.Add("seed", nameof(request.Seed), request.Seed);
        body.Add("n", nameof(request.Count), request.Count);
        body.Add("echo", nameof(request.Echo), request.Echo);
        body.Add("logprobs", nameof(request.LogProbabilities), request.LogProbabilities);
        body.Add("user", nameof(request.User), request.User);
    }
}
