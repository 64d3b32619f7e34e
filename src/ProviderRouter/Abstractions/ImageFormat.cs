namespace ProviderRouter;

/// <summary>The format of an image. An open set: a format that is not named here is sent as it is.</summary>
/// <param name="Value">The format's name: <c>png</c>, <c>jpeg</c>, <c>webp</c>.</param>
public readonly record struct ImageFormat(string Value)
{
    /// <summary>PNG.</summary>
    public static ImageFormat Png { get; } = new("png");

    /// <summary>JPEG.</summary>
    public static ImageFormat Jpeg { get; } = new("jpeg");

    /// <summary>WebP.</summary>
    public static ImageFormat Webp { get; } = new("webp");

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
