using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Providers.Replicate.Models;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Replicate.</summary>
internal sealed class ReplicateProvider : IProvider
{
    public ReplicateProvider(ProviderContext<ReplicateOptions> context)
    {
        Name = context.Name;
        var transport = context.CreateTransport(new ReplicateErrorReader());
        var lookUp = context.Options.LookUpModels ? new ReplicateLookUp(context.Name, transport, context.TimeProvider) : null;
        Handlers = ReplicateHandlers.Create(new(transport, context.Downloader, context.TimeProvider, context.OpenJobs, lookUp, uploads: true)
        {
            WaitSeconds = context.Options.WaitSeconds,
        });
        Models = new ReplicateModelList(transport);
    }

    public string Name { get; }

    public TaskHandlerMap Handlers { get; }

    public IModelLister Models { get; }
}
