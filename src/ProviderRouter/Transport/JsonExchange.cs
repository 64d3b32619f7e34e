using System.Buffers;
using System.Text.Json;
using ProviderRouter.Providers;

namespace ProviderRouter.Transport;

/// <summary>A POST whose JSON goes straight from the request to the buffer that is sent.</summary>
internal sealed class JsonExchange(string path, TaskContext context, Action<RequestJson> write) : Exchange(HttpMethod.Post, path)
{
    public override string ContentType => "application/json";

    public override void WriteBody(IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, RequestJson.Options);
        json.WriteStartObject();
        write(new(json, context));
        json.WriteEndObject();
    }
}
