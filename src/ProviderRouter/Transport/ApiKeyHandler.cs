using System.Net.Http.Headers;
using ProviderRouter.Providers;

namespace ProviderRouter.Transport;

/// <summary>Adds the key, to requests to the provider's own origin and to no others.</summary>
internal sealed class ApiKeyHandler(ProviderAddress address, ProviderKey key, ProviderOptions options) : DelegatingHandler
{
    private (string Key, AuthenticationHeaderValue? Header) cached = ("", null);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (address.IsSameOrigin(request.RequestUri) && await key.GetAsync(cancellationToken).ConfigureAwait(false) is { } value)
        {
            var current = cached;
            if (current.Key != value)
            {
                current = (value, options.CreateAuthorization(value));
                cached = current;
            }

            request.Headers.Authorization = current.Header;
        }

        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
