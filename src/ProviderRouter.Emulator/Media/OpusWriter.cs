using System.Buffers.Binary;
using System.Text;

namespace ProviderRouter.Emulator.Media;

/// <summary>Writes silent Opus in an Ogg file: real packets of 20 ms without content. Its tags carry the text that would be spoken.</summary>
internal static class OpusWriter
{
    /// <summary>How the tag with the text begins.</summary>
    public const string Tag = "LYRICS=";

    private const int PacketsPerPage = 50;
    private const int SamplesPerPacket = 960;
    private const int MostTextBytes = 60_000;

    private static readonly byte[] Silence = [0xF8, 0xFF, 0xFE];
    private static readonly uint[] CrcTable = BuildCrcTable();

    public static byte[] Write(string text, double seconds)
    {
        using var ogg = new MemoryStream();
        WritePage(ogg, 2, 0, 0, [[.. "OpusHead"u8, 1, 1, 0, 0, 0xC0, 0x5D, 0, 0, 0, 0, 0]]);
        WritePage(ogg, 0, 0, 1, [Tags(text)]);
        var packets = Math.Max(1, (int)Math.Ceiling(seconds * 50));
        for (var at = 0; at < packets; at += PacketsPerPage)
        {
            var count = Math.Min(PacketsPerPage, packets - at);
            var isLast = at + count == packets;
            WritePage(ogg, isLast ? (byte)4 : (byte)0, (long)(at + count) * SamplesPerPacket, 2 + (at / PacketsPerPage), [.. Enumerable.Repeat(Silence, count)]);
        }

        return ogg.ToArray();
    }

    private static byte[] Tags(string text)
    {
        var comment = Encoding.UTF8.GetBytes(Tag + text);
        comment = comment.Length > MostTextBytes ? Encoding.UTF8.GetBytes(Tag) : comment;
        return [.. "OpusTags"u8, .. Number(8), .. "Emulator"u8, .. Number(1), .. Number(comment.Length), .. comment];
    }

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    /// <summary>A page: its head with the lengths of its packets in steps of 255, the packets, and a checksum over both.</summary>
    private static void WritePage(MemoryStream ogg, byte flags, long position, int number, List<byte[]> packets)
    {
        byte[] lengths = [.. packets.SelectMany(packet => Enumerable.Repeat((byte)255, packet.Length / 255).Append((byte)(packet.Length % 255)))];
        var page = new byte[27 + lengths.Length + packets.Sum(packet => packet.Length)];
        "OggS"u8.CopyTo(page);
        page[5] = flags;
        BinaryPrimitives.WriteInt64LittleEndian(page.AsSpan(6), position);
        BinaryPrimitives.WriteInt32LittleEndian(page.AsSpan(14), 1);
        BinaryPrimitives.WriteInt32LittleEndian(page.AsSpan(18), number);
        page[26] = (byte)lengths.Length;
        lengths.CopyTo(page, 27);
        var at = 27 + lengths.Length;
        foreach (var packet in packets)
        {
            packet.CopyTo(page, at);
            at += packet.Length;
        }

        var crc = 0u;
        foreach (var b in page)
        {
            crc = (crc << 8) ^ CrcTable[(crc >> 24) ^ b];
        }

        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(22), crc);
        ogg.Write(page);
    }

    private static uint[] BuildCrcTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < 256; i++)
        {
            var value = i << 24;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value << 1) ^ ((value & 0x80000000) != 0 ? 0x04C11DB7u : 0);
            }

            table[i] = value;
        }

        return table;
    }
}
