using System.Net;

namespace ProviderRouter.Tests.EndToEnd;

/// <summary>Lets no test reach the world.</summary>
/// <param name="names">Names that lead nowhere else either.</param>
internal sealed class LoopbackOnly(params IReadOnlyCollection<string> names) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        names.Contains(request.RequestUri!.Host) || (IPAddress.TryParse(request.RequestUri.Host, out var address) && IPAddress.IsLoopback(address))
            ? base.SendAsync(request, cancellationToken)
            : throw new InvalidOperationException($"A test tried to reach {request.RequestUri.Host}.");
}
