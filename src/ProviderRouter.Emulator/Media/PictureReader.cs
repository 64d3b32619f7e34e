using System.Globalization;

namespace ProviderRouter.Emulator.Media;

/// <summary>Says in words what can be seen of a picture without a model: its format, size and prevailing colour.</summary>
internal static class PictureReader
{
    private static readonly (int Until, string Name)[] Hues =
    [
        (15, "red"), (45, "orange"), (70, "yellow"), (165, "green"), (195, "cyan"), (255, "blue"), (290, "purple"), (345, "pink"), (360, "red"),
    ];

    /// <summary>One sentence about a picture given as an address.</summary>
    public static string Describe(string address)
    {
        if (!DataUri.TryDecode(address, out var mediaType, out var bytes))
        {
            return "The picture is a remote one; the emulator fetches nothing.";
        }

        if (PngInfo.IsPng(bytes))
        {
            var (width, height) = PngInfo.Size(bytes);
            var colour = PngInfo.MeanColour(bytes) is { } mean ? ", mostly " + Name(mean) : string.Empty;
            return string.Create(CultureInfo.InvariantCulture, $"The picture is a {width}x{height} png{colour}.");
        }

        return JpegSize(bytes) is { } size
            ? string.Create(CultureInfo.InvariantCulture, $"The picture is a {size.Width}x{size.Height} jpeg.")
            : string.Create(CultureInfo.InvariantCulture, $"The picture is a {mediaType} of {bytes.Length} bytes.");
    }

    /// <summary>Names a colour by its hue, or by its lightness if it has hardly any.</summary>
    private static string Name((int R, int G, int B) colour)
    {
        var (r, g, b) = colour;
        var most = Math.Max(r, Math.Max(g, b));
        var range = most - Math.Min(r, Math.Min(g, b));
        var name = range < 30
            ? most switch { < 50 => "black", > 205 => "white", _ => "grey" }
            : Hues.First(hue => Hue(r, g, b, most, range) <= hue.Until).Name;
        return string.Create(CultureInfo.InvariantCulture, $"{name} (#{r:x2}{g:x2}{b:x2})");
    }

    /// <summary>The angle on the colour circle, from 0 to 360 degrees.</summary>
    private static int Hue(int r, int g, int b, int most, int range)
    {
        var angle = most == r ? 60 * (g - b) / range : most == g ? 120 + (60 * (b - r) / range) : 240 + (60 * (r - g) / range);
        return (angle + 360) % 360;
    }

    private static (int Width, int Height)? JpegSize(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith([(byte)0xFF, (byte)0xD8]))
        {
            return null;
        }

        var at = 2;
        while (at + 9 < bytes.Length && bytes[at] == 0xFF)
        {
            var marker = bytes[at + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return ((bytes[at + 7] << 8) | bytes[at + 8], (bytes[at + 5] << 8) | bytes[at + 6]);
            }

            at += 2 + ((bytes[at + 2] << 8) | bytes[at + 3]);
        }

        return null;
    }
}
