using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace;

/// <summary>Any model of hf-inference, or any path: JSON in as the caller wrote it, JSON or a file out.</summary>
internal sealed class HfRaw(ProviderTransport transport) : ITaskHandler<RawRequest, RawResponse>
{
    public async Task<RawResponse> HandleAsync(TaskContext<RawRequest> context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var exchange = new JsonExchange(request.Path ?? $"models/{context.Model}", context, body => Write(body, context)) { Accept = "*/*" };
        return await transport.SendAsync(context, exchange, ReadAsync, cancellationToken).ConfigureAwait(false);
    }

    private static void Write(RequestJson body, TaskContext<RawRequest> context)
    {
        foreach (var (field, value) in context.Request.Input)
        {
            if (context.Overrides(field))
            {
                continue;
            }

            body.Writer.WritePropertyName(field);
            if (value is null)
            {
                body.Writer.WriteNullValue();
            }
            else
            {
                value.WriteTo(body.Writer);
            }
        }

        body.AddParameters();
    }

    private static async ValueTask<RawResponse> ReadAsync(ProviderResponse response, CancellationToken cancellationToken) =>
        response.ContentType is "" || response.ContentType.EndsWith("json", StringComparison.Ordinal)
            ? new() { Output = await MediaJson.ReadAsync(response, MediaFields.None, static json => json.Root.Clone(), cancellationToken).ConfigureAwait(false) }
            : new() { Files = [await response.ReadBytesAsync(static (answer, body) => MediaContent.FromBytes(body.ToArray(), answer.ContentType), cancellationToken).ConfigureAwait(false)] };
}
