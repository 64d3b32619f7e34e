using System.Globalization;
using System.Text;
using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Transport;

public sealed class JsonVectorsTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0.0")]
    [InlineData("7")]
    [InlineData("-12345678")]
    [InlineData("0.2482035607099533")]
    [InlineData("-0.08314839750528336")]
    [InlineData("0.0012345678901234567")]
    [InlineData("0.000000000000000000000012345")]
    [InlineData("1.2345678901234567e-07")]
    [InlineData("8.577001571655273E+2")]
    [InlineData("3.4028235e38")]
    [InlineData("1e39")]
    [InlineData("1e-60")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("1e-0000000000000000000000000000001")]
    [InlineData("1e99999999999999999999")]
    [InlineData("0.1000000000000000000000000000000000001")]
    public void Read_Number_IsWhatTheFrameworkReads(string number)
    {
        var read = JsonVectors.Read(Encoding.ASCII.GetBytes($"[{number}]"))[0][0].Span[0];

        read.Should().Be((float)double.Parse(number, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Read_AnyNumber_IsWithinARoundingOfTheFramework()
    {
        var random = new Random(4711);
        for (var round = 0; round < 20_000; round++)
        {
            var value = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-30, 30));
            var text = round % 2 == 0 ? value.ToString("R", CultureInfo.InvariantCulture) : ((float)value).ToString("R", CultureInfo.InvariantCulture);

            var read = JsonVectors.Read(Encoding.ASCII.GetBytes($"[{text}]"))[0][0].Span[0];

            var wanted = float.Parse(text, CultureInfo.InvariantCulture);
            Math.Abs(BitConverter.SingleToInt32Bits(read) - BitConverter.SingleToInt32Bits(wanted)).Should().BeLessThanOrEqualTo(1, text);
        }
    }

    [Fact]
    public void Read_LongVectors_AreWholeAndOfTheirOwnMemory()
    {
        var numbers = Enumerable.Range(0, 3000).ToArray();
        var list = $"[{string.Join(',', numbers)}]";

        var group = JsonVectors.Read(Encoding.ASCII.GetBytes($"[{list},{list},[1],{list}]")).Should().ContainSingle().Subject;

        group.Select(vector => vector.Length).Should().Equal(3000, 3000, 1, 3000);
        group[3].ToArray().Should().Equal(numbers.Select(number => (float)number));
    }

    [Fact]
    public void Read_ManyVectors_AllocatesLittleBesideThem()
    {
        var list = $"[{string.Join(',', Enumerable.Repeat("0.2482035607099533", 768))}]";
        var json = Encoding.ASCII.GetBytes($"[{string.Join(',', Enumerable.Repeat(list, 32))}]");
        JsonVectors.Read(json);

        var before = GC.GetAllocatedBytesForCurrentThread();
        JsonVectors.Read(json);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        allocated.Should().BeLessThan((long)(32 * 768 * sizeof(float) * 1.05));
    }

    [Theory]
    [InlineData("[[1],[2],3]")]
    [InlineData("[1,2")]
    [InlineData("[+1]")]
    [InlineData("[.5]")]
    [InlineData("[1 2]")]
    [InlineData("[1,]")]
    [InlineData("1")]
    public void Read_WhatIsNoListOfNumbers_Throws(string json) =>
        FluentActions.Invoking(() => JsonVectors.Read(Encoding.ASCII.GetBytes(json))).Should().Throw<JsonException>();
}
