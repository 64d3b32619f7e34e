using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>Images in words at fal.</summary>
internal sealed class FalImageToText(FalInputs inputs) : IJobCodec<ImageToTextRequest, ImageToTextResponse, FalState>
{
    private const string UsualPrompt = "Describe this image.";

    public async ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<ImageToTextRequest> context, CancellationToken cancellationToken)
    {
        var (request, model) = (context.Request, FalVisionModel.Of(context.Model));
        context.WarnIf(request.Prompt is not null && model.Prompt is null, nameof(request.Prompt), FalVision.NotSent);
        FalVision.WarnSampling(context, model, request.MaxOutputTokens, request.Temperature, request.TopP);
        var image = await inputs.ReadyAsync(context, request.Image, cancellationToken).ConfigureAwait(false);
        var language = FalEndpoint.Of(context.Model).LanguageModel;
        return input =>
        {
            input.Add("model", language);
            input.AddIf(model.Prompt, request.Prompt ?? (model.NeedsPrompt ? UsualPrompt : null));
            FalVision.WriteImages(input, model, [image]);
            FalVision.WriteSampling(input, model, request.MaxOutputTokens, request.Temperature, request.TopP);
        };
    }

    public ImageToTextResponse Decode(TaskContext context, ImageToTextRequest? request, FalState state)
    {
        var (text, info) = FalVision.Read(context, state);
        return new() { Text = text, Info = info };
    }
}
