using System.Globalization;

namespace ProviderRouter.Emulator.Media;

/// <summary>Says in words what can be seen of a picture without a model: its format, size and prevailing colour.</summary>
internal static class PictureReader
{
    private static readonly (string Name, int R, int G, int B)[] Names =
    [
        ("black", 0, 0, 0), ("white", 255, 255, 255), ("grey", 128, 128, 128), ("red", 210, 30, 30), ("green", 30, 160, 50),
        ("blue", 40, 60, 210), ("yellow", 235, 220, 40), ("orange", 240, 140, 30), ("purple", 130, 40, 160), ("cyan", 40, 200, 210),
        ("pink", 240, 130, 180), ("brown", 120, 75, 40),
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

    private static string Name((int R, int G, int B) colour)
    {
        var nearest = Names.MinBy(known => Square(known.R - colour.R) + Square(known.G - colour.G) + Square(known.B - colour.B));
        return string.Create(CultureInfo.InvariantCulture, $"{nearest.Name} (#{colour.R:x2}{colour.G:x2}{colour.B:x2})");

        static int Square(int value) => value * value;
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
