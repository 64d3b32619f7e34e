namespace ProviderRouter;

/// <summary>Fetches an address that came from outside, with every guard and without any key.</summary>
internal interface IMediaFetcher
{
    /// <summary>Opens an address; with it comes what the server calls it, empty where it does not say.</summary>
    /// <param name="uri">The address.</param>
    /// <param name="hasTimeFor">Whether there is time for a wait, as the call says within which it is read; null for outside of any.</param>
    /// <param name="cancellationToken">Stops the fetch.</param>
    ValueTask<(Stream Content, string ContentType)> FetchAsync(Uri uri, Func<TimeSpan, bool>? hasTimeFor, CancellationToken cancellationToken);
}
