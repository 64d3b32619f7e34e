using System.Buffers;
using System.Text.Json;
using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>A POST of the caller's own JSON; the model, unless it is in the path, and the wish for a stream are added where it lacks them.</summary>
internal sealed class RawExchange : Exchange
{
    private readonly TaskContext<RawRequest> context;
    private readonly bool stream;

    public RawExchange(TaskContext<RawRequest> context, OpenAIDialect dialect, bool stream)
        : base(HttpMethod.Post, OpenAIDialect.PathFor(context.Request.Path ?? dialect.ChatPath, context))
    {
        this.context = context;
        this.stream = stream;
        Headers = dialect.Headers;
    }

    public override string ContentType => "application/json";

    public override void WriteBody(IBufferWriter<byte> output)
    {
        var input = context.Request.Input;
        using var json = new Utf8JsonWriter(output, RequestJson.Options);
        var body = new RequestJson(json, context);
        json.WriteStartObject();
        if (context.Model.Length > 0 && !input.ContainsKey("model") && !IsInPath(context.Model))
        {
            body.Add("model", context.Model);
        }

        if (stream && !input.ContainsKey("stream") && !input.ContainsKey("stream_format"))
        {
            body.Add("stream", true);
        }

        foreach (var (field, value) in input)
        {
            if (context.Overrides(field))
            {
                continue;
            }

            json.WritePropertyName(field);
            if (value is null)
            {
                json.WriteNullValue();
            }
            else
            {
                value.WriteTo(json);
            }
        }

        body.AddParameters();
        json.WriteEndObject();
    }

    private bool IsInPath(string model) => $"/{Path}/".Contains($"/{model}/", StringComparison.Ordinal);
}
