namespace ProviderRouter.Emulator.Media;

/// <summary>A generated picture in cells of 8×8 pixels: a gradient with a few shapes, depending on prompt and seed.</summary>
internal sealed class Picture
{
    /// <summary>The side of a cell in pixels.</summary>
    public const int Cell = 8;

    private static readonly (string Name, int Colour)[] Named =
    [
        ("red", 0xD21E1E), ("green", 0x1EA032), ("blue", 0x283CD2), ("yellow", 0xEBDC28), ("orange", 0xF08C1E), ("purple", 0x8228A0),
        ("cyan", 0x28C8D2), ("pink", 0xF082B4), ("brown", 0x784B28), ("black", 0x101010), ("white", 0xF4F4F4), ("grey", 0x808080),
    ];

    private readonly int[] _cells;

    private Picture(int width, int height)
    {
        Width = width;
        Height = height;
        Columns = (width + Cell - 1) / Cell;
        Rows = (height + Cell - 1) / Cell;
        _cells = new int[Columns * Rows];
    }

    public int Width { get; }

    public int Height { get; }

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>The colour of a cell as 0xRRGGBB.</summary>
    public int this[int column, int row] => _cells[(row * Columns) + column];

    /// <summary>Draws the picture of a prompt; a colour named in the prompt prevails in it.</summary>
    public static Picture Draw(int width, int height, string prompt, long seed)
    {
        var picture = new Picture(width, height);
        var random = StableHash.Of(prompt, (ulong)seed);
        var from = Named.FirstOrDefault(named => prompt.Contains(named.Name, StringComparison.OrdinalIgnoreCase)) is { Name: not null } found
            ? found.Colour
            : (int)(random & 0xFFFFFF);
        picture.Fill(from, Blend(from, (int)((random >> 24) & 0xFFFFFF), 90), (random & 1) == 0);
        for (var shapes = 2 + (int)(random % 3); shapes > 0; shapes--)
        {
            random = StableHash.Mix(random);
            picture.AddShape(random);
        }

        return picture;
    }

    /// <summary>A picture of one colour, 0xRRGGBB.</summary>
    public static Picture Plain(int width, int height, int colour)
    {
        var picture = new Picture(width, height);
        Array.Fill(picture._cells, colour);
        return picture;
    }

    private void Fill(int from, int to, bool across)
    {
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                var share = across ? column * 255 / Columns : row * 255 / Rows;
                _cells[(row * Columns) + column] = Blend(from, to, share);
            }
        }
    }

    private void AddShape(ulong random)
    {
        var colour = (int)(random & 0xFFFFFF);
        var size = Math.Max(1, Math.Min(Columns, Rows) * (8 + (int)((random >> 24) % 10)) / 100);
        var x = (int)((random >> 32) % (ulong)Columns);
        var y = (int)((random >> 44) % (ulong)Rows);
        var isRound = (random >> 63) == 0;
        for (var row = Math.Max(0, y - size); row < Math.Min(Rows, y + size); row++)
        {
            for (var column = Math.Max(0, x - size); column < Math.Min(Columns, x + size); column++)
            {
                var (dx, dy) = (column - x, row - y);
                if (!isRound || (dx * dx) + (dy * dy) < size * size)
                {
                    _cells[(row * Columns) + column] = colour;
                }
            }
        }
    }

    private static int Blend(int from, int to, int share)
    {
        var result = 0;
        for (var shift = 0; shift <= 16; shift += 8)
        {
            var a = (from >> shift) & 0xFF;
            var b = (to >> shift) & 0xFF;
            result |= (a + ((b - a) * share / 255)) << shift;
        }

        return result;
    }
}
