namespace ProviderRouter;

/// <summary>An image of a message: an address that the provider reads, or bytes, which are sent inline.</summary>
/// <param name="Image">The image.</param>
public sealed record ChatImagePart(MediaContent Image) : ChatPart
{
    /// <summary>How closely the model looks: <c>auto</c>, <c>low</c> or <c>high</c>.</summary>
    /// <value>Default: null, not sent.</value>
    public string? Detail { get; init; }
}
