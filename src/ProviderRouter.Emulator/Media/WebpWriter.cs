using System.Buffers.Binary;

namespace ProviderRouter.Emulator.Media;

/// <summary>Writes a picture as lossless WebP with two levels per colour channel, one bit each: eight colours in all.</summary>
internal static class WebpWriter
{
    private const int Low = 40;
    private const int High = 220;

    public static byte[] Write(Picture picture)
    {
        using var data = new MemoryStream();
        data.WriteByte(0x2F);
        var bits = new BitWriter(data, leastFirst: true);
        bits.Write(picture.Width - 1, 14);
        bits.Write(picture.Height - 1, 14);
        bits.Write(0, 1 + 3 + 1 + 1 + 1);
        WritePair(bits, Low, High);
        WritePair(bits, Low, High);
        WritePair(bits, Low, High);
        WriteSingle(bits, 255);
        WriteSingle(bits, 0);
        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width; x++)
            {
                var colour = picture[x / Picture.Cell, y / Picture.Cell];
                bits.Write((colour >> 15) & 1, 1);
                bits.Write((colour >> 23) & 1, 1);
                bits.Write((colour >> 7) & 1, 1);
            }
        }

        bits.Finish();
        return Wrap(data.ToArray());
    }

    /// <summary>A simple prefix code of two 8-bit symbols.</summary>
    private static void WritePair(BitWriter bits, int first, int second)
    {
        bits.Write(1, 1);
        bits.Write(1, 1);
        bits.Write(1, 1);
        bits.Write(first, 8);
        bits.Write(second, 8);
    }

    /// <summary>A simple prefix code of one symbol, which then takes no bits at all.</summary>
    private static void WriteSingle(BitWriter bits, int symbol)
    {
        bits.Write(1, 1);
        bits.Write(0, 1);
        bits.Write(1, 1);
        bits.Write(symbol, 8);
    }

    private static byte[] Wrap(byte[] data)
    {
        var padded = data.Length + (data.Length & 1);
        var file = new byte[20 + padded];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), 12 + padded);
        "WEBPVP8L"u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), data.Length);
        data.CopyTo(file, 20);
        return file;
    }
}
