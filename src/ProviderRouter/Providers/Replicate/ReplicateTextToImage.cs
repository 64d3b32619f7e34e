using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Providers.Replicate.Inputs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Images at Replicate.</summary>
internal sealed class ReplicateTextToImage(ReplicateWay way) : IJobCodec<TextToImageRequest, TextToImageResponse, ReplicatePrediction>
{
    private readonly ReplicateFiles files = new(way);

    public async ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<TextToImageRequest> context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var input = await way.BeginAsync(context, cancellationToken).ConfigureAwait(false);
        input.Put(nameof(request.Prompt), input.Require(ReplicateFields.Prompt, "text", ReplicateInputKind.Text), request.Prompt);
        input.Add(nameof(request.NegativePrompt), ReplicateFields.NegativePrompt, request.NegativePrompt);
        ReplicateSize.Add(input, request.Size, request.AspectRatio);
        ReplicateImageSettings.AddCount(input, request.Count);
        input.Add(nameof(request.Steps), ReplicateFields.Steps, request.Steps);
        input.Add(nameof(request.Guidance), ReplicateFields.Guidance, request.Guidance);
        input.Add(nameof(request.Scheduler), ReplicateFields.Scheduler, request.Scheduler);
        input.Add(nameof(request.Seed), ReplicateFields.Seed, request.Seed); // left out when unset: a null fails at many models
        ReplicateImageSettings.AddFormat(input, request.Format);
        ReplicateImageSettings.AddSafetyChecker(input, request.SafetyChecker, hasImage: false);
        ReplicateImageSettings.AddLoras(input, request.Loras);
        return input.Done();
    }

    public TextToImageResponse Decode(TaskContext context, TextToImageRequest? request, ReplicatePrediction state)
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
