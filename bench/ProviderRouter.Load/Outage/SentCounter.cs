using System.Collections.Concurrent;
using System.Diagnostics;

namespace ProviderRouter.Load.Outage;

/// <summary>Notes when each request to a target goes out; a connection that is refused is noted as well, which no server could.</summary>
internal sealed class SentCounter(ConcurrentQueue<long> sent) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        sent.Enqueue(Stopwatch.GetTimestamp());
        return base.SendAsync(request, cancellationToken);
    }
}
