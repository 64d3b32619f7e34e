using System.Net;
using ProviderRouter.Transport;

namespace ProviderRouter.Webhooks;

/// <summary>The keys that fal publishes, as they were fetched last.</summary>
internal sealed class FalKeySet(HttpMessageInvoker? http, Uri address, TimeProvider timeProvider) : IDisposable
{
    private const int MaxBody = 64 << 10;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5); // without any key nothing can be said of a webhook, so that it is tried sooner
    private static readonly TimeSpan FetchLimit = TimeSpan.FromSeconds(10);

    private readonly HttpMessageInvoker? own = http is null ? new(GuardedHandler.Create(address.IsLoopback ? [$"{address.Host}:{address.Port}"] : [])) : null;
    private readonly Lock gate = new();

    private FetchedKeys? known;
    private Task<FetchedKeys?>? fetching;
    private long? triedAt;

    /// <summary>Whether a message is signed by one of the keys.</summary>
    /// <exception cref="WebhookVerificationException">There are no keys.</exception>
    public async ValueTask<bool> IsSignedAsync(byte[] message, byte[] signature, CancellationToken cancellationToken)
    {
        var keys = Volatile.Read(ref known);
        if (keys is null || timeProvider.GetElapsedTime(keys.FetchedAt) >= Lifetime)
        {
            keys = await FetchAsync(keys).WaitAsync(cancellationToken).ConfigureAwait(false)
                ?? throw new WebhookVerificationException(WebhookFailure.KeysUnavailable, $"fal's keys could not be fetched from {address.Host}, so that nothing can be said of the webhook; answer it with 503, and it comes again.");
        }

        return keys.Verify(message, signature)
            || (await FetchAsync(keys).WaitAsync(cancellationToken).ConfigureAwait(false) is { } newer && newer != keys && newer.Verify(message, signature));
    }

    public void Dispose() => own?.Dispose();

    // One at a time, for whoever waits, and to its end whoever gives up: a forger who hangs up must not keep a new key from being known.
    private Task<FetchedKeys?> FetchAsync(FetchedKeys? seen)
    {
        lock (gate)
        {
            if (known != seen)
            {
                return Task.FromResult(known);
            }

            if (fetching is not { IsCompleted: false } && (triedAt is not { } tried || timeProvider.GetElapsedTime(tried) >= (known is null ? FirstPause : Pause)))
            {
                triedAt = timeProvider.GetTimestamp();
                fetching = KeepAsync();
            }

            return fetching is { IsCompleted: false } running ? running : Task.FromResult(known);
        }
    }

    // What is known stays when it fails.
    private async Task<FetchedKeys?> KeepAsync()
    {
        var fetched = await Task.Run(DownloadAsync).ConfigureAwait(false);
        lock (gate)
        {
            return known = fetched ?? known;
        }
    }

    /// <summary>Null when they could not be fetched, or there is none among them.</summary>
    private async Task<FetchedKeys?> DownloadAsync()
    {
        using var limit = new CancellationTokenSource(FetchLimit, timeProvider);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        try
        {
            using var response = await SendAsync(request, limit.Token).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                return null;
            }

            var body = new byte[MaxBody];
            var stream = await response.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, limit.Token).ConfigureAwait(false);
                return length < body.Length && Ed25519Key.ReadSet(body.AsMemory(0, length)) is { Count: > 0 } keys ? new(keys, timeProvider.GetTimestamp()) : null;
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return null; // the client is the application's, and so is what its handlers throw
        }
    }

    // A client would take the whole body, however large, before it gave the head.
    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        http is HttpClient client
            ? client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            : (http ?? own!).SendAsync(request, cancellationToken);

    /// <summary>One state of the set.</summary>
    private sealed class FetchedKeys(IReadOnlyList<Ed25519Key> keys, long fetchedAt)
    {
        public long FetchedAt => fetchedAt;

        public bool Verify(byte[] message, byte[] signature)
        {
            foreach (var key in keys)
            {
                if (key.Verify(message, signature))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
