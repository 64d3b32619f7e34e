using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Providers.Replicate.Inputs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Text continued at Replicate: the prompt goes to the model as it is, without its template.</summary>
internal sealed class ReplicateTextGeneration(ReplicateWay way) : IJobCodec<TextGenerationRequest, TextGenerationResponse, ReplicatePrediction>
{
    // Language models put a prompt into a template for chats unless they are given this one. Source: wire notes of Replicate, §10.
    private const string Bare = "{prompt}";

    public async ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<TextGenerationRequest> context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var input = await way.BeginAsync(context, cancellationToken).ConfigureAwait(false);
        input.Put(nameof(request.Prompt), input.Require(ReplicateTextFields.Prompt, "text", ReplicateInputKind.Text), request.Prompt);
        if (input.Find(ReplicateTextFields.PromptTemplate) is { } template && template.Default != Bare)
        {
            input.Put(nameof(request.Prompt), template, Bare);
        }

        input.Add(nameof(request.MaxOutputTokens), ReplicateTextFields.MaxTokens, request.MaxOutputTokens);
        input.Add(nameof(request.Temperature), ReplicateTextFields.Temperature, request.Temperature);
        input.Add(nameof(request.TopP), ReplicateTextFields.TopP, request.TopP);
        input.Add(nameof(request.TopK), ReplicateTextFields.TopK, request.TopK);
        input.Add(nameof(request.MinP), ReplicateTextFields.MinP, request.MinP);
        input.Add(nameof(request.FrequencyPenalty), ReplicateTextFields.FrequencyPenalty, request.FrequencyPenalty);
        input.Add(nameof(request.PresencePenalty), ReplicateTextFields.PresencePenalty, request.PresencePenalty);
        input.Add(nameof(request.RepetitionPenalty), ReplicateTextFields.RepetitionPenalty, request.RepetitionPenalty);
        ReplicateStops.Add(input, nameof(request.Stop), request.Stop);
        input.Add(nameof(request.Seed), ReplicateTextFields.Seed, request.Seed);
        input.LoseIf(request.Suffix is not null, nameof(request.Suffix));
        input.LoseIf(request.Count > 1, nameof(request.Count));
        input.LoseIf(request.Echo == true, nameof(request.Echo));
        input.LoseIf(request.LogProbabilities is not null, nameof(request.LogProbabilities));
        input.LoseIf(request.User is not null, nameof(request.User));
        return input.Done();
    }

    public TextGenerationResponse Decode(TaskContext context, TextGenerationRequest? request, ReplicatePrediction state) => new()
    {
        Choices = [new() { Text = ReplicateChat.TextOf(state.Output), FinishReason = ReplicateChat.Reason }],
        Info = new() { RequestId = state.Id, Usage = state.Usage },
    };
}
