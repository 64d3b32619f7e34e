using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.DependencyInjection;

namespace ProviderRouter;

/// <summary>A client that owns its connections; see <see cref="InferenceRouting.CreateClient"/>.</summary>
public sealed class OwnedInferenceClient : DelegatingInferenceClient, IDisposable, IAsyncDisposable
{
    private readonly ServiceProvider services;

    internal OwnedInferenceClient(ServiceProvider services, RouterRuntime runtime)
        : base(runtime.Client)
    {
        this.services = services;
        Providers = runtime.Providers;
    }

    /// <summary>The providers that are set up, and which of them are on.</summary>
    public IReadOnlyList<ProviderStatus> Providers { get; }

    /// <summary>Closes the client's connections.</summary>
    public void Dispose() => services.Dispose();

    /// <summary>Closes the client's connections.</summary>
    public ValueTask DisposeAsync() => services.DisposeAsync();
}
