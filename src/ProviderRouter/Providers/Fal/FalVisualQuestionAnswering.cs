using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>Questions about images at fal.</summary>
internal sealed class FalVisualQuestionAnswering(FalInputs inputs) : IJobCodec<VisualQuestionAnsweringRequest, VisualQuestionAnsweringResponse, FalState>
{
    public ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<VisualQuestionAnsweringRequest> context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        context.WarnIf(request.TopCount > 1, nameof(request.TopCount), FalVision.OneAnswer);
        return FalVision.AskAsync(context, inputs, request.Image, request.Question, request.MaxOutputTokens, request.Temperature, request.TopP, cancellationToken);
    }

    public VisualQuestionAnsweringResponse Decode(TaskContext context, VisualQuestionAnsweringRequest? request, FalState state)
    {
        var (text, info) = FalVision.Read(context, state);
        return new() { Answers = [new() { Answer = text }], Info = info };
    }
}
