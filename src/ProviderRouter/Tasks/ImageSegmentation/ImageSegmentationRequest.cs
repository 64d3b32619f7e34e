namespace ProviderRouter;

/// <summary>An image to be divided by what it shows. A setting that the chosen provider does not take becomes a warning on the answer.</summary>
public sealed record ImageSegmentationRequest : InferenceRequest
{
    /// <summary>The image.</summary>
    public required MediaContent Image { get; init; }

    /// <summary>How sure the model must be of what it gives, from 0 to 1.</summary>
    /// <value>Default: null, the model's default.</value>
    public double? Threshold { get; init; }

    /// <summary>How sure the model must be that a pixel belongs to a segment, from 0 to 1.</summary>
    /// <value>Default: null, the model's default.</value>
    public double? MaskThreshold { get; init; }

    /// <summary>How much of a segment must not be covered by others, from 0 to 1, for it to count.</summary>
    /// <value>Default: null, the model's default.</value>
    public double? OverlapMaskAreaThreshold { get; init; }

    /// <summary>How to divide: <c>instance</c> (each thing), <c>semantic</c> (each kind) or <c>panoptic</c> (both).</summary>
    /// <value>Default: null, the model's default.</value>
    public string? Subtask { get; init; }
}
