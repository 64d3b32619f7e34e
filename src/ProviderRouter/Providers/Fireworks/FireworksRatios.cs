using ProviderRouter.Protocols.OpenAI;

namespace ProviderRouter.Providers.Fireworks;

/// <summary>The ratios that Fireworks' workflows take. Source: wire notes of Fireworks, §6.A.</summary>
internal static class FireworksRatios
{
    private static readonly AspectRatio[] Known =
        [new(1, 1), new(21, 9), new(16, 9), new(3, 2), new(5, 4), new(4, 5), new(2, 3), new(9, 16), new(9, 21), new(4, 3), new(3, 4)];

    /// <summary>The ratio to ask for: the request's own, or the one nearest to its size; null when it says neither.</summary>
    public static AspectRatio? For(ImageSettings settings) => settings.AspectRatio ?? (settings.Size is { } size ? Nearest(size) : null);

    private static AspectRatio Nearest(ImageSize size) =>
        Known.MinBy(ratio => Math.Abs(Math.Log((double)ratio.Width / ratio.Height / ((double)size.Width / size.Height))));
}
