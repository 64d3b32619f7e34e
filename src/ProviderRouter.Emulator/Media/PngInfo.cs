using System.Buffers.Binary;
using System.IO.Compression;

namespace ProviderRouter.Emulator.Media;

/// <summary>Reads size and mean colour of a PNG picture with 8 bits per sample.</summary>
internal static class PngInfo
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    public static bool IsPng(ReadOnlySpan<byte> bytes) => bytes.Length >= 33 && bytes.StartsWith(Signature);

    public static (int Width, int Height) Size(ReadOnlySpan<byte> bytes) =>
        (BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]));

    /// <summary>The mean colour, or null for forms this reader does not know.</summary>
    public static (int R, int G, int B)? MeanColour(ReadOnlySpan<byte> bytes)
    {
        var (width, height) = Size(bytes);
        var channels = bytes[25] switch { 0 => 1, 2 => 3, 3 => 1, 4 => 2, 6 => 4, _ => 0 };
        if (bytes[24] != 8 || bytes[28] != 0 || channels == 0 || width is < 1 or > 16384 || height is < 1 or > 16384)
        {
            return null;
        }

        var (data, palette) = Chunks(bytes);
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
            return Mean(zlib, width, height, channels, bytes[25] == 3 ? palette : null);
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static (byte[] Data, byte[] Palette) Chunks(ReadOnlySpan<byte> bytes)
    {
        using var data = new MemoryStream();
        byte[] palette = [];
        var at = 8;
        while (at + 12 <= bytes.Length)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes[at..]);
            if (length < 0 || length > bytes.Length - at - 12)
            {
                break;
            }

            var type = bytes.Slice(at + 4, 4);
            var content = bytes.Slice(at + 8, length);
            if (type.SequenceEqual("IDAT"u8))
            {
                data.Write(content);
            }
            else if (type.SequenceEqual("PLTE"u8))
            {
                palette = content.ToArray();
            }

            at += length + 12;
        }

        return (data.ToArray(), palette);
    }

    private static (int R, int G, int B) Mean(Stream rows, int width, int height, int channels, byte[]? palette)
    {
        var previous = new byte[width * channels];
        var current = new byte[width * channels];
        var filter = new byte[1];
        long red = 0, green = 0, blue = 0;
        for (var y = 0; y < height; y++)
        {
            rows.ReadExactly(filter);
            rows.ReadExactly(current);
            Unfilter(filter[0], current, previous, channels);
            for (var x = 0; x < current.Length; x += channels)
            {
                var at = palette is null ? x : current[x] * 3;
                var source = palette ?? current;
                red += source[at];
                green += source[channels >= 3 || palette is not null ? at + 1 : at];
                blue += source[channels >= 3 || palette is not null ? at + 2 : at];
            }

            (previous, current) = (current, previous);
        }

        var count = (long)width * height;
        return ((int)(red / count), (int)(green / count), (int)(blue / count));
    }

    private static void Unfilter(byte filter, byte[] row, byte[] above, int step)
    {
        for (var i = 0; i < row.Length; i++)
        {
            var left = i >= step ? row[i - step] : 0;
            var corner = i >= step ? above[i - step] : 0;
            row[i] += (byte)(filter switch
            {
                1 => left,
                2 => above[i],
                3 => (left + above[i]) / 2,
                4 => Paeth(left, above[i], corner),
                _ => 0,
            });
        }
    }

    private static int Paeth(int left, int above, int corner)
    {
        var guess = left + above - corner;
        var toLeft = Math.Abs(guess - left);
        var toAbove = Math.Abs(guess - above);
        var toCorner = Math.Abs(guess - corner);
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }
}
