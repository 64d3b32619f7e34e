using System.Buffers.Binary;

namespace ProviderRouter.Emulator.Media;

/// <summary>What can be told of a sound file without decoding it: its format, its length, and the text the emulator gave it.</summary>
internal sealed record SoundFile(string Format, double Seconds, string? Spoken)
{
    private const double UsualBytesPerSecond = 16000;

    private static readonly int[] BitRates = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0];

    /// <summary>Reads a sound, or gives null if it is none of the formats known.</summary>
    public static SoundFile? Read(ReadOnlySpan<byte> bytes)
    {
        if (FormatOf(bytes) is not { } format)
        {
            return null;
        }

        var seconds = format switch
        {
            "wav" => WavSeconds(bytes),
            "flac" => FlacSeconds(bytes),
            "mp3" => Mp3Seconds(bytes),
            "ogg" => OggSeconds(bytes),
            _ => null,
        };
        return new SoundFile(format, Math.Round(seconds ?? (bytes.Length / UsualBytesPerSecond), 2), SpokenText.Read(bytes));
    }

    private static string? FormatOf(ReadOnlySpan<byte> bytes) =>
        bytes.Length < 12 ? null
        : bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WAVE"u8) ? "wav"
        : bytes.StartsWith("fLaC"u8) ? "flac"
        : bytes.StartsWith("OggS"u8) ? "ogg"
        : bytes[4..].StartsWith("ftyp"u8) ? "mp4"
        : bytes.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]) ? "webm"
        : bytes is [0xFF, 0xF1 or 0xF9, ..] ? "aac"
        : bytes.StartsWith("ID3"u8) || IsMp3Frame(bytes) ? "mp3"
        : null;

    /// <summary>A frame of layer II or III; a text that begins with a byte order mark looks like one of layer I.</summary>
    private static bool IsMp3Frame(ReadOnlySpan<byte> bytes) =>
        bytes[0] == 0xFF && (bytes[1] & 0xE0) == 0xE0 && (bytes[1] & 0x18) != 0x08 && (bytes[1] & 0x06) is 0x02 or 0x04;

    private static double? WavSeconds(ReadOnlySpan<byte> wav)
    {
        var rate = 0;
        for (var at = 12; at + 8 <= wav.Length;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(wav[(at + 4)..]);
            if (wav[at..].StartsWith("fmt "u8) && at + 20 <= wav.Length)
            {
                rate = BinaryPrimitives.ReadInt32LittleEndian(wav[(at + 16)..]);
            }
            else if (wav[at..].StartsWith("data"u8))
            {
                // A writer that does not know the length yet writes one that is too large.
                var present = wav.Length - at - 8;
                return rate > 0 ? (double)(length < 0 ? present : Math.Min(length, present)) / rate : null;
            }

            if (length < 0 || length > wav.Length - at - 8)
            {
                return null;
            }

            at += 8 + length + (length & 1);
        }

        return null;
    }

    private static double? FlacSeconds(ReadOnlySpan<byte> flac)
    {
        if (flac.Length < 26)
        {
            return null;
        }

        var packed = BinaryPrimitives.ReadUInt64BigEndian(flac[18..]);
        var (rate, samples) = (packed >> 44, packed & 0xFFFFFFFFF);
        return rate > 0 && samples > 0 ? (double)samples / rate : null;
    }

    private static double? Mp3Seconds(ReadOnlySpan<byte> mp3)
    {
        var start = mp3.StartsWith("ID3"u8) ? 10 + ((mp3[6] << 21) | (mp3[7] << 14) | (mp3[8] << 7) | mp3[9]) : 0;
        if (start + 4 > mp3.Length || mp3[start] != 0xFF || (mp3[start + 1] & 0xFE) != 0xFA)
        {
            return null;
        }

        var kilobits = BitRates[mp3[start + 2] >> 4];
        return kilobits > 0 ? (mp3.Length - start) * 8.0 / (kilobits * 1000) : null;
    }

    /// <summary>The position on the last page, which Opus always counts in 48,000 a second.</summary>
    private static double? OggSeconds(ReadOnlySpan<byte> ogg)
    {
        var last = ogg.LastIndexOf("OggS"u8);
        return ogg.IndexOf("OpusHead"u8) > 0 && last + 14 <= ogg.Length
            ? BinaryPrimitives.ReadInt64LittleEndian(ogg[(last + 6)..]) / 48000.0
            : null;
    }
}
