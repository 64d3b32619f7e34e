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
        var predictions = new ReplicatePredictions(transport, new JobPoller(timeProvider, jobs), options.WaitSeconds);
        var files = new ReplicateFiles(downloader, timeProvider);
        Handlers = new()
        {
            { InferenceTasks.Chat, new ReplicateChat(predictions) },
            { InferenceTasks.ChatStream, new ReplicateChatStream(transport, predictions) },
            { InferenceTasks.TextToImage, new ReplicateTextToImage(predictions, files) },
            { InferenceTasks.TextToSpeech, new ReplicateTextToSpeech(predictions, files) },
        };
    }

    public string Name { get; }

    public TaskHandlerMap Handlers { get; }
}
