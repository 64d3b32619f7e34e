using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Providers.Replicate.Inputs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Questions about the images of documents, answered at Replicate by models that see.</summary>
internal sealed class ReplicateDocumentQuestionAnswering(ReplicateWay way)
    : IJobCodec<DocumentQuestionAnsweringRequest, DocumentQuestionAnsweringResponse, ReplicatePrediction>
{
    public async ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<DocumentQuestionAnsweringRequest> context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var input = await ReplicateSight.BeginAsync(way, context, request.Image, nameof(request.Question), request.Question, cancellationToken).ConfigureAwait(false);
        input.Add(nameof(request.MaxOutputTokens), ReplicateTextFields.MaxTokens, request.MaxOutputTokens);
        input.LoseIf(request.TopCount > 1, nameof(request.TopCount));
        input.LoseIf(request.Language is not null, nameof(request.Language));
        input.LoseIf(request.DocumentStride is not null, nameof(request.DocumentStride));
        input.LoseIf(request.MaxAnswerLength is not null, nameof(request.MaxAnswerLength));
        input.LoseIf(request.MaxSequenceLength is not null, nameof(request.MaxSequenceLength));
        input.LoseIf(request.MaxQuestionLength is not null, nameof(request.MaxQuestionLength));
        input.LoseIf(request.HandleImpossibleAnswer is not null, nameof(request.HandleImpossibleAnswer));
        return input.Done();
    }

    public DocumentQuestionAnsweringResponse Decode(TaskContext context, DocumentQuestionAnsweringRequest? request, ReplicatePrediction state) => new()
    {
        Answers = [new() { Answer = ReplicateSight.TextOf(state) }],
        Info = new() { RequestId = state.Id, Usage = state.Usage },
    };
}
