using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace;

/// <summary>Vectors at hf-inference. Unlike all other tasks it takes its options at the root of the body. Source: wire notes of Hugging Face, §5.</summary>
internal sealed class HfEmbeddings(ProviderTransport transport) : ITaskHandler<EmbeddingsRequest, EmbeddingsResponse>
{
    public async Task<EmbeddingsResponse> HandleAsync(TaskContext<EmbeddingsRequest> context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        context.WarnIf(request.Dimensions is not null, nameof(request.Dimensions), "Not sent: hf-inference gives vectors of the model's own length.");
        context.WarnIf(request.User is not null, nameof(request.User), "Not sent: hf-inference has no such setting.");
        var exchange = new JsonExchange($"models/{context.Model}/pipeline/feature-extraction", context, body => Write(body, request));
        var answer = await transport.SendAsync(context, exchange, (response, token) => ReadAsync(response, request.Inputs.Count, token), cancellationToken).ConfigureAwait(false);
        context.WarnIf(
            answer.TokenVectors.Count > 0, nameof(request.Inputs), "The model gives a vector for each token; Vectors holds their means, which are not scaled to length 1.");
        return answer;
    }

    // A text alone goes out as one, as most models' examples have it.
    private static void Write(RequestJson body, EmbeddingsRequest request)
    {
        if (request.Inputs is [var only])
        {
            body.Add("inputs", only);
        }
        else
        {
            body.Add("inputs", request.Inputs);
        }

        body.Add("normalize", request.Normalize);
        body.Add("prompt_name", request.PromptName);
        body.Add("truncate", request.Truncate);
        body.AddParameters();
    }

    private static ValueTask<EmbeddingsResponse> ReadAsync(ProviderResponse response, int count, CancellationToken cancellationToken) =>
        response.ReadBytesAsync((answer, body) => Read(answer, body, count), cancellationToken);

    private static EmbeddingsResponse Read(ProviderResponse response, ReadOnlyMemory<byte> body, int count)
    {
        if (body.Span.TrimStart(" \r\n\t"u8) is [(byte)'{', ..])
        {
            throw response.Fail(body.Span, "the answer is no list of vectors");
        }

        return HfVectors.Arrange(HfVectorReader.Read(body.Span), count) is { } arranged
            ? arranged
            : throw response.Fail(body.Span, "the answer has not as many vectors as there are texts, or vectors of different lengths");
    }
}
