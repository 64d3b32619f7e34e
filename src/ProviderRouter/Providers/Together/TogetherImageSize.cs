namespace ProviderRouter.Providers.Together;

/// <summary>How the size of an image is told to a model: in pixels or by a ratio, whichever it takes; at most one of both is set.</summary>
internal readonly record struct TogetherImageSize(ImageSize? Sides, AspectRatio? Ratio)
{
    private const double Pixels = 1024 * 1024; // of Together's own default
    private const int Multiple = 16;

    private static readonly AspectRatio[] Usual =
        [new(1, 1), new(5, 4), new(4, 5), new(4, 3), new(3, 4), new(3, 2), new(2, 3), new(16, 9), new(9, 16), new(21, 9), new(9, 21)];

    /// <summary>Chooses what is sent, and says so where it is not what the caller set.</summary>
    public static TogetherImageSize Of(TaskContext context, TogetherImageModel model, TogetherImageSettings settings)
    {
        context.WarnIf(settings is { Size: not null, AspectRatio: not null }, nameof(settings.AspectRatio), "Not sent: Size was given too.");
        if (settings.Size is { } size)
        {
            return model.TakesSides ? new(size, null) : new(null, RatioOf(context, size));
        }

        if (settings.AspectRatio is not { } ratio)
        {
            return default;
        }

        return model.TakesRatio ? new(null, ratio) : new(SidesOf(context, ratio), null);
    }

    private static AspectRatio RatioOf(TaskContext context, ImageSize size)
    {
        var wanted = Math.Log((double)size.Width / size.Height);
        var nearest = Usual.MinBy(ratio => Math.Abs(Math.Log((double)ratio.Width / ratio.Height) - wanted));
        context.Warn(nameof(TogetherImageSettings.Size), $"Sent as the ratio {nearest}: this model chooses the pixels itself at Together.");
        return nearest;
    }

    private static ImageSize? SidesOf(TaskContext context, AspectRatio ratio)
    {
        if (ratio.Width <= 0 || ratio.Height <= 0)
        {
            context.Warn(nameof(TogetherImageSettings.AspectRatio), "Not sent: it is no ratio of two lengths.");
            return null;
        }

        var share = Math.Sqrt((double)ratio.Width / ratio.Height);
        var sides = new ImageSize(Rounded(Math.Sqrt(Pixels) * share), Rounded(Math.Sqrt(Pixels) / share));
        context.Warn(nameof(TogetherImageSettings.AspectRatio), $"Sent as {sides}: this model takes pixels at Together.");
        return sides;
    }

    private static int Rounded(double length) => Math.Max(Multiple, (int)Math.Round(length / Multiple) * Multiple);
}
