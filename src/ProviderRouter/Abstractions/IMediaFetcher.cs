namespace ProviderRouter;

/// <summary>Fetches an address that came from outside, with every guard and without any key.</summary>
internal interface IMediaFetcher
{
    /// <summary>Opens an address; with it comes what the server calls it, empty where it does not say.</summary>
    ValueTask<(Stream Content, string ContentType)> FetchAsync(Uri uri, CancellationToken cancellationToken);
}
