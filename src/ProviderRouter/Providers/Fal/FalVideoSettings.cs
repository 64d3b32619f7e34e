using System.Globalization;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>The settings that videos have whether they are made from a text or from an image, and how a model of fal's is told them.</summary>
internal sealed record FalVideoSettings
{
    private const string NotSent = "Not sent: this model has no such input at fal.";

    public string? Prompt { get; private init; }

    public string? NegativePrompt { get; private init; }

    public int? FrameCount { get; private init; }

    public double? FramesPerSecond { get; private init; }

    public TimeSpan? Duration { get; private init; }

    public AspectRatio? AspectRatio { get; private init; }

    public ImageSize? Size { get; private init; }

    public string? Resolution { get; private init; }

    public int? Steps { get; private init; }

    public double? Guidance { get; private init; }

    public long? Seed { get; private init; }

    public bool? OptimizePrompt { get; private init; }

    public static FalVideoSettings Of(TextToVideoRequest request) => new()
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

    public static FalVideoSettings Of(ImageToVideoRequest request) => new()
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

    public void Warn(TaskContext context, FalVideoModel model)
    {
        context.WarnIf(NegativePrompt is not null && model.NegativePrompt is null, nameof(NegativePrompt), NotSent);
        context.WarnIf(FrameCount is not null && model.FrameCount is null, nameof(FrameCount), NotSent);
        context.WarnIf(FramesPerSecond is not null && model.FramesPerSecond is null, nameof(FramesPerSecond), NotSent);
        context.WarnIf(Duration is not null && model.Duration == FalDuration.None, nameof(Duration), model.FrameCount is null ? NotSent : "Not sent: this model counts frames; give a FrameCount.");
        context.WarnIf(AspectRatio is not null && model.Ratio is null && (model.Size is null || Size is not null || FalSize.Of(null, AspectRatio) is null), nameof(AspectRatio), NotSent);
        context.WarnIf(Size is not null && model.Size is null, nameof(Size), model.Resolution is null ? NotSent : "Not sent: this model takes a Resolution and an AspectRatio.");
        context.WarnIf(Resolution is not null && model.Resolution is null, nameof(Resolution), NotSent);
        context.WarnIf(Steps is not null && model.Steps is null, nameof(Steps), NotSent);
        context.WarnIf(Guidance is not null && model.Guidance is null, nameof(Guidance), NotSent);
        context.WarnIf(Seed is not null && model.Seed is null, nameof(Seed), NotSent);
        context.WarnIf(OptimizePrompt is not null && model.OptimizePrompt is null, nameof(OptimizePrompt), NotSent);
    }

    public void Write(RequestJson input, FalVideoModel model)
    {
        input.Add("prompt", Prompt);
        input.AddIf(model.NegativePrompt, NegativePrompt);
        input.AddIf(model.FrameCount, FrameCount);
        input.AddIf(model.FramesPerSecond, FramesPerSecond);
        WriteDuration(input, model.Duration);
        input.AddIf(model.Ratio, AspectRatio?.ToString());
        if (model.Size is not null && FalSize.Of(Size, AspectRatio) is { } size)
        {
            input.Add(model.Size, size.Write);
        }

        input.AddIf(model.Resolution, Resolution);
        input.AddIf(model.Steps, Steps);
        input.AddIf(model.Guidance, Guidance);
        input.AddIf(model.Seed, Seed);
        input.AddIf(model.OptimizePrompt, OptimizePrompt);
    }

    // Whole seconds as such: a model with a few lengths compares texts.
    private void WriteDuration(RequestJson input, FalDuration form)
    {
        if (Duration is not { } duration || form == FalDuration.None)
        {
            return;
        }

        var seconds = duration.TotalSeconds;
        if (form == FalDuration.Number)
        {
            input.Add("duration", seconds);
        }
        else
        {
            input.Add("duration", seconds.ToString(CultureInfo.InvariantCulture) + (form == FalDuration.TextWithUnit ? "s" : ""));
        }
    }
}
