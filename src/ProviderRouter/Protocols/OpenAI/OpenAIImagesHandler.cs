using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Images at a server that speaks OpenAI's protocol. Source: wire notes of the dialect, §11.</summary>
internal sealed class OpenAIImagesHandler(ProviderTransport transport, OpenAIDialect dialect, MediaDownloader downloader)
    : ITaskHandler<TextToImageRequest, TextToImageResponse>
{
    private readonly ImagesReader reader = new(dialect.Images, downloader);

    public async Task<TextToImageResponse> HandleAsync(TaskContext<TextToImageRequest> context, CancellationToken cancellationToken)
    {
        var (request, known) = (context.Request, dialect.Images);
        var settings = ImageSettings.Of(request);
        var exchange = new OpenAIExchange(known.Path, context, dialect, body =>
        {
            body.Add("prompt", nameof(request.Prompt), request.Prompt);
            settings.Write(body, known);
            settings.WriteLoras(body, known);
        });
        var answer = await transport.SendAsync(
            context, exchange, (response, token) => reader.ReadAsync(context, response, settings, token), cancellationToken).ConfigureAwait(false);
        return new() { Images = answer.Images, RevisedPrompt = answer.RevisedPrompt, Info = answer.Info };
    }
}
