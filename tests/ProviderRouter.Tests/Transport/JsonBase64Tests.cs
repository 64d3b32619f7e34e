using System.Buffers;
using System.Text;
using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Transport;

public sealed class JsonBase64Tests
{
    private static readonly byte[] Pluses = [0xFB, 0xEF, 0xBE, 0xFF];

    [Theory]
    [InlineData("", "\"++++/w==\"")]
    [InlineData("data:image/svg+xml;base64,", "\"data:image/svg+xml;base64,++++/w==\"")]
    [InlineData("data:a/b; c=\"d\";base64,", "\"data:a/b; c=\\\"d\\\";base64,++++/w==\"")]
    public void Write_Bytes_AreOneStringWithoutNeedlessEscapes(string prefix, string json)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output))
        {
            JsonBase64.Write(writer, prefix, Pluses);
        }

        Encoding.UTF8.GetString(output.WrittenSpan).Should().Be(json);
        JsonDocument.Parse(output.WrittenMemory).RootElement.GetString().Should().Be(prefix + Convert.ToBase64String(Pluses));
    }

    [Fact]
    public void Write_NoBytes_IsThePrefix()
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output))
        {
            JsonBase64.Write(writer, "data:,", []);
        }

        Encoding.UTF8.GetString(output.WrittenSpan).Should().Be("\"data:,\"");
    }
}
