namespace ProviderRouter.Emulator.Media;

/// <summary>Collects bits, most significant first (JPEG, with its stuffing) or least significant first (WebP).</summary>
internal sealed class BitWriter(MemoryStream target, bool leastFirst)
{
    private uint _pending;
    private int _count;

    public void Write(int value, int bits)
    {
        for (var i = 0; i < bits; i++)
        {
            var bit = (uint)(leastFirst ? value >> i : value >> (bits - 1 - i)) & 1;
            _pending |= leastFirst ? bit << _count : bit << (7 - _count);
            if (++_count == 8)
            {
                Flush();
            }
        }
    }

    /// <summary>Fills the last byte: with ones in JPEG, with zeros in WebP.</summary>
    public void Finish()
    {
        while (_count != 0)
        {
            Write(leastFirst ? 0 : 1, 1);
        }
    }

    private void Flush()
    {
        target.WriteByte((byte)_pending);
        if (!leastFirst && _pending == 0xFF)
        {
            target.WriteByte(0);
        }

        _pending = 0;
        _count = 0;
    }
}
