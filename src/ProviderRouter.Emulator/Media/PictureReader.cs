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
    public static string Describe(string address) => DataUri.TryDecode(address, out var mediaType, out var bytes)
        ? Describe(bytes, mediaType)
        : "The picture is a remote one; the emulator fetches nothing.";

    /// <summary>One sentence about a picture given as a file.</summary>
    public static string Describe(ReadOnlySpan<byte> bytes, string mediaType)
    {
        if (PictureFile.Read(bytes) is not { } picture)
        {
            return string.Create(CultureInfo.InvariantCulture, $"The picture is a {mediaType} of {bytes.Length} bytes.");
        }

        var colour = picture.Colour is { } mean ? $", mostly {Name(mean)} (#{mean.R:x2}{mean.G:x2}{mean.B:x2})" : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"The picture is a {picture.Width}x{picture.Height} {picture.Format}{colour}.");
    }

    /// <summary>Names a colour by its hue, or by its lightness if it has hardly any.</summary>
    public static string Name((int R, int G, int B) colour)
    {
        var (r, g, b) = colour;
        var most = Math.Max(r, Math.Max(g, b));
        var range = most - Math.Min(r, Math.Min(g, b));
        return range < 30
            ? most switch { < 50 => "black", > 205 => "white", _ => "grey" }
            : Hues.First(hue => Hue(r, g, b, most, range) <= hue.Until).Name;
    }

    /// <summary>The angle on the colour circle, from 0 to 360 degrees.</summary>
    private static int Hue(int r, int g, int b, int most, int range)
    {
        var angle = most == r ? 60 * (g - b) / range : most == g ? 120 + (60 * (b - r) / range) : 240 + (60 * (r - g) / range);
        return (angle + 360) % 360;
    }
}
