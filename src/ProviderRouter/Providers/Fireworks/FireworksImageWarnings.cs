using ProviderRouter.Protocols.OpenAI;

namespace ProviderRouter.Providers.Fireworks;

/// <summary>Tells, once for each call, which settings of an image a model cannot honour.</summary>
internal static class FireworksImageWarnings
{
    private const string NotTaken = "Not sent: this model takes none at Fireworks.";

    public static void Warn(TaskContext context, ImageSettings settings, FireworksImageFields fields)
    {
        context.WarnIf(settings.NegativePrompt is not null && fields.NegativePrompt is null, nameof(settings.NegativePrompt), NotTaken);
        context.WarnIf(settings.Steps is not null && fields.Steps is null, nameof(settings.Steps), NotTaken);
        context.WarnIf(settings.Guidance is not null && fields.Guidance is null, nameof(settings.Guidance), NotTaken);
        context.WarnIf(settings.Scheduler is not null && fields.Scheduler is null, nameof(settings.Scheduler), NotTaken);
        context.WarnIf(settings.Count > 1 && fields.Count is null, nameof(settings.Count), "One image is made: this model makes one for each call at Fireworks.");
        WarnOfShape(context, settings, fields);
        WarnOfFormat(context, settings, fields);
        WarnOfChecker(context, settings, fields);
        WarnOfLoras(context, settings, fields);
    }

    /// <summary>Tells which settings of an edit a model cannot honour.</summary>
    public static void Warn(TaskContext context, ImageToImageRequest request, FireworksImageFields fields)
    {
        Warn(context, ImageSettings.Of(request), fields);
        context.WarnIf(request.References.Count > 0, nameof(request.References), "Not sent: this model draws on one image at Fireworks.");
        context.WarnIf(request.ImageGuidance is not null, nameof(request.ImageGuidance), NotTaken);
        context.WarnIf(request.Strength is not null && fields.Strength is null, nameof(request.Strength), NotTaken);
    }

    private static void WarnOfShape(TaskContext context, ImageSettings settings, FireworksImageFields fields)
    {
        if (fields.AspectRatio is null)
        {
            context.WarnIf(settings.AspectRatio is not null, nameof(settings.AspectRatio), "Not sent: this model takes a Size.");
        }
        else if (settings.Size is not null)
        {
            context.Warn(nameof(settings.Size), $"This model takes a ratio, not a size, at Fireworks: {FireworksRatios.For(settings)} was asked for.");
        }
    }

    private static void WarnOfFormat(TaskContext context, ImageSettings settings, FireworksImageFields fields)
    {
        if (fields.Count is not null && settings.Count > 1)
        {
            context.WarnIf(settings.Format is { } format && format != ImageFormat.Png, nameof(settings.Format), "Several images at once come as PNG at Fireworks.");
            return;
        }

        context.WarnIf(
            settings.Format is { } other && other != ImageFormat.Png && other != ImageFormat.Jpeg,
            nameof(settings.Format),
            $"Fireworks makes JPEG and PNG; {(fields.Format is null ? "JPEG" : "PNG")} comes instead.");
    }

    private static void WarnOfChecker(TaskContext context, ImageSettings settings, FireworksImageFields fields)
    {
        if (fields.SafetyTolerance is not null)
        {
            context.WarnIf(
                settings.SafetyChecker == false, nameof(settings.SafetyChecker), "This model's checker cannot be switched off at Fireworks: its most tolerant setting was asked for.");
        }
        else
        {
            context.WarnIf(settings.SafetyChecker is not null && fields.SafetyCheck is null, nameof(settings.SafetyChecker), "Not sent: this model's checker cannot be set at Fireworks.");
        }
    }

    private static void WarnOfLoras(TaskContext context, ImageSettings settings, FireworksImageFields fields)
    {
        if (settings.Loras is not [var first, ..])
        {
            return;
        }

        if (fields.LoraName is null || FireworksLora.IsAddress(first))
        {
            context.Warn(nameof(settings.Loras), fields.LoraName is null ? NotTaken : "Not sent: Fireworks finds adapters by their id at the Hugging Face Hub (owner/name/file.safetensors), not by an address.");
            return;
        }

        context.WarnIf(settings.Loras.Count > 1, nameof(settings.Loras), "The first adapter was sent: Fireworks takes one.");
        context.WarnIf(first.Scale is not null, nameof(settings.Loras), "The adapter's Scale was not sent: Fireworks takes none.");
    }
}
