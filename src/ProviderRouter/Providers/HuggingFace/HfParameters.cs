using System.Buffers;
using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace;

/// <summary>
/// The body of hf-inference: <c>inputs</c>, and <c>parameters</c> unless there are none. The caller's own fields go among the parameters, but
/// for those that belong at the root.
/// </summary>
internal static class HfParameters
{
    private static readonly string[] RootFields = ["inputs", "options"];

    public static void Write(RequestJson body, TaskContext context, string inputs, Action<RequestJson> write)
    {
        body.Add("inputs", inputs);
        foreach (var field in RootFields)
        {
            if (context.Parameters?.TryGetValue(field, out var own) == true)
            {
                body.Writer.WritePropertyName(field);
                own.WriteTo(body.Writer);
            }
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, RequestJson.Options))
        {
            json.WriteStartObject();
            var parameters = new RequestJson(json, context);
            write(parameters);
            parameters.AddParameters(except: RootFields);
            json.WriteEndObject();
        }

        if (buffer.WrittenCount > "{}"u8.Length)
        {
            body.Writer.WritePropertyName("parameters"u8);
            body.Writer.WriteRawValue(buffer.WrittenSpan, skipInputValidation: true);
        }
    }
}
