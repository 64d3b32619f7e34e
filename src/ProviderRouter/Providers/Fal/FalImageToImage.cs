using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>Images from images at fal: edits, variations, inpainting.</summary>
internal sealed class FalImageToImage(FalFiles files, FalInputs inputs) : IJobCodec<ImageToImageRequest, ImageToImageResponse, FalState>
{
    private const string NotSent = "Not sent: this model has no such input at fal.";

    public async ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<ImageToImageRequest> context, CancellationToken cancellationToken)
    {
        var (request, model) = (context.Request, FalImageModel.Of(context.Model));
        if (request.Mask is not null && model.Mask is null)
        {
            throw context.Fail(ErrorKind.Unsupported, $"Provider '{context.Provider}': '{context.Model}' takes no mask, and would change the whole image.");
        }

        var settings = FalImageSettings.Of(request);
        settings.Warn(context, model);
        context.WarnIf(request.Strength is not null && model.Strength is null, nameof(request.Strength), NotSent);
        context.WarnIf(request.ImageGuidance is not null, nameof(request.ImageGuidance), NotSent);
        context.WarnIf(request.References.Count > 0 && model.Images is null, nameof(request.References), "Not sent: this model takes one image.");

        var images = new List<FalInput> { await inputs.ReadyAsync(context, request.Image, cancellationToken).ConfigureAwait(false) };
        foreach (var reference in model.Images is null ? [] : request.References)
        {
            images.Add(await inputs.ReadyAsync(context, reference, cancellationToken).ConfigureAwait(false));
        }

        var mask = await inputs.ReadyOrNullAsync(context, request.Mask, cancellationToken).ConfigureAwait(false);
        return input =>
        {
            settings.Write(input, model);
            if (model.Image is not null)
            {
                images[0].Write(input, model.Image);
            }

            if (model.Images is not null)
            {
                FalInput.Write(input, model.Images, images);
            }

            mask?.Write(input, model.Mask!);
            input.AddIf(model.Strength, model.InvertsStrength && request.Strength is { } strength ? Math.Round(1 - strength, 6) : request.Strength);
        };
    }

    public ImageToImageResponse Decode(TaskContext context, ImageToImageRequest? request, FalState state)
    {
        var answer = FalImageAnswer.Read(files, context, state, request?.Prompt, isChecked: request?.SafetyChecker != false);
        return new() { Images = answer.Images, Seed = answer.Seed, RevisedPrompt = answer.RevisedPrompt, Info = answer.Info };
    }
}
