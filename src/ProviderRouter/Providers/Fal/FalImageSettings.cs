using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>The settings that images have whether they are made from a text or from an image, and how a model of fal's is told them.</summary>
internal sealed record FalImageSettings
{
    private const string NotSent = "Not sent: this model has no such input at fal.";

    public string? Prompt { get; private init; }

    public string? NegativePrompt { get; private init; }

    public ImageSize? Size { get; private init; }

    public AspectRatio? AspectRatio { get; private init; }

    public int? Count { get; private init; }

    public long? Seed { get; private init; }

    public int? Steps { get; private init; }

    public double? Guidance { get; private init; }

    public string? Scheduler { get; private init; }

    public ImageFormat? Format { get; private init; }

    public bool? SafetyChecker { get; private init; }

    public IReadOnlyList<LoraWeights> Loras { get; private init; } = [];

    public static FalImageSettings Of(TextToImageRequest request) => new()
    {
        Prompt = request.Prompt,
        NegativePrompt = request.NegativePrompt,
        Size = request.Size,
        AspectRatio = request.AspectRatio,
        Count = request.Count,
        Seed = request.Seed,
        Steps = request.Steps,
        Guidance = request.Guidance,
        Scheduler = request.Scheduler,
        Format = request.Format,
        SafetyChecker = request.SafetyChecker,
        Loras = request.Loras,
    };

    public static FalImageSettings Of(ImageToImageRequest request) => new()
    {
        Prompt = request.Prompt,
        NegativePrompt = request.NegativePrompt,
        Size = request.Size,
        AspectRatio = request.AspectRatio,
        Count = request.Count,
        Seed = request.Seed,
        Steps = request.Steps,
        Guidance = request.Guidance,
        Scheduler = request.Scheduler,
        Format = request.Format,
        SafetyChecker = request.SafetyChecker,
        Loras = request.Loras,
    };

    public void Warn(TaskContext context, FalImageModel model)
    {
        context.WarnIf(Prompt is not null && model.Prompt is null, nameof(Prompt), NotSent);
        context.WarnIf(NegativePrompt is not null && model.NegativePrompt is null, nameof(NegativePrompt), NotSent);
        context.WarnIf(Size is not null && model.Size is null, nameof(Size), model.Ratio is null ? NotSent : "Not sent: this model takes an AspectRatio and chooses the pixels itself.");
        context.WarnIf(AspectRatio is not null && model.Ratio is null && model.Size is null, nameof(AspectRatio), NotSent);
        context.WarnIf(AspectRatio is not null && model.Ratio is null && model.Size is not null && Size is not null, nameof(AspectRatio), "Not sent: this model takes one of both, and Size was sent.");
        context.WarnIf(AspectRatio is not null && model.Ratio is null && model.Size is not null && SizeFor(model) is null, nameof(AspectRatio), "Not sent: no usual size has this shape; give a Size.");
        context.WarnIf(Count > 1 && model.Count is null, nameof(Count), NotSent);
        context.WarnIf(Seed is not null && model.Seed is null, nameof(Seed), NotSent);
        context.WarnIf(Steps is not null && model.Steps is null, nameof(Steps), NotSent);
        context.WarnIf(Guidance is not null && model.Guidance is null, nameof(Guidance), NotSent);
        context.WarnIf(Scheduler is not null && model.Scheduler is null, nameof(Scheduler), NotSent);
        context.WarnIf(Format is not null && FormatFor(model) is null, nameof(Format), NotSent);
        context.WarnIf(SafetyChecker == false && model.SafetyChecker is null && model.SafetyTolerance is null, nameof(SafetyChecker), NotSent);
        context.WarnIf(SafetyChecker == false && model.SafetyChecker is null && model.SafetyTolerance is not null, nameof(SafetyChecker), "This model cannot do without its checks; it was told to let the most through.");
        context.WarnIf(Loras.Count > 0 && model.Loras is null, nameof(Loras), NotSent);
    }

    public void Write(RequestJson input, FalImageModel model)
    {
        input.AddIf(model.Prompt, Prompt);
        input.AddIf(model.NegativePrompt, NegativePrompt);
        if (model.Size is not null && SizeFor(model) is { } size)
        {
            input.Add(model.Size, size.Write);
        }

        input.AddIf(model.Ratio, AspectRatio?.ToString());
        input.AddIf(model.Count, Count);
        input.AddIf(model.Seed, Seed);
        input.AddIf(model.Steps, Steps);
        input.AddIf(model.Guidance, Guidance);
        input.AddIf(model.Scheduler, Scheduler);
        input.AddIf(model.Format, FormatFor(model));
        input.AddIf(model.SafetyChecker, SafetyChecker);
        if (model.SafetyChecker is null && SafetyChecker == false)
        {
            input.AddIf(model.SafetyTolerance, "5"); // the most that all of them know
        }

        if (model.Loras is not null && Loras.Count > 0)
        {
            input.Add(model.Loras, json => FalLoras.Write(json, Loras));
        }

        input.AddIf("model_name", model.BaseModel);
    }

    // A model that takes a shape by name is not sent a size for it as well.
    private FalSize? SizeFor(FalImageModel model) => FalSize.Of(Size, model.Ratio is null ? AspectRatio : null);

    private string? FormatFor(FalImageModel model) =>
        model.Format is null || Format is not { } format || (format == ImageFormat.Webp && !model.HasWebp) ? null : format.Value;
}
