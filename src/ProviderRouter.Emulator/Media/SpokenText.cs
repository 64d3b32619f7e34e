using System.Buffers.Binary;
using System.Text;

namespace ProviderRouter.Emulator.Media;

/// <summary>
/// The text that the emulator's own sounds carry with them in the place their format has for lyrics or comments, so that what it says aloud
/// can be transcribed again: a comment at the end of a WAV file, an ID3 tag with lyrics before an MP3,
/// a comment in an Opus or FLAC file.
/// </summary>
internal static class SpokenText
{
    private static ReadOnlySpan<byte> Lyrics => "USLT"u8;

    public static byte[] AddToWav(ReadOnlySpan<byte> wav, string text)
    {
        var comment = Encoding.UTF8.GetBytes(text + "\0");
        var padded = comment.Length + (comment.Length & 1);
        var result = new byte[wav.Length + 20 + padded];
        wav.CopyTo(result);
        BinaryPrimitives.WriteInt32LittleEndian(result.AsSpan(4), result.Length - 8);
        var list = result.AsSpan(wav.Length);
        "LIST"u8.CopyTo(list);
        BinaryPrimitives.WriteInt32LittleEndian(list[4..], 12 + padded);
        "INFOICMT"u8.CopyTo(list[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(list[16..], comment.Length);
        comment.CopyTo(list[20..]);
        return result;
    }

    public static byte[] AddToMp3(ReadOnlySpan<byte> mp3, string text)
    {
        // UTF-16 with byte order marks, which version 2.3 asks for: encoding, language, an empty description, the lyrics.
        byte[] frame = [1, .. "eng"u8, 0xFF, 0xFE, 0, 0, 0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)];
        var result = new byte[20 + frame.Length + mp3.Length];
        "ID3\x03\0\0"u8.CopyTo(result);
        var size = 10 + frame.Length;
        for (var i = 0; i < 4; i++)
        {
            result[6 + i] = (byte)((size >> (21 - (7 * i))) & 0x7F);
        }

        Lyrics.CopyTo(result.AsSpan(10));
        BinaryPrimitives.WriteInt32BigEndian(result.AsSpan(14), frame.Length);
        frame.CopyTo(result.AsSpan(20));
        mp3.CopyTo(result.AsSpan(20 + frame.Length));
        return result;
    }

    /// <summary>The text a sound carries, or null.</summary>
    public static string? Read(ReadOnlySpan<byte> sound) =>
        sound.StartsWith("ID3"u8) ? ReadMp3(sound)
        : sound.StartsWith("RIFF"u8) ? ReadWav(sound)
        : sound.StartsWith("OggS"u8) || sound.StartsWith("fLaC"u8) ? ReadComment(sound)
        : null;

    private static string? ReadMp3(ReadOnlySpan<byte> mp3)
    {
        if (mp3.Length < 32 || !mp3[10..].StartsWith(Lyrics))
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt32BigEndian(mp3[14..]);
        return length >= 10 && length <= mp3.Length - 20 ? Encoding.Unicode.GetString(mp3[30..(20 + length)]) : null;
    }

    private static string? ReadWav(ReadOnlySpan<byte> wav)
    {
        var at = wav.IndexOf("INFOICMT"u8);
        if (at < 0 || at + 12 > wav.Length)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(wav[(at + 8)..]);
        return length > 0 && length <= wav.Length - at - 12 ? Encoding.UTF8.GetString(wav.Slice(at + 12, length)).TrimEnd('\0') : null;
    }

    private static string? ReadComment(ReadOnlySpan<byte> sound)
    {
        var at = sound.IndexOf(Encoding.ASCII.GetBytes(OpusWriter.Tag));
        if (at < 4)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(sound[(at - 4)..]);
        return length > OpusWriter.Tag.Length && length <= sound.Length - at
            ? Encoding.UTF8.GetString(sound[(at + OpusWriter.Tag.Length)..(at + length)])
            : null;
    }
}
