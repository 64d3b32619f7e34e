using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Together;

/// <summary>Videos from texts at Together.</summary>
internal sealed class TogetherTextToVideo(MediaDownloader downloader) : IJobCodec<TextToVideoRequest, TextToVideoResponse, TogetherVideo>
{
    public ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<TextToVideoRequest> context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var settings = new TogetherVideoSettings
        {
            Prompt = request.Prompt,
            NegativePrompt = request.NegativePrompt,
            FrameCount = request.FrameCount,
            FramesPerSecond = request.FramesPerSecond,
            Duration = request.Duration,
            AspectRatio = request.AspectRatio,
            Size = request.Size,
            Resolution = request.Resolution,
            Steps = request.Steps,
            Guidance = request.Guidance,
            Seed = request.Seed,
            OptimizePrompt = request.OptimizePrompt,
        };
        settings.Warn(context);
        return ValueTask.FromResult<Action<RequestJson>>(settings.Write);
    }

    public TextToVideoResponse Decode(TaskContext context, TextToVideoRequest? request, TogetherVideo state) => new()
    {
        Videos = [TogetherVideoAnswer.FileOf(context, downloader, state)],
        Info = TogetherVideoAnswer.InfoOf(state),
    };
}
