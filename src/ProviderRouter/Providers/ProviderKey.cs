using System.Security.Cryptography;
using System.Text;

namespace ProviderRouter.Providers;

/// <summary>The key of one provider instance: from a source that is asked at the time of a request, or else the one that was found.</summary>
/// <param name="provider">The instance.</param>
/// <param name="key">The one that was found.</param>
/// <param name="source">The source; null where there is none, or a key that beats it.</param>
/// <param name="remedy">What to do when there is no key at all; null when none is needed.</param>
/// <param name="onSeen">Told of every key of the source before it is sent.</param>
#pragma warning disable CA1001 // A semaphore whose wait handle is never asked for holds nothing to dispose.
internal sealed class ProviderKey(string provider, string? key, Func<CancellationToken, ValueTask<string?>>? source, string? remedy, Action<string> onSeen)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim asking = new(1);
    private volatile string? current = source is null ? key : null;
    private volatile KeyMark mark = new(null, "");

    /// <summary>Tells keys apart without showing them: a short hash, of the last one while a refused key is being replaced; empty when there is none yet.</summary>
    public string Id
    {
        get
        {
            var key = current;
            var known = mark;
            if (key is not null && !ReferenceEquals(known.Key, key))
            {
                mark = known = new(key, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 4)));
            }

            return known.Id;
        }
    }

    /// <summary>The key to send; null when there is none.</summary>
    /// <exception cref="ProviderException">The source failed, or has no key where one is needed.</exception>
    public ValueTask<string?> GetAsync(CancellationToken cancellationToken) =>
        source is null || current is not null ? ValueTask.FromResult(current) : AskAsync(source, refused: null, cancellationToken);

    /// <summary>Lets the next request ask the source, for a key that was refused.</summary>
    public void Forget(string? refused)
    {
        if (source is not null && current == refused)
        {
            current = null;
        }
    }

    /// <summary>Looks for another key than one that was refused.</summary>
    /// <param name="refused">The key that was sent; null when none was.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether there is one now.</returns>
    /// <exception cref="ProviderException">The source failed.</exception>
    public async ValueTask<bool> RefreshAsync(string? refused, CancellationToken cancellationToken) =>
        source is not null && await AskAsync(source, refused, cancellationToken).ConfigureAwait(false) is { } fresh && fresh != refused;

    // One at a time: whoever waited takes what the one before found.
    private async ValueTask<string?> AskAsync(Func<CancellationToken, ValueTask<string?>> ask, string? refused, CancellationToken cancellationToken)
    {
        await asking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (current is { } known && known != refused)
            {
                return known;
            }

            var fresh = ApiKeyRules.Normalize(await HearAsync(ask(cancellationToken), cancellationToken).ConfigureAwait(false), $"the ApiKeySource of provider '{provider}'");
            if (fresh is not null)
            {
                onSeen(fresh); // before it can come back in an error text
            }

            current = fresh ?? key;
            return current is not null || remedy is null ? current : throw Failed($"gave no key, so nothing was sent; it has to give one, or {remedy}.", cause: null);
        }
        catch (Exception exception) when (exception is not InferenceException)
        {
            cancellationToken.ThrowIfCancellationRequested(); // whatever the source made of it
            throw Failed("failed, so nothing was sent. See the inner exception.", exception);
        }
        finally
        {
            asking.Release();
        }
    }

    // A source need not hear the token: the call ends all the same, and what the source says later is nobody's.
    private static async ValueTask<string?> HearAsync(ValueTask<string?> asked, CancellationToken cancellationToken)
    {
        if (asked.IsCompleted)
        {
            return await asked.ConfigureAwait(false);
        }

        var answer = asked.AsTask();
        try
        {
            return await answer.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _ = answer.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private ProviderException Failed(string how, Exception? cause) =>
        new(provider, ErrorKind.Authentication, $"Provider '{provider}': its ApiKeySource {how}", cause) { Phase = AttemptPhase.Connecting };

    private sealed class KeyMark(string? key, string id) // no record: one would print the key
    {
        public string? Key => key;

        public string Id => id;
    }
}
