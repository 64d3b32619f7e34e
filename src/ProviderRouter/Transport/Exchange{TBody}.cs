using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ProviderRouter.Transport;

/// <summary>A POST with a JSON body.</summary>
/// <typeparam name="TBody">The body's wire record.</typeparam>
/// <param name="path">The path below the provider's base address.</param>
/// <param name="body">The body.</param>
/// <param name="type">How the body is written.</param>
public sealed class Exchange<TBody>(string path, TBody body, JsonTypeInfo<TBody> type) : Exchange(HttpMethod.Post, path)
{
    /// <inheritdoc/>
    public override string ContentType => "application/json";

    /// <inheritdoc/>
    public override void WriteBody(IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output, RequestJson.Options);
        JsonSerializer.Serialize(writer, body, type);
    }
}
