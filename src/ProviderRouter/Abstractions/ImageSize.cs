using System.Globalization;

namespace ProviderRouter;

/// <summary>The size of an image or a video in pixels. Many models want multiples of 8, 16 or 32; nothing is rounded silently.</summary>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
public readonly record struct ImageSize(int Width, int Height)
{
    /// <summary>The size as <c>1024x768</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width}x{Height}");
}
