namespace ProviderRouter;

/// <summary>An image whose objects are to be found. A setting that the chosen provider does not take becomes a warning on the answer.</summary>
public sealed record ObjectDetectionRequest : InferenceRequest
{
    /// <summary>The image.</summary>
    public required MediaContent Image { get; init; }

    /// <summary>How sure the model must be of what it gives, from 0 to 1.</summary>
    /// <value>Default: null, the model's default.</value>
    public double? Threshold { get; init; }
}
