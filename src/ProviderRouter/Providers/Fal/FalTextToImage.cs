using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>Images at fal.</summary>
internal sealed class FalTextToImage(FalFiles files) : IJobCodec<TextToImageRequest, TextToImageResponse, FalState>
{
    public ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<TextToImageRequest> context, CancellationToken cancellationToken)
    {
        var model = FalImageModel.Of(context.Model);
        var settings = FalImageSettings.Of(context.Request);
        settings.Warn(context, model);
        return ValueTask.FromResult<Action<RequestJson>>(input => settings.Write(input, model));
    }

    public TextToImageResponse Decode(TaskContext context, TextToImageRequest? request, FalState state)
    {
        var answer = FalImageAnswer.Read(files, context, state, request?.Prompt, isChecked: request?.SafetyChecker != false);
        return new() { Images = answer.Images, Seed = answer.Seed, RevisedPrompt = answer.RevisedPrompt, Info = answer.Info };
    }
}
