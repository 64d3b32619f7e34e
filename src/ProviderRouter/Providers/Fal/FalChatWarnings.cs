namespace ProviderRouter.Providers.Fal;

/// <summary>Warns of what fal's language endpoints have no input for.</summary>
internal static class FalChatWarnings
{
    private const string NotSent = "Not sent: this endpoint of fal's has no such input; openrouter/router/<model> speaks OpenAI's protocol, and knows more.";

    public static void Add(TaskContext<ChatRequest> context, FalEndpoint endpoint, FalVisionModel model)
    {
        var request = context.Request;
        FalVision.WarnSampling(context, model, request.MaxOutputTokens, request.Temperature, request.TopP);
        context.WarnIf(request.Tools.Count > 0, nameof(request.Tools), NotSent);
        context.WarnIf(request.ParallelToolCalls is not null, nameof(request.ParallelToolCalls), NotSent);
        context.WarnIf(request.ResponseFormat is not null && request.ResponseFormat != ChatResponseFormat.Text, nameof(request.ResponseFormat), NotSent);
        context.WarnIf(request.TopK is not null, nameof(request.TopK), NotSent);
        context.WarnIf(request.MinP is not null, nameof(request.MinP), NotSent);
        context.WarnIf(request.FrequencyPenalty is not null, nameof(request.FrequencyPenalty), NotSent);
        context.WarnIf(request.PresencePenalty is not null, nameof(request.PresencePenalty), NotSent);
        context.WarnIf(request.RepetitionPenalty is not null, nameof(request.RepetitionPenalty), NotSent);
        context.WarnIf(request.LogitBias is not null, nameof(request.LogitBias), NotSent);
        context.WarnIf(request.Stop.Count > 0, nameof(request.Stop), NotSent);
        context.WarnIf(request.Seed is not null, nameof(request.Seed), NotSent);
        context.WarnIf(request.Count > 1, nameof(request.Count), NotSent);
        context.WarnIf(request.LogProbabilities == true, nameof(request.LogProbabilities), NotSent);
        context.WarnIf(request.TopLogProbabilities is not null, nameof(request.TopLogProbabilities), NotSent);
        context.WarnIf(request.User is not null, nameof(request.User), NotSent);
        context.WarnIf(request.Messages.Any(static message => message.Name is not null), nameof(ChatMessage.Name), NotSent);
        context.WarnIf(
            request.Messages.Any(static message => message.Parts.Any(static part => part is ChatImagePart { Detail: not null })), nameof(ChatImagePart.Detail), NotSent);
        context.WarnIf(FalPrompt.IsTranscript(request), nameof(request.Messages), "This endpoint takes one prompt: the conversation was written as a transcript.");
        if (request.ReasoningEffort is { } effort)
        {
            context.WarnIf(!endpoint.IsLanguage, nameof(request.ReasoningEffort), NotSent);
            context.WarnIf(endpoint.IsLanguage && effort != ReasoningEffort.None, nameof(request.ReasoningEffort), "This endpoint is only told to reason, not how much.");
        }
    }
}
