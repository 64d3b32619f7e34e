using System.Buffers;
using System.Text.Json;
using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>A POST in OpenAI's protocol: the model that the route decided, the task's fields, the caller's own. Its JSON goes straight to the buffer that is sent.</summary>
internal sealed class OpenAIExchange : Exchange
{
    private readonly TaskContext context;
    private readonly OpenAIDialect dialect;
    private readonly Action<OpenAIBody> write;

    public OpenAIExchange(string path, TaskContext context, OpenAIDialect dialect, Action<OpenAIBody> write)
        : base(HttpMethod.Post, OpenAIDialect.PathFor(path, context))
    {
        this.context = context;
        this.dialect = dialect;
        this.write = write;
        Headers = dialect.Headers;
    }

    public override string ContentType => "application/json";

    public override void WriteBody(IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, RequestJson.Options);
        var body = new OpenAIBody(json, context, dialect);
        json.WriteStartObject();
        json.WriteString("model"u8, context.Model); // first: routers read the target from the start of the body
        write(body);
        body.AddParameters();
        json.WriteEndObject();
    }
}
