using System.Text.Json;

namespace ProviderRouter.Providers.Fal;

/// <summary>A size in fal's words: one of its names, or an object of pixels. Source: wire notes of media tasks, traps, 12.</summary>
internal readonly record struct FalSize(string? Name, ImageSize Pixels)
{
    // Shapes without a name get about one megapixel, in steps that every model takes.
    private const int Step = 32;
    private const double Area = 1024 * 1024;

    /// <summary>The size that was asked for; null when none was, or the shape is too odd to be met by whole steps.</summary>
    public static FalSize? Of(ImageSize? size, AspectRatio? ratio) =>
        size is { } pixels ? new(null, pixels)
        : ratio is { } shape ? OfRatio(shape)
        : null;

    public void Write(Utf8JsonWriter json)
    {
        if (Name is not null)
        {
            json.WriteStringValue(Name);
            return;
        }

        json.WriteStartObject();
        json.WriteNumber("width"u8, Pixels.Width);
        json.WriteNumber("height"u8, Pixels.Height);
        json.WriteEndObject();
    }

    private static FalSize? OfRatio(AspectRatio ratio)
    {
        if (ratio.Width <= 0 || ratio.Height <= 0)
        {
            return null;
        }

        var divisor = Divisor(ratio.Width, ratio.Height);
        var (width, height) = (ratio.Width / divisor, ratio.Height / divisor);
        if (NameOf(width, height) is { } name)
        {
            return new(name, default);
        }

        var steps = (int)Math.Round(Math.Sqrt(Area / (Step * (double)Step * width * height)));
        return steps == 0 ? null : new(null, new(width * Step * steps, height * Step * steps));
    }

    private static string? NameOf(int width, int height) => (width, height) switch
    {
        (1, 1) => "square_hd",
        (16, 9) => "landscape_16_9",
        (9, 16) => "portrait_16_9",
        (4, 3) => "landscape_4_3",
        (3, 4) => "portrait_4_3",
        _ => null,
    };

    private static int Divisor(int one, int other) => other == 0 ? one : Divisor(other, one % other);
}
