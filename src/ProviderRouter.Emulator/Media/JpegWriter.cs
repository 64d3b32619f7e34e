namespace ProviderRouter.Emulator.Media;

/// <summary>Writes a picture as baseline JPEG. Its cells are the 8×8 blocks of the format, so each block is one mean value.</summary>
internal static class JpegWriter
{
    /// <summary>The codes of the standard luminance DC table, by the size of the difference.</summary>
    private static readonly (int Code, int Length)[] Codes = BuildCodes();

    public static byte[] Write(Picture picture)
    {
        using var jpeg = new MemoryStream();
        jpeg.Write([0xFF, 0xD8]);
        WriteSegment(jpeg, 0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        WriteSegment(jpeg, 0xDB, [0, .. Enumerable.Repeat((byte)8, 64)]);
        WriteSegment(jpeg, 0xC0,
        [
            8, (byte)(picture.Height >> 8), (byte)picture.Height, (byte)(picture.Width >> 8), (byte)picture.Width,
            3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0,
        ]);
        WriteSegment(jpeg, 0xC4, [0x00, 0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
        WriteSegment(jpeg, 0xC4, [0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        WriteSegment(jpeg, 0xDA, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]);
        WriteBlocks(picture, new BitWriter(jpeg, leastFirst: false));
        jpeg.Write([0xFF, 0xD9]);
        return jpeg.ToArray();
    }

    private static void WriteBlocks(Picture picture, BitWriter bits)
    {
        Span<int> last = stackalloc int[3];
        for (var row = 0; row < picture.Rows; row++)
        {
            for (var column = 0; column < picture.Columns; column++)
            {
                var colour = picture[column, row];
                var (r, g, b) = ((colour >> 16) & 0xFF, (colour >> 8) & 0xFF, colour & 0xFF);
                ReadOnlySpan<int> levels =
                [
                    (((299 * r) + (587 * g) + (114 * b)) / 1000) - 128,
                    ((-169 * r) - (331 * g) + (500 * b)) / 1000,
                    ((500 * r) - (419 * g) - (81 * b)) / 1000,
                ];
                for (var component = 0; component < 3; component++)
                {
                    WriteDifference(bits, levels[component] - last[component]);
                    last[component] = levels[component];
                    bits.Write(0, 1);
                }
            }
        }

        bits.Finish();
    }

    private static void WriteDifference(BitWriter bits, int difference)
    {
        var size = 0;
        for (var rest = Math.Abs(difference); rest > 0; rest >>= 1)
        {
            size++;
        }

        bits.Write(Codes[size].Code, Codes[size].Length);
        bits.Write(difference >= 0 ? difference : difference + (1 << size) - 1, size);
    }

    private static (int Code, int Length)[] BuildCodes()
    {
        var codes = new (int, int)[12];
        var (code, symbol) = (0, 0);
        foreach (var (length, count) in new[] { (2, 1), (3, 5), (4, 1), (5, 1), (6, 1), (7, 1), (8, 1), (9, 1) })
        {
            for (var i = 0; i < count; i++)
            {
                codes[symbol++] = (code++, length);
            }

            code <<= 1;
        }

        return codes;
    }

    private static void WriteSegment(MemoryStream jpeg, byte marker, ReadOnlySpan<byte> data)
    {
        jpeg.Write([0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2)]);
        jpeg.Write(data);
    }
}
