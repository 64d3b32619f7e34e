namespace ProviderRouter;

/// <summary>Fetches an address that came from outside, with every guard and without any key.</summary>
internal interface IMediaFetcher
{
    ValueTask<Stream> FetchAsync(Uri uri, CancellationToken cancellationToken);
}
