using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Together;

/// <summary>Videos from images at Together.</summary>
internal sealed class TogetherImageToVideo(MediaDownloader downloader) : IJobCodec<ImageToVideoRequest, ImageToVideoResponse, TogetherVideo>
{
    private const int MaxCharacters = 61_440; // "Range of input length should be [1, 61440]"
    private const int MaxBytes = MaxCharacters / 4 * 3;

    public async ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<ImageToVideoRequest> context, CancellationToken cancellationToken)
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
        if (context.Overrides("media") || context.Overrides("frame_images"))
        {
            return settings.Write;
        }

        var first = await ReadyAsync(context, request.Image, cancellationToken).ConfigureAwait(false);
        var last = request.LastImage is { } image ? await ReadyAsync(context, image, cancellationToken).ConfigureAwait(false) : null;
        return body =>
        {
            settings.Write(body);
            WriteFrames(body, first, last);
        };
    }

    public ImageToVideoResponse Decode(TaskContext context, ImageToVideoRequest? request, TogetherVideo state) => new()
    {
        Videos = [TogetherVideoAnswer.FileOf(context, downloader, state)],
        Info = TogetherVideoAnswer.InfoOf(state),
    };

    private static void WriteFrames(RequestJson body, TogetherInput first, TogetherInput? last)
    {
        var json = body.Writer;
        json.WriteStartObject("media"u8);
        json.WriteStartArray("frame_images"u8);
        WriteFrame(body, first, "first");
        if (last is not null)
        {
            WriteFrame(body, last, "last");
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFrame(RequestJson body, TogetherInput image, string frame)
    {
        body.Writer.WriteStartObject();
        body.Writer.WritePropertyName("input_image"u8);
        image.Write(body.Writer);
        body.Writer.WriteString("frame"u8, frame);
        body.Writer.WriteEndObject();
    }

    private ValueTask<TogetherInput> ReadyAsync(TaskContext context, MediaContent image, CancellationToken cancellationToken) =>
        TogetherInput.ReadyAsync(context, image, downloader, MaxBytes, MaxCharacters, cancellationToken);
}
