using System.Globalization;
using System.Text.Json;

namespace ProviderRouter.Transport;

/// <summary>Reads numbers of JSON as the floats that vectors are made of.</summary>
internal static class JsonNumber
{
    private const int MaxDigits = 19; // what an unsigned long holds whatever the digits are

    private const int MaxExponentDigits = 6;
    private const int FarExponent = 1_000_000; // beyond what is reckoned here

    // Powers of ten that are exact.
    private static readonly double[] Powers =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>Reads a number. It is rounded to a double on the way, which a float does not feel.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="position">Where the number begins; moved behind it.</param>
    /// <exception cref="JsonException">There is no number.</exception>
    public static float Read(ReadOnlySpan<byte> json, ref int position)
    {
        var start = position;
        var isNegative = Skip(json, ref position, (byte)'-');
        var digits = ReadDigits(json, ref position, 0, out var mantissa);
        var scale = 0;
        var isWhole = digits > 0;
        if (isWhole && Skip(json, ref position, (byte)'.'))
        {
            var fraction = position;
            digits += ReadDigits(json, ref position, mantissa, out mantissa);
            scale = fraction - position;
            isWhole = scale < 0;
        }

        if (isWhole && position < json.Length && json[position] is (byte)'e' or (byte)'E')
        {
            isWhole = TryReadExponent(json, ref position, ref scale);
        }

        if (!isWhole)
        {
            throw new JsonException($"There is no number at byte {start}.");
        }

        if (scale is < -22 or > 22 || (digits > MaxDigits && digits - ZerosBefore(json[start..position]) > MaxDigits))
        {
            return (float)double.Parse(json[start..position], NumberStyles.Float, CultureInfo.InvariantCulture);
        }

        var value = scale < 0 ? mantissa / Powers[-scale] : mantissa * Powers[scale];
        return (float)(isNegative ? -value : value);
    }

    private static int ReadDigits(ReadOnlySpan<byte> json, ref int position, ulong before, out ulong mantissa)
    {
        var start = position;
        mantissa = before;
        while (position < json.Length && (uint)(json[position] - '0') is <= 9 and var digit)
        {
            mantissa = (mantissa * 10) + digit; // wraps for more digits than are used
            position++;
        }

        return position - start;
    }

    private static bool TryReadExponent(ReadOnlySpan<byte> json, ref int position, ref int scale)
    {
        position++;
        var isNegative = Skip(json, ref position, (byte)'-');
        if (!isNegative)
        {
            Skip(json, ref position, (byte)'+');
        }

        var digits = ReadDigits(json, ref position, 0, out var exponent);
        var size = digits > MaxExponentDigits ? FarExponent : (int)exponent;
        scale += isNegative ? -size : size;
        return digits > 0;
    }

    private static bool Skip(ReadOnlySpan<byte> json, ref int position, byte value)
    {
        if (position >= json.Length || json[position] != value)
        {
            return false;
        }

        position++;
        return true;
    }

    private static int ZerosBefore(ReadOnlySpan<byte> number)
    {
        var zeros = 0;
        foreach (var value in number)
        {
            if (value is >= (byte)'1' and <= (byte)'9')
            {
                break;
            }

            zeros += value == (byte)'0' ? 1 : 0;
        }

        return zeros;
    }
}
