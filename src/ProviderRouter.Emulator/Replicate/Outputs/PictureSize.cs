using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Replicate.Outputs;

/// <summary>How large a picture or a video becomes.</summary>
internal static class PictureSize
{
    private const int Usual = 1024;
    private const int Largest = 2048;

    /// <summary>By the aspect ratio if there is one, else by the picture that is changed, else by width and height.</summary>
    public static (int Width, int Height) Of(PredictionInput input, ReadOnlySpan<string> sources)
    {
        var ratio = input.Text("aspect_ratio");
        if (ratio is not null && PictureFormat.Size(ratio, input.Text("megapixels")?.StartsWith("0.25", StringComparison.Ordinal) == true ? 0.25 : 1) is { } size)
        {
            return size;
        }

        if (input.Text("size")?.Split('x') is [var across, var down] && int.TryParse(across, out var wide) && int.TryParse(down, out var high))
        {
            return (Limited(wide), Limited(high));
        }

        if (ratio != "custom" && input.File(sources) is { } source && Of(source) is { } same)
        {
            return (Limited(same.Width), Limited(same.Height));
        }

        return (Limited(input.Integer("width") ?? Usual), Limited(input.Integer("height") ?? Usual));
    }

    /// <summary>The size of a picture; null if it cannot be told.</summary>
    public static (int Width, int Height)? Of(InputFile? file) =>
        file?.Bytes is { } bytes && PictureFile.Read(bytes) is { } picture ? (picture.Width, picture.Height) : null;

    /// <summary>Whole cells, as models have sides that eight divides.</summary>
    private static int Limited(int side) => Math.Clamp(side / Picture.Cell * Picture.Cell, Picture.Cell, Largest);
}
