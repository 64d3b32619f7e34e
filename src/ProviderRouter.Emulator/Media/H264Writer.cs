namespace ProviderRouter.Emulator.Media;

/// <summary>
/// Writes pictures as H.264 (constrained baseline). A macroblock of 16×16 pixels has one colour, written as its difference from the block above;
/// at the quantisers chosen here one step of a level is one step of the colour, so that nothing is lost.
/// </summary>
internal sealed class H264Writer(int width, int height)
{
    private const int Block = 16;

    private readonly int _across = (width + Block - 1) / Block;
    private readonly int _down = (height + Block - 1) / Block;

    /// <summary>The level 4 suffices to 1920×1088 pixels, 5.1 to 4096×2304.</summary>
    public byte Level => _across * _down <= 8192 ? (byte)40 : (byte)51;

    public byte[] SequenceSet()
    {
        var bits = new GolombWriter();
        bits.Bits(66, 8);
        bits.Bits(0xC0, 8);
        bits.Bits(Level, 8);
        bits.Unsigned(0);
        bits.Unsigned(0);
        bits.Unsigned(2);
        bits.Unsigned(1);
        bits.Bits(0, 1);
        bits.Unsigned(_across - 1);
        bits.Unsigned(_down - 1);
        bits.Bits(0b11, 2);
        bits.Bits(1, 1);
        bits.Unsigned(0);
        bits.Unsigned(((_across * Block) - width) / 2);
        bits.Unsigned(0);
        bits.Unsigned(((_down * Block) - height) / 2);
        bits.Bits(0, 1);
        return bits.ToUnit(0x67);
    }

    public static byte[] PictureSet()
    {
        var bits = new GolombWriter();
        bits.Unsigned(0);
        bits.Unsigned(0);
        bits.Bits(0, 2);
        bits.Unsigned(0);
        bits.Unsigned(0);
        bits.Unsigned(0);
        bits.Bits(0, 3);
        bits.Signed(2);
        bits.Signed(0);
        bits.Signed(-6);
        bits.Bits(0b100, 3);
        return bits.ToUnit(0x68);
    }

    /// <summary>A frame of its own; two such in a row need different numbers.</summary>
    public byte[] KeyFrame(Func<int, int, int> colour, int number)
    {
        var bits = new GolombWriter();
        bits.Unsigned(0);
        bits.Unsigned(7);
        bits.Unsigned(0);
        bits.Bits(0, 4);
        bits.Unsigned(number & 1);
        bits.Bits(0, 2);
        EndHead(bits);
        var above = new (int Y, int Cb, int Cr)[_across];
        for (var row = 0; row < _down; row++)
        {
            for (var column = 0; column < _across; column++)
            {
                var levels = Levels(colour(column, row));
                var (mode, (y, blue, red)) = row > 0 ? (0, above[column]) : column > 0 ? (1, above[column - 1]) : (2, (128, 128, 128));
                WriteBlock(bits, mode, levels.Y - y, levels.Cb - blue, levels.Cr - red);
                above[column] = levels;
            }
        }

        return bits.ToUnit(0x65);
    }

    /// <summary>A frame that repeats the one before; <paramref name="number"/> counts from the last frame of its own.</summary>
    public byte[] SameFrame(int number)
    {
        var bits = new GolombWriter();
        bits.Unsigned(0);
        bits.Unsigned(5);
        bits.Unsigned(0);
        bits.Bits(number & 15, 4);
        bits.Bits(0, 3);
        EndHead(bits);
        bits.Unsigned(_across * _down);
        return bits.ToUnit(0x41);
    }

    /// <summary>No change of the quantiser, no deblocking.</summary>
    private static void EndHead(GolombWriter bits)
    {
        bits.Signed(0);
        bits.Unsigned(1);
    }

    /// <summary>An Intra16x16 block, predicted from above (0), from the left (1) or from grey (2); chroma counts these 2, 1, 0.</summary>
    private static void WriteBlock(GolombWriter bits, int mode, int luma, int blue, int red)
    {
        var isColoured = blue != 0 || red != 0;
        bits.Unsigned(1 + mode + (isColoured ? 4 : 0));
        bits.Unsigned(2 - mode);
        bits.Signed(0);
        WriteLevel(bits, luma, (1, 1), (1, 2), (0b000101, 6));
        if (isColoured)
        {
            WriteLevel(bits, blue, (1, 2), (1, 1), (0b000111, 6));
            WriteLevel(bits, red, (1, 2), (1, 1), (0b000111, 6));
        }
    }

    /// <summary>One coefficient or none, by the tokens that the table in force has for none, for a one and for another level.</summary>
    private static void WriteLevel(GolombWriter bits, int level, (int Code, int Length) none, (int Code, int Length) one, (int Code, int Length) other)
    {
        var (code, length) = level == 0 ? none : level is 1 or -1 ? one : other;
        bits.Bits(code, length);
        if (level == 0)
        {
            return;
        }

        if (level is 1 or -1)
        {
            bits.Bits(level < 0 ? 1 : 0, 1);
        }
        else
        {
            // A level that is no trailing one is at least two, and is counted from there.
            var number = (level > 0 ? (2 * level) - 2 : (-2 * level) - 1) - 2;
            var prefix = number < 14 ? number : number < 30 ? 14 : 15;
            bits.Bits(1, prefix + 1);
            bits.Bits(prefix == 14 ? number - 14 : number - 30, prefix switch { 14 => 4, 15 => 12, _ => 0 });
        }

        // No zeros before it.
        bits.Bits(1, 1);
    }

    /// <summary>Brightness and colour differences of 0xRRGGBB in the range of television.</summary>
    private static (int Y, int Cb, int Cr) Levels(int colour)
    {
        var (r, g, b) = ((colour >> 16) & 0xFF, (colour >> 8) & 0xFF, colour & 0xFF);
        return (
            16 + (((66 * r) + (129 * g) + (25 * b) + 128) >> 8),
            128 + (((-38 * r) - (74 * g) + (112 * b) + 128) >> 8),
            128 + (((112 * r) - (94 * g) - (18 * b) + 128) >> 8));
    }
}
