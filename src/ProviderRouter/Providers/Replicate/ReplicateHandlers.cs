using ProviderRouter.DependencyInjection;
using ProviderRouter.Protocols.Jobs;

namespace ProviderRouter.Providers.Replicate;

/// <summary>What Replicate can do: every task is a prediction, which is created once, then waited for or streamed.</summary>
internal static class ReplicateHandlers
{
    public static TaskHandlerMap Create(ReplicateWay way)
    {
        var seldom = new JobPoller(way.TimeProvider, way.OpenJobs) { Longest = TimeSpan.FromSeconds(10) }; // videos take minutes
        return new()
        {
            { InferenceTasks.Chat, Job(way, ReplicateOutput.Text, new ReplicateChat(way)) },
            { InferenceTasks.ChatStream, new ReplicateChatStream(way) },
            { InferenceTasks.TextGeneration, Job(way, ReplicateOutput.Text, new ReplicateTextGeneration(way)) },
            { InferenceTasks.TextGenerationStream, new ReplicateTextGenerationStream(way) },
            { InferenceTasks.TextToImage, Job(way, ReplicateOutput.Files, new ReplicateTextToImage(way)) },
            { InferenceTasks.ImageToImage, Job(way, ReplicateOutput.Files, new ReplicateImageToImage(way)) },
            { InferenceTasks.TextToVideo, Job(way, ReplicateOutput.Files, new ReplicateTextToVideo(way), seldom) },
            { InferenceTasks.ImageToVideo, Job(way, ReplicateOutput.Files, new ReplicateImageToVideo(way), seldom) },
            { InferenceTasks.TextToSpeech, Job(way, ReplicateOutput.Files, new ReplicateTextToSpeech(way)) },
            { InferenceTasks.TextToAudio, Job(way, ReplicateOutput.Files, new ReplicateTextToAudio(way)) },
            { InferenceTasks.SpeechToText, Job(way, ReplicateOutput.Transcript, new ReplicateSpeechToText(way)) },
            { InferenceTasks.ImageToText, Job(way, ReplicateOutput.Text, new ReplicateImageToText(way)) },
            { InferenceTasks.VisualQuestionAnswering, Job(way, ReplicateOutput.Text, new ReplicateVisualQuestionAnswering(way)) },
            { InferenceTasks.DocumentQuestionAnswering, Job(way, ReplicateOutput.Text, new ReplicateDocumentQuestionAnswering(way)) },
            { InferenceTasks.Raw, new ReplicateRawHandler(way) },
            { InferenceTasks.RawStream, new ReplicateRawStream(way) },
        };
    }

    /// <summary>
    /// The same behind a router, with its key: nothing is looked up there, and files go along. Source: wire notes of Replicate, §10, and of Hugging
    /// Face, §5.
    /// </summary>
    public static TaskHandlerMap BehindRouter(PartnerContext context) =>
        Create(new(context.CreateTransport(new ReplicateErrorReader()), context.Downloader, context.TimeProvider, context.OpenJobs, lookUp: null, uploads: false));

    private static JobHandler<TRequest, TResponse, ReplicatePrediction> Job<TRequest, TResponse>(
        ReplicateWay way, ReplicateOutput wanted, IJobCodec<TRequest, TResponse, ReplicatePrediction> codec, JobPoller? poller = null)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse =>
        new(new ReplicatePredictions(way, wanted), codec, poller ?? way.Poller);
}
