using System.Collections.Concurrent;
using ProviderRouter.Providers;

namespace ProviderRouter.DependencyInjection;

/// <summary>
/// Disposes the network handlers with the container: the handler factory keeps those of an infinite lifetime for ever. Jobs that are open have
/// been given up by then, and their cancels still go out.
/// </summary>
internal sealed class HandlerOwner(OpenJobs jobs) : IDisposable, IAsyncDisposable
{
    private static readonly TimeSpan MostForCancels = TimeSpan.FromSeconds(6);
    private readonly ConcurrentBag<HttpMessageHandler> handlers = [];

    public HttpMessageHandler Own(HttpMessageHandler handler)
    {
        handlers.Add(handler);
        return handler;
    }

    public void Dispose()
    {
        jobs.WhenIdle().Wait(MostForCancels);
        DisposeHandlers();
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAny(jobs.WhenIdle(), Task.Delay(MostForCancels, TimeProvider.System)).ConfigureAwait(false);
        DisposeHandlers();
    }

    private void DisposeHandlers()
    {
        while (handlers.TryTake(out var handler))
        {
            handler.Dispose();
        }
    }
}
