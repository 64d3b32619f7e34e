using System.Net.Http.Headers;
using ProviderRouter.Providers;

namespace ProviderRouter.Transport;

/// <summary>Adds the key, to requests to the provider's own origin and to no others.</summary>
internal sealed class ApiKeyHandler(ProviderAddress address, ProviderKey key, ProviderOptions options) : DelegatingHandler
{
    /// <summary>The key that a request was sent with, for whoever has to find another when it is refused.</summary>
    public static readonly HttpRequestOptionsKey<string> SentKey = new("ProviderRouter.SentKey");

    private volatile CachedHeader? cached;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (address.IsSameOrigin(request.RequestUri) && await key.GetAsync(cancellationToken).ConfigureAwait(false) is { } value)
        {
            var known = cached;
            if (known?.Key != value)
            {
                cached = known = new(value, options.CreateAuthorization(value));
            }

            request.Headers.Authorization = known.Header;
            request.Options.Set(SentKey, value);
        }

        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    // No record, which would print the key.
    private sealed class CachedHeader(string key, AuthenticationHeaderValue? header)
    {
        public string Key => key;

        public AuthenticationHeaderValue? Header => header;
    }
}
