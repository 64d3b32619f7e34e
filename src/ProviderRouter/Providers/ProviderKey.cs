namespace ProviderRouter.Providers;

/// <summary>The key of one provider instance: from a source that is asked at the time of a request, or else the one that was found.</summary>
internal sealed class ProviderKey(string provider, string? key, Func<CancellationToken, ValueTask<string?>>? source, Action<string> onSeen)
{
    private volatile string? current = source is null ? key : null;

    /// <summary>The key to send; null when there is none.</summary>
    /// <exception cref="ProviderException">The source failed.</exception>
    public ValueTask<string?> GetAsync(CancellationToken cancellationToken) =>
        source is null || current is not null ? ValueTask.FromResult(current) : AskAsync(source, cancellationToken);

    /// <summary>Looks for another key than one that was refused.</summary>
    /// <param name="refused">The key that was sent; null when none was.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether there is one now.</returns>
    /// <exception cref="ProviderException">The source failed.</exception>
    public async ValueTask<bool> RefreshAsync(string? refused, CancellationToken cancellationToken)
    {
        if (source is null)
        {
            return false;
        }

        if (current is { } known && known != refused)
        {
            return true; // another call was quicker
        }

        return await AskAsync(source, cancellationToken).ConfigureAwait(false) is { } fresh && fresh != refused;
    }

    private async ValueTask<string?> AskAsync(Func<CancellationToken, ValueTask<string?>> ask, CancellationToken cancellationToken)
    {
        string? fresh;
        try
        {
            fresh = ApiKeyRules.Normalize(await ask(cancellationToken).ConfigureAwait(false), $"the ApiKeySource of provider '{provider}'");
        }
#pragma warning disable CA1031 // Whatever the application's source throws is told as what it is: no key.
        catch (Exception exception) when (exception is not InferenceException && !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            throw new ProviderException(provider, ErrorKind.Authentication, $"Provider '{provider}': its ApiKeySource failed, so nothing was sent. See the inner exception.", exception)
            {
                Phase = AttemptPhase.Connecting,
            };
        }

        if (fresh is not null)
        {
            onSeen(fresh); // before it can come back in an error text
        }

        return current = fresh;
    }
}
