namespace ProviderRouter.Emulator.Media;

/// <summary>The picture formats the emulator writes.</summary>
internal static class PictureFormat
{
    /// <summary>The bytes and media type of a picture in a format named png, jpg, jpeg or webp.</summary>
    public static (byte[] Bytes, string MediaType) Write(Picture picture, string format) => format switch
    {
        "jpg" or "jpeg" => (JpegWriter.Write(picture), "image/jpeg"),
        "webp" => (WebpWriter.Write(picture), "image/webp"),
        _ => (PngWriter.Write(picture), "image/png"),
    };

    /// <summary>About one million pixels in an aspect ratio such as 16:9, both sides multiples of 8; null if it is none.</summary>
    public static (int Width, int Height)? Size(string aspectRatio, double megapixels = 1)
    {
        if (aspectRatio.Split(':') is not [var left, var right]
            || !int.TryParse(left, out var across) || !int.TryParse(right, out var down) || across is < 1 or > 100 || down is < 1 or > 100)
        {
            return null;
        }

        var unit = Math.Sqrt(megapixels * 1024 * 1024 / (across * down));
        return (Round(across * unit), Round(down * unit));

        static int Round(double side) => Math.Max(8, (int)Math.Round(side / 8) * 8);
    }
}
