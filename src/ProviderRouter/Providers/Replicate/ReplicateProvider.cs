using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Replicate: every task is a prediction, which is created once, then waited for or streamed.</summary>
internal sealed class ReplicateProvider : IProvider
{
    public ReplicateProvider(ProviderContext<ReplicateOptions> context)
        : this(context.Name, context.Options, context.CreateTransport(), context.Downloader, context.TimeProvider, context.OpenJobs)
    {
    }

    public ReplicateProvider(string name, ReplicateOptions options, ProviderTransport transport, MediaDownloader downloader, TimeProvider timeProvider, OpenJobs jobs)
    {
        Name = name;
        var poller = new JobPoller(timeProvider, jobs);
        var texts = new ReplicatePredictions(transport, ReplicateOutput.Text, options.WaitSeconds);
        var media = new ReplicatePredictions(transport, ReplicateOutput.Files, options.WaitSeconds);
        var files = new ReplicateFiles(downloader, timeProvider);
        Handlers = new()
        {
            { InferenceTasks.Chat, new JobHandler<ChatRequest, ChatResponse, ReplicatePrediction>(texts, new ReplicateChat(), poller) },
            { InferenceTasks.ChatStream, new ReplicateChatStream(transport, texts, poller) },
            { InferenceTasks.TextToImage, new JobHandler<TextToImageRequest, TextToImageResponse, ReplicatePrediction>(media, new ReplicateTextToImage(files), poller) },
            { InferenceTasks.TextToSpeech, new JobHandler<TextToSpeechRequest, TextToSpeechResponse, ReplicatePrediction>(media, new ReplicateTextToSpeech(files), poller) },
        };
    }

    public string Name { get; }

    public TaskHandlerMap Handlers { get; }
}
