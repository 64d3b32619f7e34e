using System.Collections.Concurrent;

namespace ProviderRouter.DependencyInjection;

/// <summary>Disposes the network handlers with the container: the handler factory keeps those of an infinite lifetime for ever.</summary>
internal sealed class HandlerOwner : IDisposable
{
    private readonly ConcurrentBag<HttpMessageHandler> handlers = [];

    public HttpMessageHandler Own(HttpMessageHandler handler)
    {
        handlers.Add(handler);
        return handler;
    }

    public void Dispose()
    {
        while (handlers.TryTake(out var handler))
        {
            handler.Dispose();
        }
    }
}
