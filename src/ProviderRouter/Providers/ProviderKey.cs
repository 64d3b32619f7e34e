namespace ProviderRouter.Providers;

/// <summary>The key of one provider instance, fixed or from a source that is asked at the time of a request.</summary>
internal sealed class ProviderKey(string provider, string? key, Func<CancellationToken, ValueTask<string?>>? source, Action<string> onSeen)
{
    private string? current = key;

    public bool Exists => source is not null || current is not null;

    public async ValueTask<string?> GetAsync(CancellationToken cancellationToken)
    {
        if (source is null || current is not null)
        {
            return current;
        }

        await RefreshAsync(cancellationToken).ConfigureAwait(false);
        return current;
    }

    /// <summary>Asks the source again; true when it now gives another key.</summary>
    public async ValueTask<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        if (source is null)
        {
            return false;
        }

        var fresh = ApiKeyRules.Normalize(await source(cancellationToken).ConfigureAwait(false), $"the ApiKeySource of provider '{provider}'");
        if (fresh is null || fresh == current)
        {
            return false;
        }

        onSeen(fresh); // before it can come back in an error text
        current = fresh;
        return true;
    }
}
