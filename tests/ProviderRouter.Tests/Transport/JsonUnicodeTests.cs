using System.Text;
using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Transport;

public sealed class JsonUnicodeTests
{
    [Theory]
    [InlineData("""{"a":["\ud83d\ude00","\uD83D\uDE00","😀","\u00e4","\\ud800","\\\\","\"\n"],"\ud83d\ude00":1}""", true)]
    [InlineData("7", true)]
    [InlineData("""{"a":"\ud800"}""", false)]
    [InlineData("""{"a":"\ud800 \udc00"}""", false)]
    [InlineData("""{"a":"\ud800\ud800\udc00"}""", false)]
    [InlineData("""{"a":"\udc00\ud800"}""", false)]
    [InlineData("""{"a":"\\\ud800"}""", false)]
    [InlineData("""{"a":"\ud800\n"}""", false)]
    [InlineData("""{"a":[{"\uDFFF":1}]}""", false)]
    public void IsWhole_Escapes_AreFineInPairsAlone(string json, bool expected) => JsonUnicode.IsWhole(Encoding.UTF8.GetBytes(json)).Should().Be(expected);

    [Fact]
    public void IsWhole_BytesThatAreNoUtf8_IsFalse() => JsonUnicode.IsWhole([(byte)'"', 0xC3, (byte)'"']).Should().BeFalse();
}
