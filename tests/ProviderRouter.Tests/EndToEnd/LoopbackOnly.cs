using System.Net;

namespace ProviderRouter.Tests.EndToEnd;

/// <summary>Lets no test reach the world.</summary>
internal sealed class LoopbackOnly : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        IPAddress.TryParse(request.RequestUri!.Host, out var address) && IPAddress.IsLoopback(address)
            ? base.SendAsync(request, cancellationToken)
            : throw new InvalidOperationException($"A test tried to reach {request.RequestUri.Host}.");
}
