using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Providers.Replicate.Inputs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Images from images at Replicate. Source: wire notes of the media tasks, §2.</summary>
internal sealed class ReplicateImageToImage(ReplicateWay way) : IJobCodec<ImageToImageRequest, ImageToImageResponse, ReplicatePrediction>
{
    private readonly ReplicateFiles files = new(way);

    public async ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<ImageToImageRequest> context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var input = await way.BeginAsync(context, cancellationToken).ConfigureAwait(false);
        await new ReplicateEditImages(way.InputFiles, context, input).AddAsync(cancellationToken).ConfigureAwait(false);
        input.Add(nameof(request.Prompt), ReplicateFields.Prompt, request.Prompt);
        input.Add(nameof(request.NegativePrompt), ReplicateFields.NegativePrompt, request.NegativePrompt);
        input.Add(nameof(request.Strength), ReplicateFields.Strength, request.Strength);
        ReplicateSize.Add(input, request.Size, request.AspectRatio);
        if (request is { Size: null, AspectRatio: null })
        {
            ReplicateSize.AddImagesOwn(input);
        }

        ReplicateImageSettings.AddCount(input, request.Count);
        input.Add(nameof(request.Steps), ReplicateFields.Steps, request.Steps);
        input.Add(nameof(request.Guidance), ReplicateFields.Guidance, request.Guidance);
        input.Add(nameof(request.ImageGuidance), ReplicateFields.ImageGuidance, request.ImageGuidance);
        input.Add(nameof(request.Scheduler), ReplicateFields.Scheduler, request.Scheduler);
        input.Add(nameof(request.Seed), ReplicateFields.Seed, request.Seed);
        ReplicateImageSettings.AddFormat(input, request.Format);
        ReplicateImageSettings.AddSafetyChecker(input, request.SafetyChecker, hasImage: true);
        ReplicateImageSettings.AddLoras(input, request.Loras);
        return input.Done();
    }

    public ImageToImageResponse Decode(TaskContext context, ImageToImageRequest? request, ReplicatePrediction state)
    {
        var images = files.Find(context, state, "image/");
        return new()
        {
            Images = images,
            Info = new()
            {
                RequestId = state.Id,
                Usage = state.Usage with { Images = images.Count, Megapixels = ReplicateSize.MegapixelsOf(context, way.Models.RecallInputs(context), request?.Size, images.Count) },
            },
        };
    }
}
