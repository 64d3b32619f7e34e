using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Providers.Replicate.Inputs;
using ProviderRouter.Providers.Replicate.Models;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>The way to Replicate: its own address, or its part of a router; and what all tasks share there.</summary>
internal sealed class ReplicateWay
{
    public ReplicateWay(ProviderTransport transport, MediaDownloader downloader, TimeProvider timeProvider, OpenJobs openJobs, ReplicateLookUp? lookUp, bool uploads)
    {
        (Transport, Downloader, TimeProvider, OpenJobs) = (transport, downloader, timeProvider, openJobs);
        Poller = new(timeProvider, openJobs);
        Models = new(lookUp);
        InputFiles = new(transport, downloader, uploads);
    }

    public ProviderTransport Transport { get; }

    public MediaDownloader Downloader { get; }

    public TimeProvider TimeProvider { get; }

    public OpenJobs OpenJobs { get; }

    public JobPoller Poller { get; }

    public ReplicateModels Models { get; }

    public ReplicateInputFiles InputFiles { get; }

    /// <summary>How long the answer to a new prediction may be held back, in seconds; null for as long as is usual, which is how routers ask for it.</summary>
    public int? WaitSeconds { get; init; }

    /// <summary>Begins the input of a prediction.</summary>
    /// <exception cref="ProviderException">Replicate does not know the model, or refuses the key.</exception>
    public async ValueTask<ReplicateInputWriter> BeginAsync(TaskContext context, CancellationToken cancellationToken) =>
        new(context, await Models.FindInputsAsync(context, cancellationToken).ConfigureAwait(false));
}
