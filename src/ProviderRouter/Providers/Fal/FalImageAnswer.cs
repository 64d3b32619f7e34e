using System.Text.Json;

namespace ProviderRouter.Providers.Fal;

/// <summary>The images that a job gave, and what was said of them. Source: wire notes of fal, §7.</summary>
internal sealed record FalImageAnswer
{
    private const double Megapixel = 1_000_000;

    public required IReadOnlyList<MediaContent> Images { get; init; }

    /// <summary>The seed; null also for one beyond 63 bits, which some models choose.</summary>
    public long? Seed { get; init; }

    public string? RevisedPrompt { get; init; }

    public required ResponseInfo Info { get; init; }

    /// <summary>Reads the result.</summary>
    /// <param name="files">Finds the images.</param>
    /// <param name="context">The call.</param>
    /// <param name="state">The result.</param>
    /// <param name="prompt">The prompt that was sent; null when it is not known any more.</param>
    /// <param name="isChecked">Whether fal may have blackened images.</param>
    /// <exception cref="ProviderException">It holds no image.</exception>
    public static FalImageAnswer Read(FalFiles files, TaskContext context, FalState state, string? prompt, bool isChecked)
    {
        var images = files.Find(context, state, FalFiles.Images);
        if (isChecked)
        {
            WarnOfFlags(context, FalJson.Get(state.Output, "has_nsfw_concepts"), images.Count);
        }

        var used = FalJson.Text(state.Output, "prompt");
        return new()
        {
            Images = images,
            Seed = FalJson.Integer(state.Output, "seed"),
            RevisedPrompt = FalJson.Text(state.Output, "revised_prompt") ?? (used is { Length: > 0 } && prompt is not null && used != prompt ? used : null),
            Info = new()
            {
                RequestId = state.RequestId,
                Usage = new()
                {
                    Images = images.Count,
                    Megapixels = images.All(static image => image is { Width: not null, Height: not null }) ? images.Sum(static image => (double)image.Width! * image.Height!.Value) / Megapixel : null,
                    ComputeSeconds = state.InferenceSeconds,
                },
            },
        };
    }

    // An image that did not pass the check is given all the same, and is black: fal does not call that a failure.
    private static void WarnOfFlags(TaskContext context, JsonElement flags, int images)
    {
        var flagged = flags.ValueKind == JsonValueKind.Array ? flags.EnumerateArray().Count(static flag => flag.ValueKind == JsonValueKind.True) : 0;
        context.WarnIf(flagged > 0, nameof(TextToImageRequest.SafetyChecker), $"{flagged} of {images} images were held back by the provider's safety checker, and are black.");
    }
}
