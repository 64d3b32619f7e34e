using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Everything that OpenAI's protocol has; what a server lacks of it, the server itself says.</summary>
internal static class OpenAIHandlers
{
    public static TaskHandlerMap Create(ProviderTransport transport, OpenAIDialect dialect, MediaDownloader downloader)
    {
        var chat = new OpenAIChatHandler(transport, dialect);
        return new()
        {
            { InferenceTasks.Chat, chat },
            { InferenceTasks.ChatStream, new OpenAIChatStreamHandler(transport, dialect) },
            { InferenceTasks.TextGeneration, new OpenAICompletionHandler(transport, dialect) },
            { InferenceTasks.TextGenerationStream, new OpenAICompletionStreamHandler(transport, dialect) },
            { InferenceTasks.Embeddings, new OpenAIEmbeddingsHandler(transport, dialect) },
            { InferenceTasks.TextRanking, new OpenAIRankingHandler(transport, dialect) },
            { InferenceTasks.SpeechToText, new OpenAITranscriptionHandler(transport, dialect, downloader) },
            { InferenceTasks.ImageToText, new ImageToTextByChat(chat) },
            { InferenceTasks.VisualQuestionAnswering, new VisualQuestionAnsweringByChat(chat) },
            { InferenceTasks.DocumentQuestionAnswering, new DocumentQuestionAnsweringByChat(chat) },
            { InferenceTasks.TextToImage, new OpenAIImagesHandler(transport, dialect, downloader) },
            { InferenceTasks.ImageToImage, new OpenAIImageEditsHandler(transport, dialect, downloader) },
            { InferenceTasks.TextToSpeech, new OpenAISpeechHandler(transport, dialect) },
            { InferenceTasks.TextToSpeechStream, new OpenAISpeechStreamHandler(transport, dialect) },
            { InferenceTasks.Raw, new OpenAIRawHandler(transport, dialect) },
            { InferenceTasks.RawStream, new OpenAIRawStreamHandler(transport, dialect) },
        };
    }
}
