using System.Buffers;
using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace;

/// <summary>
/// The body of hf-inference: <c>inputs</c>, and <c>parameters</c> unless there are none. The caller's own fields go among the parameters, but
/// for those that belong at the root.
/// </summary>
internal static class HfBody
{
    private static readonly string[] RootFields = ["inputs", "options"];

    /// <summary>Whether the caller's own fields hold one that only JSON can carry.</summary>
    public static bool HasRootFields(TaskContext context) => Array.Exists(RootFields, context.Overrides);

    /// <summary>The object <c>parameters</c>; empty when it would have no field.</summary>
    public static ReadOnlyMemory<byte> ParametersOf<TRequest, TResponse>(HfCodec<TRequest, TResponse> codec, TaskContext<TRequest> context)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, RequestJson.Options))
        {
            json.WriteStartObject();
            var parameters = new RequestJson(json, context);
            codec.WriteParameters(parameters, context);
            parameters.AddParameters(except: RootFields);
            json.WriteEndObject();
        }

        return buffer.WrittenCount > "{}"u8.Length ? buffer.WrittenMemory : default;
    }

    /// <summary>Writes the fields of the body.</summary>
    public static void Write<TRequest, TResponse>(
        RequestJson body, HfCodec<TRequest, TResponse> codec, TaskContext<TRequest> context, ReadOnlySpan<byte> file, ReadOnlySpan<byte> parameters)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse
    {
        var json = body.Writer;
        if (!context.Overrides("inputs"))
        {
            json.WritePropertyName("inputs"u8);
            codec.WriteInputs(json, context.Request, file);
        }

        foreach (var field in RootFields)
        {
            if (context.Parameters?.TryGetValue(field, out var own) == true)
            {
                json.WritePropertyName(field);
                own.WriteTo(json);
            }
        }

        if (!parameters.IsEmpty)
        {
            json.WritePropertyName("parameters"u8);
            json.WriteRawValue(parameters, skipInputValidation: true);
        }
    }

    /// <summary>Writes an object of parameters within the parameters, unless nothing in it is set.</summary>
    public static void WriteNested(RequestJson parameters, TaskContext context, string name, params ReadOnlySpan<(string Field, double? Value)> fields)
    {
        var begun = false;
        foreach (var (field, value) in fields)
        {
            if (value is not { } number || context.Overrides(name))
            {
                continue;
            }

            if (!begun)
            {
                parameters.Writer.WriteStartObject(name);
                begun = true;
            }

            parameters.Writer.WriteNumber(field, number);
        }

        if (begun)
        {
            parameters.Writer.WriteEndObject();
        }
    }
}
