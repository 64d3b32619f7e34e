using System.Buffers.Binary;

namespace ProviderRouter.Emulator.Media;

/// <summary>Generated sound: one tone per letter, so that its length follows the text.</summary>
internal static class Sound
{
    public const int SampleRate = 24000;

    private const int SamplesPerLetter = SampleRate * 6 / 100;
    private const int MostLetters = 2000;

    /// <summary>How long a text takes to say.</summary>
    public static double Seconds(string text, double speed = 1) => Math.Clamp(text.Length, 1, MostLetters) * 0.06 / speed;

    /// <summary>Raw samples: 16 bits, little endian, one channel, 24 kHz. A higher speed makes each tone shorter.</summary>
    public static byte[] Pcm(string text, string voice, double speed = 1)
    {
        var letters = Math.Clamp(text.Length, 1, MostLetters);
        var bytes = Math.Max(2, (int)(SamplesPerLetter / speed) * 2);
        var shift = StableHash.Of(voice) % 120;
        var pcm = new byte[letters * bytes];
        for (var letter = 0; letter < letters; letter++)
        {
            var sign = letter < text.Length ? text[letter] : ' ';
            var frequency = char.IsWhiteSpace(sign) ? 0 : 180 + shift + ((ulong)char.ToLowerInvariant(sign) % 32 * 16);
            WriteTone(pcm.AsSpan(letter * bytes, bytes), frequency);
        }

        return pcm;
    }

    /// <summary>The same in a WAV file, which carries the text too.</summary>
    public static byte[] Wav(string text, string voice, double speed = 1) =>
        SpokenText.AddToWav(WrapWav(Pcm(text, voice, speed), SampleRate), text);

    /// <summary>16-bit samples of one channel with the head of a WAV file.</summary>
    public static byte[] WrapWav(ReadOnlySpan<byte> pcm, int rate)
    {
        var wav = new byte[44 + pcm.Length];
        "RIFF"u8.CopyTo(wav);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(4), wav.Length - 8);
        "WAVEfmt "u8.CopyTo(wav.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(24), rate);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(28), rate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(34), 16);
        "data"u8.CopyTo(wav.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(40), pcm.Length);
        pcm.CopyTo(wav.AsSpan(44));
        return wav;
    }

    /// <summary>A valid MP3 of the same length, but silent: frames of 128 kbit/s, 44.1 kHz, one channel, without content. It carries the text.</summary>
    public static byte[] SilentMp3(string text, double speed = 1)
    {
        const int FrameBytes = 417;
        var frames = Math.Max(2, (int)Math.Ceiling(Seconds(text, speed) * 44100 / 1152));
        var mp3 = new byte[frames * FrameBytes];
        for (var frame = 0; frame < frames; frame++)
        {
            ReadOnlySpan<byte> header = [0xFF, 0xFB, 0x90, 0xC4];
            header.CopyTo(mp3.AsSpan(frame * FrameBytes));
        }

        return SpokenText.AddToMp3(mp3, text);
    }

    private static void WriteTone(Span<byte> samples, ulong frequency)
    {
        var count = samples.Length / 2;
        for (var i = 0; i < count; i++)
        {
            var fade = Math.Min(1.0, Math.Min(i, count - i) / 120.0);
            var value = Math.Sin(2 * Math.PI * frequency * i / SampleRate) * fade * 9000;
            BinaryPrimitives.WriteInt16LittleEndian(samples[(i * 2)..], (short)value);
        }
    }
}
