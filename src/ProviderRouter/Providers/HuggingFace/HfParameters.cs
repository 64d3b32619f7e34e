using System.Buffers;
using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace;

/// <summary>The <c>parameters</c> of hf-inference: left out when there are none; the caller's own go among them.</summary>
internal static class HfParameters
{
    public static void Write(RequestJson body, TaskContext context, Action<RequestJson> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { SkipValidation = true }))
        {
            json.WriteStartObject();
            var parameters = new RequestJson(json, context);
            write(parameters);
            parameters.AddParameters();
            json.WriteEndObject();
        }

        if (buffer.WrittenCount > "{}"u8.Length)
        {
            body.Writer.WritePropertyName("parameters"u8);
            body.Writer.WriteRawValue(buffer.WrittenSpan, skipInputValidation: true);
        }
    }
}
