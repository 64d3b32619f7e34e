using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text.Json;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>
/// Reads a JSON list of numbers into floats, by hand: each to the nearest float, exactly as the framework reads it. Nearly all take a short way:
/// a double that is wrong by a few of its last places at most, and not so near the middle of two floats that this could matter.
/// </summary>
internal static class FloatScanner
{
    private const int MaxDigits = 19; // that a ulong holds
    private const ulong Half = 1UL << 28; // the 29 bits that a double has beyond a float, in the middle of two floats
    private const ulong Doubt = 8;
    private const double Smallest = 1.17549435e-38; // below, floats have fewer bits
    private const double Largest = 3.4028234e38;

    private static readonly double[] Powers =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22, 1e23, 1e24,
        1e25, 1e26, 1e27, 1e28, 1e29, 1e30, 1e31, 1e32, 1e33, 1e34, 1e35, 1e36, 1e37, 1e38, 1e39, 1e40, 1e41, 1e42, 1e43, 1e44, 1e45, 1e46, 1e47, 1e48,
    ];

    /// <summary>Reads a list.</summary>
    /// <param name="json">The text behind the opening bracket.</param>
    /// <param name="length">How long the list is, its closing bracket included.</param>
    /// <exception cref="JsonException">The text ends too early, or holds something else than finite numbers.</exception>
    public static float[] ReadArray(ReadOnlySpan<byte> json, out int length)
    {
        var end = json.IndexOf((byte)']');
        if (end < 0)
        {
            throw new JsonException("The answer ends in a vector.");
        }

        length = end + 1;
        var text = json[..end].TrimEnd(" \r\n\t"u8);
        if (text.IsEmpty)
        {
            return [];
        }

        var numbers = GC.AllocateUninitializedArray<float>(text.Count((byte)',') + 1);
        var at = 0;
        for (var index = 0; index < numbers.Length; index++)
        {
            at = SkipSpace(text, at);
            numbers[index] = ReadNumber(text, ref at);
            at = SkipSpace(text, at);
            if (at < text.Length && text[at++] != (byte)',')
            {
                throw new JsonException("A vector holds something else than numbers.");
            }
        }

        return numbers;
    }

    private static int SkipSpace(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && text[at] <= (byte)' ')
        {
            at++;
        }

        return at;
    }

    private static float ReadNumber(ReadOnlySpan<byte> text, ref int at)
    {
        var start = at;
        var isNegative = at < text.Length && text[at] == (byte)'-';
        at += isNegative ? 1 : 0;
        var (mantissa, digits, exponent) = (0UL, 0, 0);
        var first = at;
        ReadDigits(text, ref at, ref mantissa, ref digits, ref exponent, isFraction: false);
        var isNumber = at > first;
        if (at < text.Length && text[at] == (byte)'.')
        {
            first = ++at;
            ReadDigits(text, ref at, ref mantissa, ref digits, ref exponent, isFraction: true);
            isNumber &= at > first;
        }

        if (at < text.Length && (text[at] | 0x20) == 'e')
        {
            isNumber &= ReadExponent(text, ref at, ref exponent);
        }

        if (!isNumber)
        {
            throw new JsonException("A vector holds something else than numbers.");
        }

        return TryScale(mantissa, exponent, out var magnitude) ? (isNegative ? -magnitude : magnitude) : Parse(text[start..at]);
    }

    private static void ReadDigits(ReadOnlySpan<byte> text, ref int at, ref ulong mantissa, ref int digits, ref int exponent, bool isFraction)
    {
        uint digit;
        for (; at < text.Length && (digit = (uint)(text[at] - '0')) <= 9; at++)
        {
            if (mantissa != 0 && digits <= MaxDigits - 8 && TryReadEight(text[at..], out var eight))
            {
                mantissa = (mantissa * 100_000_000) + eight;
                digits += 8;
                exponent -= isFraction ? 8 : 0;
                at += 7; // and the loop's own step
                continue;
            }

            if (digits < MaxDigits)
            {
                mantissa = (mantissa * 10) + digit;
                digits += mantissa != 0 ? 1 : 0;
                exponent -= isFraction ? 1 : 0;
            }
            else
            {
                exponent += isFraction ? 0 : 1;
            }
        }
    }

    // Eight digits at once, as one number: pairs, then fours, then all.
    private static bool TryReadEight(ReadOnlySpan<byte> text, out ulong number)
    {
        number = 0;
        if (!BinaryPrimitives.TryReadUInt64LittleEndian(text, out var digits))
        {
            return false;
        }

        digits -= 0x3030_3030_3030_3030;
        if (((digits | (digits + 0x7676_7676_7676_7676)) & 0x8080_8080_8080_8080) != 0)
        {
            return false;
        }

        digits = (digits * 10) + (digits >> 8);
        number = (((digits & 0x0000_00FF_0000_00FF) * 0x000F_4240_0000_0064) + (((digits >> 16) & 0x0000_00FF_0000_00FF) * 0x0000_2710_0000_0001)) >> 32;
        return true;
    }

    private static bool ReadExponent(ReadOnlySpan<byte> text, ref int at, ref int exponent)
    {
        at++;
        var isNegative = at < text.Length && text[at] == (byte)'-';
        at += at < text.Length && text[at] is (byte)'-' or (byte)'+' ? 1 : 0;
        var (first, number) = (at, 0);
        uint digit;
        for (; at < text.Length && (digit = (uint)(text[at] - '0')) <= 9; at++)
        {
            number = Math.Min((number * 10) + (int)digit, 9999);
        }

        exponent += isNegative ? -number : number;
        return at > first;
    }

    private static bool TryScale(ulong mantissa, int exponent, out float number)
    {
        number = 0;
        if (mantissa == 0)
        {
            return true;
        }

        if (exponent <= -Powers.Length || exponent >= Powers.Length)
        {
            return false;
        }

        var value = exponent < 0 ? mantissa / Powers[-exponent] : mantissa * Powers[exponent];
        var tail = BitConverter.DoubleToUInt64Bits(value) & ((Half << 1) - 1);
        number = (float)value;
        return value is >= Smallest and <= Largest && tail - (Half - Doubt) > 2 * Doubt; // unsigned: what lies before the doubt wraps
    }

    private static float Parse(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out float number, out var consumed) && consumed == text.Length && float.IsFinite(number)
            ? number
            : throw new JsonException("A vector holds something else than finite numbers.");
}
