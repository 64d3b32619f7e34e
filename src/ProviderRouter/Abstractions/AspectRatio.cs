using System.Globalization;

namespace ProviderRouter;

/// <summary>The ratio of an image's or a video's width to its height.</summary>
/// <param name="Width">The share of the width.</param>
/// <param name="Height">The share of the height.</param>
public readonly record struct AspectRatio(int Width, int Height)
{
    /// <summary>The ratio as <c>16:9</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width}:{Height}");
}
