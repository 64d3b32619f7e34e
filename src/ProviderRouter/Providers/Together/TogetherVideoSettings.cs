using System.Globalization;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Together;

/// <summary>What videos made from a text and videos made from an image have in common; the names are those of the requests. Source: wire notes of Together, §8.</summary>
internal sealed record TogetherVideoSettings
{
    private const string NotSent = "Not sent: Together has no such field for videos.";
    private const string SizeWins = "Not sent: Size was given too.";

    public string? Prompt { get; init; }

    public string? NegativePrompt { get; init; }

    public int? FrameCount { get; init; }

    public double? FramesPerSecond { get; init; }

    public TimeSpan? Duration { get; init; }

    public AspectRatio? AspectRatio { get; init; }

    public ImageSize? Size { get; init; }

    public string? Resolution { get; init; }

    public int? Steps { get; init; }

    public double? Guidance { get; init; }

    public long? Seed { get; init; }

    public bool? OptimizePrompt { get; init; }

    /// <summary>Says what cannot be honoured as it was set.</summary>
    public void Warn(TaskContext context)
    {
        context.WarnIf(context.Overrides("model"), "ProviderParameters.model", "Ignored: the router sets it.");
        context.WarnIf(FrameCount is not null, nameof(FrameCount), "Not sent: Together counts seconds; set Duration.");
        context.WarnIf(OptimizePrompt is not null, nameof(OptimizePrompt), NotSent);
        context.WarnIf(Size is not null && AspectRatio is not null, nameof(AspectRatio), SizeWins);
        context.WarnIf(Size is not null && Resolution is not null, nameof(Resolution), SizeWins);
        WarnOfRounding(context, nameof(Duration), Duration?.TotalSeconds, Seconds);
        WarnOfRounding(context, nameof(FramesPerSecond), FramesPerSecond, Whole(FramesPerSecond));
        WarnOfRounding(context, nameof(Guidance), Guidance, Whole(Guidance));
    }

    /// <summary>Writes all that is set.</summary>
    public void Write(RequestJson body)
    {
        body.Add("prompt", Prompt);
        body.Add("negative_prompt", NegativePrompt);
        body.Add("width", Size?.Width);
        body.Add("height", Size?.Height);
        body.Add("resolution", Size is null ? Resolution : null);
        body.Add("ratio", Size is null ? AspectRatio?.ToString() : null);
        body.Add("seconds", Seconds?.ToString(CultureInfo.InvariantCulture)); // a string, by the schema
        body.Add("fps", Whole(FramesPerSecond));
        body.Add("steps", Steps);
        body.Add("seed", Seed);
        body.Add("guidance_scale", Whole(Guidance));
    }

    private long? Seconds => Duration is { } duration ? Math.Max(1, Whole(duration.TotalSeconds)!.Value) : null;

    private static long? Whole(double? number) => number is { } value ? (long)Math.Round(value, MidpointRounding.AwayFromZero) : null;

    private static void WarnOfRounding(TaskContext context, string setting, double? wanted, long? sent)
    {
        if (wanted is { } number && sent is { } whole && number != whole)
        {
            context.Warn(setting, string.Create(CultureInfo.InvariantCulture, $"Sent as {whole}: Together takes whole numbers there."));
        }
    }
}
