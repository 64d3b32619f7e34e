using System.Buffers.Binary;

namespace ProviderRouter.Emulator.Media;

/// <summary>Turns 16-bit samples into other rates and encodings.</summary>
internal static class SoundEncoding
{
    /// <summary>Samples at another rate, each between its neighbours.</summary>
    public static byte[] Resample(byte[] pcm, int from, int to)
    {
        if (from == to)
        {
            return pcm;
        }

        var count = pcm.Length / 2;
        var result = new byte[(int)((long)count * to / from) * 2];
        for (var i = 0; i < result.Length / 2; i++)
        {
            var position = (double)i * from / to;
            var left = (int)position;
            var (a, b) = (Sample(pcm, left), Sample(pcm, Math.Min(left + 1, count - 1)));
            BinaryPrimitives.WriteInt16LittleEndian(result.AsSpan(i * 2), (short)(a + ((b - a) * (position - left))));
        }

        return result;
    }

    /// <summary>Samples in an encoding named pcm_f32le, pcm_s16le, pcm_mulaw or pcm_alaw.</summary>
    public static byte[] Encode(byte[] pcm, string encoding) => encoding switch
    {
        "pcm_f32le" => ToFloats(pcm),
        "pcm_mulaw" => Map(pcm, MuLaw),
        "pcm_alaw" => Map(pcm, ALaw),
        _ => pcm,
    };

    private static byte[] ToFloats(byte[] pcm)
    {
        var floats = new byte[pcm.Length * 2];
        for (var i = 0; i < pcm.Length / 2; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(floats.AsSpan(i * 4), Sample(pcm, i) / 32768f);
        }

        return floats;
    }

    private static byte[] Map(byte[] pcm, Func<int, byte> encode)
    {
        var result = new byte[pcm.Length / 2];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = encode(Sample(pcm, i));
        }

        return result;
    }

    private static int Sample(byte[] pcm, int index) => BinaryPrimitives.ReadInt16LittleEndian(pcm.AsSpan(index * 2));

    /// <summary>G.711 µ-law: sign, three bits of magnitude, four of mantissa, all inverted.</summary>
    private static byte MuLaw(int sample)
    {
        const int Bias = 0x84;
        var sign = sample < 0 ? 0x80 : 0;
        var value = Math.Min(Math.Abs(sample), 32635) + Bias;
        var exponent = Log2(value) - 7;
        return (byte)~(sign | (exponent << 4) | ((value >> (exponent + 3)) & 0x0F));
    }

    /// <summary>G.711 A-law: as above, but linear near zero, and every second bit inverted.</summary>
    private static byte ALaw(int sample)
    {
        var sign = sample < 0 ? 0 : 0x80;
        var value = Math.Min(sample < 0 ? ~sample : sample, 32767);
        var exponent = Math.Max(0, Log2(value | 1) - 7);
        var mantissa = exponent == 0 ? value >> 4 : value >> (exponent + 3);
        return (byte)((sign | (exponent << 4) | (mantissa & 0x0F)) ^ 0x55);
    }

    private static int Log2(int value) => System.Numerics.BitOperations.Log2((uint)value);
}
