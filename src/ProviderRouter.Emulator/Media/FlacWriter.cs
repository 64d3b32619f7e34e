using System.Buffers.Binary;
using System.Text;

namespace ProviderRouter.Emulator.Media;

/// <summary>
/// Writes spoken text as FLAC, uncompressed: every frame holds its samples verbatim, so that all of it falls on whole bytes. A comment carries the text.
/// </summary>
internal static class FlacWriter
{
    private const int BlockSamples = 4096;

    /// <summary>16 bits, one channel, 24 kHz, as <see cref="Sound.Pcm"/> gives them.</summary>
    public static byte[] Write(string text, string voice, double speed = 1)
    {
        ReadOnlySpan<byte> pcm = Sound.Pcm(text, voice, speed);
        using var flac = new MemoryStream();
        flac.Write("fLaC"u8);
        flac.Write([0, 0, 0, 34]);
        WriteStreamInfo(flac, pcm.Length / 2);
        WriteComment(flac, Encoding.UTF8.GetBytes(OpusWriter.Tag + text));
        for (var at = 0; at * BlockSamples * 2 < pcm.Length; at++)
        {
            var rest = pcm[(at * BlockSamples * 2)..];
            WriteFrame(flac, at, rest[..Math.Min(rest.Length, BlockSamples * 2)]);
        }

        return flac.ToArray();
    }

    /// <summary>Block size, rate, channels and length; frame sizes and checksum of the samples are unknown, which zeros say.</summary>
    private static void WriteStreamInfo(MemoryStream flac, int samples)
    {
        Span<byte> info = stackalloc byte[34];
        info.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(info, BlockSamples);
        BinaryPrimitives.WriteUInt16BigEndian(info[2..], BlockSamples);
        BinaryPrimitives.WriteUInt64BigEndian(info[10..], ((ulong)Sound.SampleRate << 44) | (15UL << 36) | (uint)samples);
        flac.Write(info);
    }

    /// <summary>The last block before the frames: no vendor, one comment; its numbers alone are little-endian.</summary>
    private static void WriteComment(MemoryStream flac, byte[] comment)
    {
        Span<byte> numbers = stackalloc byte[16];
        numbers.Clear();
        BinaryPrimitives.WriteInt32BigEndian(numbers, comment.Length + 12);
        numbers[0] = 0x84;
        numbers[8] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(numbers[12..], comment.Length);
        flac.Write(numbers);
        flac.Write(comment);
    }

    private static void WriteFrame(MemoryStream flac, int number, ReadOnlySpan<byte> samples)
    {
        using var frame = new MemoryStream();
        frame.Write([0xFF, 0xF8, 0x77, 0x08]);
        Span<byte> coded = stackalloc byte[4];
        frame.Write(coded[..new Rune(number).EncodeToUtf8(coded)]);
        BinaryPrimitives.WriteUInt16BigEndian(coded, (ushort)((samples.Length / 2) - 1));
        frame.Write(coded[..2]);
        frame.WriteByte((byte)Crc(frame.ToArray(), 0x07, 8));
        frame.WriteByte(0x02);
        for (var at = 0; at < samples.Length; at += 2)
        {
            frame.WriteByte(samples[at + 1]);
            frame.WriteByte(samples[at]);
        }

        BinaryPrimitives.WriteUInt16BigEndian(coded, (ushort)Crc(frame.ToArray(), 0x8005, 16));
        frame.Write(coded[..2]);
        frame.WriteTo(flac);
    }

    private static int Crc(ReadOnlySpan<byte> bytes, int polynomial, int bits)
    {
        var crc = 0;
        foreach (var b in bytes)
        {
            crc ^= b << (bits - 8);
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc << 1) ^ ((crc >> (bits - 1)) == 0 ? 0 : polynomial);
                crc &= (1 << bits) - 1;
            }
        }

        return crc;
    }
}
