using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.DependencyInjection;
using ProviderRouter.Providers.Replicate.Models;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Replicate.</summary>
internal sealed class ReplicateProvider : IProvider
{
    public ReplicateProvider(ProviderContext<ReplicateOptions> context)
    {
        Name = context.Name;
        var transport = context.CreateTransport();
        var lookUp = context.Options.LookUpModels ? new ReplicateLookUp(context.Name, transport, context.TimeProvider) : null;
        Handlers = ReplicateHandlers.Create(new(transport, context.Downloader, context.TimeProvider, context.OpenJobs, lookUp, uploads: true)
        {
            WaitSeconds = context.Options.WaitSeconds,
        });
        Models = new ReplicateModelList(transport);
    }

    /// <summary>
    /// Replicate behind a router, in its own protocol: nothing is looked up there, and files go along. Source: wire notes of Replicate, §10, and of
    /// Hugging Face, §5.
    /// </summary>
    public static RoutedPartner Partner { get; } = new("replicate", static context => ReplicateHandlers.Create(
        new(context.CreateTransport(null), context.Downloader, context.TimeProvider, context.OpenJobs, lookUp: null, uploads: false)));

    public string Name { get; }

    public TaskHandlerMap Handlers { get; }

    public IModelLister Models { get; }
}
