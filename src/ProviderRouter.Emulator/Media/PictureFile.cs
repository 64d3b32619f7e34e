using System.Buffers.Binary;

namespace ProviderRouter.Emulator.Media;

/// <summary>What can be told of a picture file without a model: its format, its size and, of a PNG, its prevailing colour.</summary>
internal sealed record PictureFile(string Format, int Width, int Height, (int R, int G, int B)? Colour)
{
    /// <summary>Reads the head of a file; null if it is no picture.</summary>
    public static PictureFile? Read(ReadOnlySpan<byte> bytes)
    {
        if (PngInfo.IsPng(bytes))
        {
            var (width, height) = PngInfo.Size(bytes);
            return Of("png", width, height) is { } png ? png with { Colour = PngInfo.MeanColour(bytes) } : null;
        }

        if (bytes.StartsWith("GIF8"u8) && bytes.Length >= 13)
        {
            return Of("gif", BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]));
        }

        if (bytes.StartsWith("BM"u8) && bytes.Length >= 54)
        {
            return Of("bmp", BinaryPrimitives.ReadInt32LittleEndian(bytes[18..]), Math.Abs(BinaryPrimitives.ReadInt32LittleEndian(bytes[22..])));
        }

        if (bytes.StartsWith("RIFF"u8) && bytes.Length >= 30 && bytes[8..].StartsWith("WEBP"u8))
        {
            var (width, height) = WebpSize(bytes);
            return Of("webp", width, height);
        }

        return JpegSize(bytes) is { } size ? Of("jpeg", size.Width, size.Height) : null;
    }

    private static PictureFile? Of(string format, int width, int height) =>
        width > 0 && height > 0 ? new PictureFile(format, width, height, null) : null;

    private static (int Width, int Height) WebpSize(ReadOnlySpan<byte> bytes)
    {
        var head = bytes[20..];
        if (bytes[12..].StartsWith("VP8L"u8))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(head[1..]);
            return ((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
        }

        return bytes[12..].StartsWith("VP8X"u8)
            ? (1 + (head[4] | (head[5] << 8) | (head[6] << 16)), 1 + (head[7] | (head[8] << 8) | (head[9] << 16)))
            : (BinaryPrimitives.ReadUInt16LittleEndian(head[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(head[8..]) & 0x3FFF);
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
