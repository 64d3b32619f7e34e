using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Providers.Replicate.Inputs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Questions about images, answered at Replicate.</summary>
internal sealed class ReplicateVisualQuestionAnswering(ReplicateWay way)
    : IJobCodec<VisualQuestionAnsweringRequest, VisualQuestionAnsweringResponse, ReplicatePrediction>
{
    public async ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<VisualQuestionAnsweringRequest> context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var input = await ReplicateSight.BeginAsync(way, context, request.Image, nameof(request.Question), request.Question, cancellationToken).ConfigureAwait(false);
        input.Add(nameof(request.MaxOutputTokens), ReplicateTextFields.MaxTokens, request.MaxOutputTokens);
        input.Add(nameof(request.Temperature), ReplicateTextFields.Temperature, request.Temperature);
        input.Add(nameof(request.TopP), ReplicateTextFields.TopP, request.TopP);
        input.LoseIf(request.TopCount > 1, nameof(request.TopCount));
        return input.Done();
    }

    public VisualQuestionAnsweringResponse Decode(TaskContext context, VisualQuestionAnsweringRequest? request, ReplicatePrediction state) => new()
    {
        Answers = [new() { Answer = ReplicateSight.TextOf(state) }],
        Info = new() { RequestId = state.Id, Usage = state.Usage },
    };
}
