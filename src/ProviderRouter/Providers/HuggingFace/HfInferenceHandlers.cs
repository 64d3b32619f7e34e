using ProviderRouter.Protocols.OpenAI;
using ProviderRouter.Providers.HuggingFace.Tasks;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace;

/// <summary>What Hugging Face's own servers do, each task by its codec.</summary>
internal static class HfInferenceHandlers
{
    private static readonly OpenAIDialect Dialect = new() { CompletionsPath = "models/{model}/v1/completions" };

    public static TaskHandlerMap Create(ProviderTransport transport, MediaDownloader downloader)
    {
        var images = new HfImages(downloader);
        return new()
        {
            { InferenceTasks.TextClassification, By(new HfTextClassification()) },
            { InferenceTasks.TokenClassification, By(new HfTokenClassification()) },
            { InferenceTasks.ZeroShotClassification, By(new HfZeroShotClassification()) },
            { InferenceTasks.ZeroShotImageClassification, By(new HfZeroShotImageClassification()) },
            { InferenceTasks.ImageClassification, By(new HfImageClassification()) },
            { InferenceTasks.AudioClassification, By(new HfAudioClassification()) },
            { InferenceTasks.Summarization, By(new HfSummarization()) },
            { InferenceTasks.Translation, By(new HfTranslation()) },
            { InferenceTasks.QuestionAnswering, By(new HfQuestionAnswering()) },
            { InferenceTasks.TableQuestionAnswering, By(new HfTableQuestionAnswering()) },
            { InferenceTasks.FillMask, By(new HfFillMask()) },
            { InferenceTasks.ObjectDetection, By(new HfObjectDetection()) },
            { InferenceTasks.ImageSegmentation, By(new HfImageSegmentation()) },
            { InferenceTasks.TextGeneration, new HfTextGeneration(transport, Dialect) },
            { InferenceTasks.TextGenerationStream, new OpenAICompletionStreamHandler(transport, Dialect) },
            { InferenceTasks.Embeddings, new HfEmbeddings(transport) },
            { InferenceTasks.SentenceSimilarity, By(new HfSentenceSimilarity()) },
            { InferenceTasks.ImageToText, By(new HfImageToText()) },
            { InferenceTasks.VisualQuestionAnswering, By(new HfVisualQuestionAnswering()) },
            { InferenceTasks.DocumentQuestionAnswering, By(new HfDocumentQuestionAnswering()) },
            { InferenceTasks.TextToImage, By(new HfTextToImage(images)) },
            { InferenceTasks.ImageToImage, By(new HfImageToImage(images)) },
            { InferenceTasks.TextToSpeech, By(new HfTextToSpeech()) },
            { InferenceTasks.TextToAudio, By(new HfTextToAudio()) },
            { InferenceTasks.SpeechToText, By(new HfSpeechToText()) },
            { InferenceTasks.Raw, new HfRaw(transport) },
        };

        HfTask<TRequest, TResponse> By<TRequest, TResponse>(HfCodec<TRequest, TResponse> codec)
            where TRequest : InferenceRequest
            where TResponse : InferenceResponse =>
            new(transport, downloader, codec);
    }
}
