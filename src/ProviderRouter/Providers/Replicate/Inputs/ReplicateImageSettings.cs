namespace ProviderRouter.Providers.Replicate.Inputs;

/// <summary>The settings that making and changing images have in common.</summary>
internal static class ReplicateImageSettings
{
    private const string Hub = "https://huggingface.co/";

    public static void AddFormat(ReplicateInputWriter input, ImageFormat? format)
    {
        if (format is { Value: { } value })
        {
            input.AddWord(nameof(TextToImageRequest.Format), ReplicateFields.ImageFormat, value == ImageFormat.Jpeg.Value ? ["jpg", "jpeg"] : [value]);
        }
    }

    /// <summary>Says whether images are checked, which they are unless that is switched off.</summary>
    /// <param name="input">The input.</param>
    /// <param name="isOn">What the caller wants.</param>
    /// <param name="hasImage">Whether an image is given: no more is tolerated then than the model's default.</param>
    public static void AddSafetyChecker(ReplicateInputWriter input, bool? isOn, bool hasImage)
    {
        const string Setting = nameof(TextToImageRequest.SafetyChecker);
        if (isOn != false)
        {
            return;
        }

        if (input.Find(ReplicateFields.DisableSafetyChecker) is { } off)
        {
            input.Put(Setting, off, true);
        }
        else if (!hasImage && input.Find(ReplicateFields.SafetyTolerance) is { Maximum: { } most } tolerance)
        {
            input.Put(Setting, tolerance, most);
            input.Warn(Setting, $"Sent as '{tolerance.Name}' {most}, the most that this model lets pass: its checker cannot be switched off.");
        }
        else
        {
            input.Put(Setting, input.Find(ReplicateFields.EnableSafetyChecker), false);
        }
    }

    public static void AddLoras(ReplicateInputWriter input, IReadOnlyList<LoraWeights> loras)
    {
        if (loras is not [var first, ..] || !input.Has(ReplicateFields.LoraWeights))
        {
            input.LoseIf(loras.Count > 0, nameof(TextToImageRequest.Loras));
            return;
        }

        var path = Uri.TryCreate(first.Path, UriKind.Absolute, out _) ? first.Path : Hub + first.Path;
        input.Add(nameof(TextToImageRequest.Loras), ReplicateFields.LoraWeights, path);
        input.Add(nameof(LoraWeights.Scale), ReplicateFields.LoraScale, first.Scale);
        if (loras.Count > 1)
        {
            input.Warn(nameof(TextToImageRequest.Loras), "Only the first was sent: models at Replicate take one.");
        }
    }

    public static void AddCount(ReplicateInputWriter input, int? count)
    {
        // One is what every model makes.
        if (count is > 1 || (count is not null && input.Find(ReplicateFields.Count) is not null))
        {
            input.Add(nameof(TextToImageRequest.Count), ReplicateFields.Count, count);
        }
    }
}
