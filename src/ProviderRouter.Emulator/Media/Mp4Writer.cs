using System.Buffers.Binary;

namespace ProviderRouter.Emulator.Media;

/// <summary>Wraps H.264 frames as an MP4 file whose description stands before its content, so that it plays while it loads.</summary>
internal sealed class Mp4Writer(int width, int height, int framesPerSecond)
{
    public byte[] Write(H264Writer codec, IReadOnlyList<(byte[] Unit, bool IsKey)> frames)
    {
        var head = Box("ftyp", "isom"u8.ToArray(), Number(512), "isomavc1mp42"u8.ToArray());
        var size = Movie(codec, frames, 0).Length;
        var movie = Movie(codec, frames, head.Length + size + 8);
        return [.. head, .. movie, .. Box("mdat", [.. frames.Select(frame => (byte[])[.. Number(frame.Unit.Length), .. frame.Unit])])];
    }

    private byte[] Movie(H264Writer codec, IReadOnlyList<(byte[] Unit, bool IsKey)> frames, int contentAt)
    {
        var count = frames.Count;
        var description = Box(
            "avc1",
            [0, 0, 0, 0, 0, 0, 0, 1, .. new byte[16], .. Short(width), .. Short(height), .. Number(0x480000), .. Number(0x480000), .. Number(0)],
            [0, 1, .. new byte[32], 0, 24, 0xFF, 0xFF],
            Configuration(codec));
        var keys = Enumerable.Range(0, count).Where(index => frames[index].IsKey).Select(index => index + 1).ToList();
        var table = Box(
            "stbl",
            Full("stsd", 0, Number(1), description),
            Full("stts", 0, Number(1), Number(count), Number(1)),
            Full("stss", 0, Number(keys.Count), Numbers(keys)),
            Full("stsc", 0, Number(1), Number(1), Number(count), Number(1)),
            Full("stsz", 0, Number(0), Number(count), Numbers(frames.Select(frame => frame.Unit.Length + 4))),
            Full("stco", 0, Number(1), Number(contentAt)));
        var source = Box("dinf", Full("dref", 0, Number(1), Full("url ", 1)));
        var media = Box(
            "mdia",
            Full("mdhd", 0, Numbers([0, 0, framesPerSecond, count]), [0x55, 0xC4, 0, 0]),
            Full("hdlr", 0, Number(0), "vide"u8.ToArray(), new byte[12], "video\0"u8.ToArray()),
            Box("minf", Full("vmhd", 1, new byte[8]), source, table));
        var track = Box(
            "trak",
            Full("tkhd", 3, Numbers([0, 0, 1, 0, count]), new byte[16], Unity(), Number(width << 16), Number(height << 16)),
            media);
        return Box(
            "moov",
            Full("mvhd", 0, Numbers([0, 0, framesPerSecond, count, 0x10000]), [1, 0, .. new byte[10]], Unity(), new byte[24], Number(2)),
            track);
    }

    private static byte[] Configuration(H264Writer codec)
    {
        var sequence = codec.SequenceSet();
        var picture = H264Writer.PictureSet();
        return Box(
            "avcC",
            [1, 66, 0xC0, codec.Level, 0xFF, 0xE1, .. Short(sequence.Length), .. sequence, 1, .. Short(picture.Length), .. picture]);
    }

    /// <summary>The matrix that leaves a picture as it is.</summary>
    private static byte[] Unity() => Numbers([0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000]);

    /// <summary>A box with a version, here always zero, and flags.</summary>
    private static byte[] Full(string type, int flags, params byte[][] parts) => Box(type, [Number(flags), .. parts]);

    private static byte[] Box(string type, params byte[][] parts)
    {
        var box = new byte[8 + parts.Sum(part => part.Length)];
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        System.Text.Encoding.ASCII.GetBytes(type, box.AsSpan(4));
        var at = 8;
        foreach (var part in parts)
        {
            part.CopyTo(box, at);
            at += part.Length;
        }

        return box;
    }

    private static byte[] Numbers(IEnumerable<int> values) => [.. values.SelectMany(Number)];

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Short(int value) => [(byte)(value >> 8), (byte)value];
}
