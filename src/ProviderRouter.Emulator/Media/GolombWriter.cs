namespace ProviderRouter.Emulator.Media;

/// <summary>Collects the bits of an H.264 unit: plain numbers and Exp-Golomb codes.</summary>
internal sealed class GolombWriter
{
    private readonly List<byte> _bytes = [];
    private int _pending;
    private int _count;

    public void Bits(int value, int count)
    {
        for (var i = count - 1; i >= 0; i--)
        {
            _pending = (_pending << 1) | ((value >> i) & 1);
            if (++_count == 8)
            {
                _bytes.Add((byte)_pending);
                _pending = 0;
                _count = 0;
            }
        }
    }

    /// <summary>A number from zero on: as many zeros as its successor has bits after the first, then the successor.</summary>
    public void Unsigned(int value)
    {
        var length = int.Log2(value + 1);
        Bits(0, length);
        Bits(value + 1, length + 1);
    }

    public void Signed(int value) => Unsigned(value > 0 ? (2 * value) - 1 : -2 * value);

    /// <summary>The unit: its head, the bits with their end mark, and a 3 wherever two zeros would look like a start code.</summary>
    public byte[] ToUnit(byte head)
    {
        Bits(1, 1);
        while (_count != 0)
        {
            Bits(0, 1);
        }

        List<byte> unit = [head];
        var zeros = 0;
        foreach (var b in _bytes)
        {
            if (zeros == 2 && b <= 3)
            {
                unit.Add(3);
                zeros = 0;
            }

            unit.Add(b);
            zeros = b == 0 ? zeros + 1 : 0;
        }

        return [.. unit];
    }
}
