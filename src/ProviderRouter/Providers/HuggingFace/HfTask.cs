using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace;

/// <summary>Any task of hf-inference: one exchange with the model's path, in the words of the task's codec.</summary>
internal sealed class HfTask<TRequest, TResponse>(ProviderTransport transport, MediaDownloader downloader, HfCodec<TRequest, TResponse> codec)
    : ITaskHandler<TRequest, TResponse>
    where TRequest : InferenceRequest
    where TResponse : InferenceResponse
{
    // The limit of a request's body; base64 needs four bytes for three.
    private const long MaxFile = 100L << 20;
    private const long MaxBase64File = MaxFile / 4 * 3;

    public async Task<TResponse> HandleAsync(TaskContext<TRequest> context, CancellationToken cancellationToken)
    {
        codec.Check(context);
        var exchange = await EncodeAsync(context, cancellationToken).ConfigureAwait(false);
        return await transport.SendAsync(
            context, exchange, (response, token) => codec.ReadAsync(context, response, token), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<Exchange> EncodeAsync(TaskContext<TRequest> context, CancellationToken cancellationToken)
    {
        var parameters = HfBody.ParametersOf(codec, context);
        var isBare = codec.TakesBareFile && parameters.IsEmpty && !HfBody.HasRootFields(context);
        InputMedia? file = null;
        if (!context.Overrides("inputs") && codec.FileOf(context.Request) is { } content)
        {
            file = await InputMedia.ReadyAsync(context, content, downloader, isBare ? MaxFile : MaxBase64File, cancellationToken).ConfigureAwait(false);
        }

        var path = $"models/{context.Model}{codec.PathEnd}";
        var accept = codec.AcceptOf(context.Request);
        if (isBare)
        {
            return new MediaExchange(HttpMethod.Post, path, file!) { Accept = accept };
        }

        var bytes = file is null ? default : await file.ReadAsync(cancellationToken).ConfigureAwait(false);
        return new JsonExchange(path, context, body => HfBody.Write(body, codec, context, bytes.Span, parameters.Span)) { Accept = accept };
    }
}
