using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>Questions about the images of documents, answered at fal by models that see.</summary>
internal sealed class FalDocumentQuestionAnswering(FalInputs inputs) : IJobCodec<DocumentQuestionAnsweringRequest, DocumentQuestionAnsweringResponse, FalState>
{
    public ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<DocumentQuestionAnsweringRequest> context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        context.WarnIf(request.TopCount > 1, nameof(request.TopCount), FalVision.OneAnswer);
        context.WarnIf(request.Language is not null, nameof(request.Language), FalVision.NotSent);
        context.WarnIf(request.DocumentStride is not null, nameof(request.DocumentStride), FalVision.NotSent);
        context.WarnIf(request.MaxAnswerLength is not null, nameof(request.MaxAnswerLength), FalVision.NotSent);
        context.WarnIf(request.MaxSequenceLength is not null, nameof(request.MaxSequenceLength), FalVision.NotSent);
        context.WarnIf(request.MaxQuestionLength is not null, nameof(request.MaxQuestionLength), FalVision.NotSent);
        context.WarnIf(request.HandleImpossibleAnswer is not null, nameof(request.HandleImpossibleAnswer), FalVision.NotSent);
        return FalVision.AskAsync(context, inputs, request.Image, request.Question, request.MaxOutputTokens, temperature: null, topP: null, cancellationToken);
    }

    public DocumentQuestionAnsweringResponse Decode(TaskContext context, DocumentQuestionAnsweringRequest? request, FalState state)
    {
        var (text, info) = FalVision.Read(context, state);
        return new() { Answers = [new() { Answer = text }], Info = info };
    }
}
