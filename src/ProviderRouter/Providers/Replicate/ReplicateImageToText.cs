using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Providers.Replicate.Inputs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Images put into words at Replicate.</summary>
internal sealed class ReplicateImageToText(ReplicateWay way) : IJobCodec<ImageToTextRequest, ImageToTextResponse, ReplicatePrediction>
{
    public async ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<ImageToTextRequest> context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var input = await ReplicateSight.BeginAsync(way, context, request.Image, nameof(request.Prompt), request.Prompt, cancellationToken).ConfigureAwait(false);
        input.Add(nameof(request.MaxOutputTokens), ReplicateTextFields.MaxTokens, request.MaxOutputTokens);
        input.Add(nameof(request.Temperature), ReplicateTextFields.Temperature, request.Temperature);
        input.Add(nameof(request.TopP), ReplicateTextFields.TopP, request.TopP);
        return input.Done();
    }

    public ImageToTextResponse Decode(TaskContext context, ImageToTextRequest? request, ReplicatePrediction state) => new()
    {
        Text = ReplicateSight.TextOf(state),
        Info = new() { RequestId = state.Id, Usage = state.Usage },
    };
}
