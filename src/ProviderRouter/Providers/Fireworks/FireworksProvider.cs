using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Protocols.OpenAI;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fireworks;

/// <summary>Fireworks.ai: texts, vectors, ranking and transcripts in OpenAI's protocol, images in its own.</summary>
internal sealed class FireworksProvider : IProvider
{
    public FireworksProvider(ProviderContext<FireworksOptions> context)
    {
        Name = context.Name;
        var transport = context.CreateTransport(new FireworksErrorReader());
        var kontext = new FireworksKontext(transport);
        var images = new FireworksKontextImages(context.Downloader);
        var poller = new JobPoller(context.TimeProvider, context.OpenJobs);
        Models = new FireworksModels(Name, transport);
        var chat = new OpenAIChatHandler(transport, FireworksDialects.Texts);
        Handlers = new()
        {
            { InferenceTasks.Chat, chat },
            { InferenceTasks.ChatStream, new OpenAIChatStreamHandler(transport, FireworksDialects.Texts) },
            { InferenceTasks.TextGeneration, new OpenAICompletionHandler(transport, FireworksDialects.Texts) },
            { InferenceTasks.TextGenerationStream, new OpenAICompletionStreamHandler(transport, FireworksDialects.Texts) },
            { InferenceTasks.Embeddings, new OpenAIEmbeddingsHandler(transport, FireworksDialects.Embeddings) },
            { InferenceTasks.TextRanking, new OpenAIRankingHandler(transport, FireworksDialects.Texts) },
            { InferenceTasks.SpeechToText, new FireworksSpeechToText(Audio(context, context.Options.AudioAddress), Audio(context, context.Options.AudioTurboAddress)) },
            { InferenceTasks.ImageToText, new ImageToTextByChat(chat) },
            { InferenceTasks.VisualQuestionAnswering, new VisualQuestionAnsweringByChat(chat) },
            { InferenceTasks.DocumentQuestionAnswering, new DocumentQuestionAnsweringByChat(chat) },
            {
                InferenceTasks.TextToImage,
                new FireworksImageHandler<TextToImageRequest, TextToImageResponse>(
                    new FireworksTextToImage(transport),
                    new JobHandler<TextToImageRequest, TextToImageResponse, FireworksKontextState>(kontext, images, poller))
            },
            {
                InferenceTasks.ImageToImage,
                new FireworksImageHandler<ImageToImageRequest, ImageToImageResponse>(
                    new FireworksImageToImage(transport, context.Downloader),
                    new JobHandler<ImageToImageRequest, ImageToImageResponse, FireworksKontextState>(kontext, images, poller))
            },
            {
                InferenceTasks.Raw,
                new FireworksImageHandler<RawRequest, RawResponse>(
                    new FireworksRaw(new OpenAIRawHandler(transport, FireworksDialects.Texts)),
                    new JobHandler<RawRequest, RawResponse, FireworksKontextState>(kontext, new FireworksKontextRaw(context.Downloader), poller))
            },
            { InferenceTasks.RawStream, new OpenAIRawStreamHandler(transport, FireworksDialects.Texts) },
        };
    }

    public string Name { get; }

    public TaskHandlerMap Handlers { get; }

    public IModelLister? Models { get; }

    private static OpenAITranscriptionHandler Audio(ProviderContext<FireworksOptions> context, Uri? address) =>
        new(context.CreateTransport(new FireworksErrorReader(), address), FireworksDialects.Audio, context.Downloader);
}
