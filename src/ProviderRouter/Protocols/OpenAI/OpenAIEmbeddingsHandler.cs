using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Embeddings at a server that speaks OpenAI's protocol. Source: wire notes of the dialect, §6.</summary>
internal sealed class OpenAIEmbeddingsHandler(ProviderTransport transport, OpenAIDialect dialect) : ITaskHandler<EmbeddingsRequest, EmbeddingsResponse>
{
    public Task<EmbeddingsResponse> HandleAsync(TaskContext<EmbeddingsRequest> context, CancellationToken cancellationToken)
    {
        var count = context.Request.Inputs.Count;
        if (count == 0)
        {
            throw context.Fail(ErrorKind.InvalidRequest, "Inputs holds no text; give at least one.");
        }

        var exchange = new OpenAIExchange(dialect.Embeddings.Path, context, dialect, body => Write(body, context.Request));
        return transport.SendAsync(
            context, exchange, (response, token) => response.ReadBytesAsync((answer, bytes) => EmbeddingsReader.Read(answer, bytes, count), token), cancellationToken);
    }

    private void Write(OpenAIBody body, EmbeddingsRequest request)
    {
        var fields = dialect.Embeddings;
        body.Add("input", nameof(request.Inputs), request.Inputs);
        body.Add("encoding_format", "encoding_format", fields.KnowsBase64 ? "base64" : null);
        body.Add("dimensions", nameof(request.Dimensions), request.Dimensions);
        body.AddKnown(fields.NormalizeField, nameof(request.Normalize), request.Normalize);
        body.AddKnown(fields.TruncateField, nameof(request.Truncate), request.Truncate);
        body.AddKnown(fields.PromptNameField, nameof(request.PromptName), request.PromptName);
        body.Add("user", nameof(request.User), request.User);
    }
}
