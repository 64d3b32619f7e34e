using Microsoft.Extensions.DependencyInjection;

namespace ProviderRouter;

/// <summary>A client that owns its connections; see <see cref="InferenceRouting.CreateClient"/>.</summary>
public sealed class OwnedInferenceClient : DelegatingInferenceClient, IDisposable, IAsyncDisposable
{
    private readonly ServiceProvider services;

    internal OwnedInferenceClient(ServiceProvider services, IInferenceClient inner)
        : base(inner) => this.services = services;

    /// <summary>Closes the client's connections.</summary>
    public void Dispose() => services.Dispose();

    /// <summary>Closes the client's connections.</summary>
    public ValueTask DisposeAsync() => services.DisposeAsync();
}
