using System.Globalization;
using System.Text;
using System.Text.Json;
using ProviderRouter.Protocols.OpenAI;

namespace ProviderRouter.Tests.Protocols.OpenAI;

/// <summary>The scanner reads each number as the framework does, to the last bit.</summary>
public sealed class FloatScannerTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("0.0e10")]
    [InlineData("16777217")] // the middle of two floats
    [InlineData("16777219")]
    [InlineData("16777217.0000000000000000000000000000000001")]
    [InlineData("1.00000005960464477539062500")]
    [InlineData("1.00000005960464477539062501")]
    [InlineData("1.00000005960464477539062499")]
    [InlineData("0.1000000014901161193847656250000000000000000000001")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("1e-45")]
    [InlineData("0.7e-45")]
    [InlineData("1.1754943508222875e-38")]
    [InlineData("3.4028234663852886E+38")]
    [InlineData("0.00000000000000000000000000000000000000000000000000001e50")]
    [InlineData("-9.999999974752427e-7")]
    public void ReadArray_DifficultNumber_IsTheFrameworksFloat(string text) => Read(text).Should().Be(Expected(text));

    [Fact]
    public void ReadArray_AnyNumber_IsTheFrameworksFloat()
    {
        var random = new Random(20260101);
        for (var round = 0; round < 50_000; round++)
        {
            var value = BitConverter.UInt32BitsToSingle((uint)random.NextInt64(uint.MaxValue));
            if (!float.IsFinite(value))
            {
                continue;
            }

            foreach (var text in Forms(value, random))
            {
                if (BitConverter.SingleToUInt32Bits(Read(text)) != BitConverter.SingleToUInt32Bits(Expected(text)))
                {
                    Read(text).Should().Be(Expected(text), text);
                }
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".5")]
    [InlineData("1.")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("+1")]
    [InlineData("1e39")]
    [InlineData("\"1\"")]
    [InlineData("true")]
    public void ReadArray_NoNumber_IsRefused(string text) =>
        FluentActions.Invoking(() => FloatScanner.ReadArray(Encoding.UTF8.GetBytes($"1,{text}]"), out _)).Should().Throw<JsonException>();

    [Fact]
    public void ReadArray_Numbers_AllocatesTheirFloatsAlone()
    {
        var json = Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(0, 1024).Select(number => (number / 1024.0).ToString("R", CultureInfo.InvariantCulture))) + "],");
        FloatScanner.ReadArray(json, out var length);
        length.Should().Be(json.Length - 1);

        var before = GC.GetAllocatedBytesForCurrentThread();
        FloatScanner.ReadArray(json, out _);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be((1024 * sizeof(float)) + 24);
    }

    // As float servers print them, as double servers do, longer than exact, and cut.
    private static string[] Forms(float value, Random random)
    {
        var (exact, wide) = (value.ToString("R", CultureInfo.InvariantCulture), ((double)value).ToString("R", CultureInfo.InvariantCulture));
        var between = (value + (double)MathF.BitIncrement(value)) / 2;
        return [exact, wide, value.ToString("E25", CultureInfo.InvariantCulture), between.ToString("R", CultureInfo.InvariantCulture), (value * (1 + (random.NextDouble() / 1e7))).ToString("R", CultureInfo.InvariantCulture)];
    }

    private static float Expected(string text) => float.Parse(text, CultureInfo.InvariantCulture);

    private static float Read(string text) => FloatScanner.ReadArray(Encoding.UTF8.GetBytes(text + "]"), out _).Single();
}
