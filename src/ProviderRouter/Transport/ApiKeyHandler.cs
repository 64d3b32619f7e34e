using ProviderRouter.Providers;

namespace ProviderRouter.Transport;

/// <summary>Adds the key, to requests to the provider's own origin and to no others.</summary>
internal sealed class ApiKeyHandler(ProviderAddress address, ProviderKey key, ProviderOptions options) : DelegatingHandler
{
    /// <summary>The key that a request was sent with, for whoever has to find another when it is refused.</summary>
    public static readonly HttpRequestOptionsKey<string> SentKey = new("ProviderRouter.SentKey");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (address.IsSameOrigin(request.RequestUri) && await key.GetAsync(cancellationToken).ConfigureAwait(false) is { } value)
        {
            options.Authorize(request.Headers, value);
            request.Options.Set(SentKey, value);
        }

        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
