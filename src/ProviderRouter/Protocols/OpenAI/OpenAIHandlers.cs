using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>What OpenAI's protocol has, for servers of which nothing more is known than that they speak it.</summary>
internal static class OpenAIHandlers
{
    /// <summary>Makes the handlers of a server.</summary>
    /// <param name="transport">The way to the server.</param>
    /// <param name="dialect">Its dialect.</param>
    /// <param name="downloader">Fetches addresses.</param>
    /// <param name="tasks">The Hugging Face ids of the tasks that it has; empty for all: what it lacks, the server itself says. Raw calls it takes in any case.</param>
    public static TaskHandlerMap Create(ProviderTransport transport, OpenAIDialect dialect, MediaDownloader downloader, IReadOnlyCollection<string> tasks)
    {
        var handlers = new TaskHandlerMap
        {
            { InferenceTasks.Raw, new OpenAIRawHandler(transport, dialect) },
            { InferenceTasks.RawStream, new OpenAIRawStreamHandler(transport, dialect) },
        };
        var chat = new OpenAIChatHandler(transport, dialect, downloader);
        Add(InferenceTasks.Chat, chat);
        AddStream(InferenceTasks.ChatStream, new OpenAIChatStreamHandler(transport, dialect, downloader));
        Add(InferenceTasks.TextGeneration, new OpenAICompletionHandler(transport, dialect));
        AddStream(InferenceTasks.TextGenerationStream, new OpenAICompletionStreamHandler(transport, dialect));
        Add(InferenceTasks.Embeddings, new OpenAIEmbeddingsHandler(transport, dialect));
        Add(InferenceTasks.TextRanking, new OpenAIRankingHandler(transport, dialect));
        Add(InferenceTasks.SpeechToText, new OpenAITranscriptionHandler(transport, dialect, downloader));
        Add(InferenceTasks.ImageToText, new ImageToTextByChat(chat));
        Add(InferenceTasks.VisualQuestionAnswering, new VisualQuestionAnsweringByChat(chat));
        Add(InferenceTasks.DocumentQuestionAnswering, new DocumentQuestionAnsweringByChat(chat));
        Add(InferenceTasks.TextToImage, new OpenAIImagesHandler(transport, dialect, downloader));
        Add(InferenceTasks.ImageToImage, new OpenAIImageEditsHandler(transport, dialect, downloader));
        Add(InferenceTasks.TextToSpeech, new OpenAISpeechHandler(transport, dialect));
        AddStream(InferenceTasks.TextToSpeechStream, new OpenAISpeechStreamHandler(transport, dialect));
        return handlers;

        void Add<TRequest, TResponse>(InferenceTask<TRequest, TResponse> task, ITaskHandler<TRequest, TResponse> handler)
            where TRequest : InferenceRequest
            where TResponse : InferenceResponse
        {
            if (tasks.Count == 0 || tasks.Contains(task.Name))
            {
                handlers.Add(task, handler);
            }
        }

        void AddStream<TRequest, TUpdate>(StreamingTask<TRequest, TUpdate> task, IStreamingTaskHandler<TRequest, TUpdate> handler)
            where TRequest : InferenceRequest
            where TUpdate : InferenceUpdate
        {
            if (tasks.Count == 0 || tasks.Contains(task.Name))
            {
                handlers.Add(task, handler);
            }
        }
    }
}
