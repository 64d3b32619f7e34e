using ProviderRouter.DependencyInjection;
using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Protocols.OpenAI;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Together;

/// <summary>What Together does, by task.</summary>
internal static class TogetherHandlers
{
    /// <summary>Everything, for the provider itself.</summary>
    public static TaskHandlerMap Create(ProviderTransport transport, MediaDownloader downloader, TimeProvider timeProvider, OpenJobs jobs)
    {
        var handlers = CreateShared(transport, downloader, timeProvider, jobs);
        var chat = new OpenAIChatHandler(transport, TogetherDialect.Texts);
        handlers.Add(InferenceTasks.Chat, chat);
        handlers.Add(InferenceTasks.ChatStream, new OpenAIChatStreamHandler(transport, TogetherDialect.Texts));
        handlers.Add(InferenceTasks.ImageToText, new ImageToTextByChat(chat));
        handlers.Add(InferenceTasks.VisualQuestionAnswering, new VisualQuestionAnsweringByChat(chat));
        handlers.Add(InferenceTasks.DocumentQuestionAnswering, new DocumentQuestionAnsweringByChat(chat));
        handlers.Add(InferenceTasks.TextRanking, new OpenAIRankingHandler(transport, TogetherDialect.Texts));
        handlers.Add(InferenceTasks.TextToSpeechStream, new TogetherSpeechStream(transport));
        handlers.Add(InferenceTasks.Raw, new OpenAIRawHandler(transport, TogetherDialect.Texts));
        handlers.Add(InferenceTasks.RawStream, new OpenAIRawStreamHandler(transport, TogetherDialect.Texts));
        return handlers;
    }

    /// <summary>What the Hugging Face router passes on; its chats go another way. Source: wire notes of Hugging Face, the table of providers.</summary>
    public static TaskHandlerMap BehindRouter(PartnerContext context) =>
        CreateShared(context.CreateTransport(new TogetherErrorReader()), context.Downloader, context.TimeProvider, context.OpenJobs);

    private static TaskHandlerMap CreateShared(ProviderTransport transport, MediaDownloader downloader, TimeProvider timeProvider, OpenJobs jobs)
    {
        var images = new TogetherImages(transport, downloader);
        var videos = new TogetherVideos(transport);
        var poller = new JobPoller(timeProvider, jobs) { Longest = TimeSpan.FromSeconds(10) };
        return new()
        {
            { InferenceTasks.TextGeneration, new OpenAICompletionHandler(transport, TogetherDialect.Texts) },
            { InferenceTasks.TextGenerationStream, new OpenAICompletionStreamHandler(transport, TogetherDialect.Texts) },
            { InferenceTasks.Embeddings, new OpenAIEmbeddingsHandler(transport, TogetherDialect.Embeddings) },
            { InferenceTasks.TextToImage, new TogetherTextToImage(images) },
            { InferenceTasks.ImageToImage, new TogetherImageToImage(images, downloader) },
            { InferenceTasks.TextToSpeech, new TogetherSpeech(transport) },
            { InferenceTasks.SpeechToText, new OpenAITranscriptionHandler(transport, TogetherDialect.Texts, downloader) },
            { InferenceTasks.TextToVideo, new JobHandler<TextToVideoRequest, TextToVideoResponse, TogetherVideo>(videos, new TogetherTextToVideo(downloader), poller) },
            { InferenceTasks.ImageToVideo, new JobHandler<ImageToVideoRequest, ImageToVideoResponse, TogetherVideo>(videos, new TogetherImageToVideo(downloader), poller) },
        };
    }
}
