using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Providers.Replicate.Inputs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Videos at Replicate. Source: wire notes of the media tasks, §5.</summary>
internal sealed class ReplicateTextToVideo(ReplicateWay way) : IJobCodec<TextToVideoRequest, TextToVideoResponse, ReplicatePrediction>
{
    private readonly ReplicateFiles files = new(way);

    public async ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<TextToVideoRequest> context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var input = await way.BeginAsync(context, cancellationToken).ConfigureAwait(false);
        input.Put(nameof(request.Prompt), input.Require(ReplicateFields.Prompt, "text", ReplicateInputKind.Text), request.Prompt);
        input.Add(nameof(request.NegativePrompt), ReplicateFields.NegativePrompt, request.NegativePrompt);
        input.Add(nameof(request.FrameCount), ReplicateFields.FrameCount, request.FrameCount);
        input.Add(nameof(request.FramesPerSecond), ReplicateFields.FramesPerSecond, request.FramesPerSecond);
        input.Add(nameof(request.Duration), ReplicateFields.Duration, request.Duration?.TotalSeconds);
        ReplicateSize.Add(input, request.Size, request.AspectRatio);
        input.Add(nameof(request.Resolution), ReplicateFields.Resolution, request.Resolution);
        input.Add(nameof(request.Steps), ReplicateFields.Steps, request.Steps);
        input.Add(nameof(request.Guidance), ReplicateFields.Guidance, request.Guidance);
        input.Add(nameof(request.Seed), ReplicateFields.Seed, request.Seed);
        input.Add(nameof(request.OptimizePrompt), ReplicateFields.OptimizePrompt, request.OptimizePrompt);
        return input.Done();
    }

    public TextToVideoResponse Decode(TaskContext context, TextToVideoRequest? request, ReplicatePrediction state)
    {
        var videos = files.Find(context, state, "video/");
        return new()
        {
            Videos = videos,
            Info = new()
            {
                RequestId = state.Id,
                Usage = ReplicateVideoUsage.Of(state, way.Models.RecallInputs(context), videos.Count, request?.Duration, request?.FrameCount, request?.FramesPerSecond),
            },
        };
    }
}
