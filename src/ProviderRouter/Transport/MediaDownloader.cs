using System.Net;
using ProviderRouter.Providers;
using ProviderRouter.Resilience;

namespace ProviderRouter.Transport;

/// <summary>
/// Fetches addresses that came in answers: https only, public hosts only, a few redirects each checked again, never a key.
/// Hosts opened in options are the exception.
/// </summary>
public sealed class MediaDownloader : IDisposable
{
    private const int MaxRedirects = 3;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(40);
    private static readonly ProviderErrorReader Errors = new();

    private readonly HttpMessageInvoker invoker;
    private readonly DownloadGuard guard;
    private readonly RetryPipeline retry;
    private readonly SecretScrubber scrubber;
    private readonly TimeProvider timeProvider;
    private readonly CancellationTokenSource end = new();
    private readonly CancellationToken clientToken;

    internal MediaDownloader(HttpMessageInvoker invoker, DownloadGuard guard, RetryPipeline retry, SecretScrubber scrubber, TimeProvider timeProvider)
    {
        this.invoker = invoker;
        this.guard = guard;
        this.retry = retry;
        this.scrubber = scrubber;
        this.timeProvider = timeProvider;
        clientToken = end.Token;
    }

    /// <summary>Makes content of an address that a provider gave; it is fetched when it is first read. A <c>data:</c> address is decoded at once.</summary>
    /// <param name="provider">The instance name of the provider that gave it, for errors.</param>
    /// <param name="address">The address as it came.</param>
    /// <param name="contentType">The media type, when the provider said it.</param>
    /// <param name="expiresAt">When the address stops working, when that is known.</param>
    /// <exception cref="ProviderException">The address is malformed (<see cref="ErrorKind.BadResponse"/>).</exception>
    public MediaContent Reference(string provider, string address, string? contentType = null, DateTimeOffset? expiresAt = null) =>
        Reference(provider, address, contentType, expiresAt, renew: null);

    /// <summary>Makes content of an address that a provider gave, and for which it may give another when it does not work any more.</summary>
    /// <param name="provider">The instance name of the provider that gave it, for errors.</param>
    /// <param name="address">The address as it came.</param>
    /// <param name="contentType">The media type, when the provider said it.</param>
    /// <param name="expiresAt">When the address stops working, when that is known.</param>
    /// <param name="renew">Asks for the address again, once for each fetch; null when the provider has no other, or cannot be asked.</param>
    /// <exception cref="ProviderException">The address is malformed (<see cref="ErrorKind.BadResponse"/>).</exception>
    internal MediaContent Reference(
        string provider, string address, string? contentType, DateTimeOffset? expiresAt, Func<CancellationToken, ValueTask<Uri?>>? renew)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            return DataUri.TryParse(address, out var bytes, out var dataType)
                ? MediaContent.FromBytes(bytes, dataType ?? contentType)
                : throw new ProviderException(provider, ErrorKind.BadResponse, $"Provider '{provider}': a data address in the answer is malformed.");
        }

        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is ("https" or "http") // a bare path is a file's address on Unix
            ? new MediaContent(new UriMediaSource(uri, new Fetcher(this, provider, renew)), contentType) { ExpiresAt = expiresAt }
            : throw new ProviderException(provider, ErrorKind.BadResponse, $"Provider '{provider}': the address of an output is no absolute address of the web.");
    }

    /// <summary>Ends every fetch, at once, and fails those to come.</summary>
    public void Dispose()
    {
        if (!clientToken.IsCancellationRequested)
        {
            end.Cancel();
            end.Dispose();
        }
    }

    /// <summary>Fetches an address: one that came in an answer, or a caller's own that a provider takes only as bytes.</summary>
    /// <param name="provider">The instance name of the provider, for errors.</param>
    /// <param name="uri">The address.</param>
    /// <param name="hasTimeFor">Whether there is time for a wait, as the call says within which it is fetched; null for outside of any.</param>
    /// <param name="cancellationToken">Stops the fetch.</param>
    internal async ValueTask<(Stream Content, string ContentType)> FetchAsync(string provider, Uri uri, Func<TimeSpan, bool>? hasTimeFor, CancellationToken cancellationToken)
    {
        var limits = new ReadLimits(Idle, ErrorCodes.IdleTimeout, Idle, ReadLimits.Download);
        var response = await OpenAsync(provider, uri, "*/*", limits, hasTimeFor, cancellationToken).ConfigureAwait(false);
        return (await response.OpenReadAsync(cancellationToken).ConfigureAwait(false), response.ContentType);
    }

    /// <summary>Opens an address, with retries.</summary>
    internal async Task<ProviderResponse> OpenAsync(
        string provider, Uri uri, string accept, ReadLimits limits, Func<TimeSpan, bool>? hasTimeFor, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(clientToken.IsCancellationRequested, this);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, clientToken);
        try
        {
            return await retry.ExecuteAsync(
                new DownloadScope(hasTimeFor),
                static (call, token) => call.self.SendAsync(call.provider, call.uri, call.accept, call.limits, call.cancellationToken, token),
                (self: this, provider, uri, accept, limits, cancellationToken),
                both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (both.IsCancellationRequested)
        {
            throw cancellationToken.IsCancellationRequested
                ? new OperationCanceledException(exception.Message, exception, cancellationToken)
                : new ObjectDisposedException("The client was disposed.", exception);
        }
    }

    /// <summary>Opens an address, once; the first limit covers the head and the first bytes together.</summary>
    internal ValueTask<ProviderResponse> OpenOnceAsync(string provider, Uri uri, string accept, ReadLimits limits, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(clientToken.IsCancellationRequested, this);
        return SendAsync(provider, uri, accept, limits, cancellationToken, cancellationToken);
    }

    /// <summary>
    /// Sends a file to an address that came in an answer, without any key, with retries: an upload to a place that was signed for it can be
    /// repeated. Redirects are refused: what is sent goes where it was meant to, or nowhere.
    /// </summary>
    /// <typeparam name="TResult">What is read of the answer.</typeparam>
    /// <param name="context">The call, whose provider gave the address.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="uri">The address.</param>
    /// <param name="content">Makes the body, anew for each attempt.</param>
    /// <param name="limit">The most time for one attempt, the sending included.</param>
    /// <param name="read">Reads the answer.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ProviderException">The address is refused or fails.</exception>
    internal async Task<TResult> SendAsync<TResult>(
        TaskContext context, HttpMethod method, Uri uri, Func<HttpContent> content, TimeSpan limit, Func<ProviderResponse, CancellationToken, ValueTask<TResult>> read, CancellationToken cancellationToken) =>
        await retry.ExecuteAsync(
            new DownloadScope(context.Call.HasTimeToRead),
            static (call, token) => call.self.SendOnceAsync(call.provider, call.method, call.uri, call.content, call.limit, call.read, token),
            (self: this, provider: context.Provider, method, uri, content, limit, read),
            cancellationToken).ConfigureAwait(false);

    private async ValueTask<TResult> SendOnceAsync<TResult>(
        string provider, HttpMethod method, Uri uri, Func<HttpContent> content, TimeSpan limit, Func<ProviderResponse, CancellationToken, ValueTask<TResult>> read, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(clientToken.IsCancellationRequested, this);
        if (guard.Refuse(uri) is { } reason)
        {
            throw Blocked(provider, uri, reason);
        }

        var failures = new ExchangeFailures(provider, model: null, ExchangeKind.Read, Errors, scrubber, [], timeProvider);
        var limits = new ReadLimits(limit, ErrorCodes.AttemptTimeout, Idle, ReadLimits.Body);
        using var timeLimit = TimeLimit.Start(limit, timeProvider, cancellationToken);
        using var request = new HttpRequestMessage(method, uri) { Content = content() };
        using var response = await SendOnceAsync(failures, request, "*/*", limits, timeLimit, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw failures.FromStatus(response, []);
        }

        using var accepted = new ProviderResponse(response, failures, limits, timeProvider, cancellationToken);
        return await read(accepted, cancellationToken).ConfigureAwait(false);
    }

    // The reader's token outlives the one under which the head is waited for.
    private async ValueTask<ProviderResponse> SendAsync(
        string provider, Uri uri, string accept, ReadLimits limits, CancellationToken readerToken, CancellationToken cancellationToken)
    {
        var failures = new ExchangeFailures(provider, model: null, ExchangeKind.Read, Errors, scrubber, [], timeProvider);
        var startedAt = timeProvider.GetTimestamp();
        using var limit = TimeLimit.Start(limits.First, timeProvider, cancellationToken);
        for (var redirects = 0; redirects <= MaxRedirects; redirects++)
        {
            if (guard.Refuse(uri) is { } reason)
            {
                throw Blocked(failures.Provider, uri, reason);
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, uri);
            var response = await SendOnceAsync(failures, request, accept, limits, limit, cancellationToken).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                return new ProviderResponse(response, failures, limits.After(timeProvider.GetElapsedTime(startedAt)), timeProvider, readerToken, clientToken);
            }

            using (response)
            {
                if ((int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } location && Uri.TryCreate(uri, location, out var target))
                {
                    uri = target;
                    continue;
                }

                throw response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Gone
                    ? new ProviderException(failures.Provider, ErrorKind.BadResponse, $"Provider '{failures.Provider}': the address of the output at {HostOf(uri)} does not work any more ({(int)response.StatusCode}). Read outputs soon after the answer.")
                    {
                        StatusCode = response.StatusCode,
                        ErrorCode = ErrorCodes.OutputExpired,
                        ExchangeKind = ExchangeKind.Read,
                    }
                    : failures.FromStatus(response, []);
            }
        }

        throw Blocked(failures.Provider, uri, $"it redirects more than {MaxRedirects} times");
    }

    private async ValueTask<HttpResponseMessage> SendOnceAsync(
        ExchangeFailures failures, HttpRequestMessage request, string accept, ReadLimits limits, TimeLimit limit, CancellationToken cancellationToken)
    {
        var uri = request.RequestUri!;
        request.Headers.Accept.Add(System.Net.Http.Headers.MediaTypeWithQualityHeaderValue.Parse(accept));
        try
        {
            return await invoker.SendAsync(request, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not InferenceException)
        {
            throw cancellationToken.IsCancellationRequested ? new OperationCanceledException(exception.Message, exception, cancellationToken)
                : exception.GetBaseException() is BlockedAddressException ? Blocked(failures.Provider, uri, "its host is not public")
                : limit.HasPassed ? failures.FromCause(new(AttemptPhase.AwaitingHead, ErrorKind.Timeout, limits.FirstCode, $"{HostOf(uri)} did not answer in time"), exception)
                : failures.FromCause(TransportFailures.Explain(exception), exception);
        }
    }

    // Never more of an address: its query may sign it.
    private static string HostOf(Uri uri) => ProviderText.ForMessage(HostName.Of(uri) ?? uri.Host);

    private static ProviderException Blocked(string provider, Uri uri, string reason) =>
        new(provider, ErrorKind.Blocked, $"Provider '{provider}': an address at '{HostOf(uri)}' was not opened, for {reason}. A server of your own can be opened in AllowedPrivateHosts.")
        {
            ExchangeKind = ExchangeKind.Read,
        };

    private sealed class Fetcher(MediaDownloader downloader, string provider, Func<CancellationToken, ValueTask<Uri?>>? renew) : IMediaFetcher
    {
        public async ValueTask<(Stream Content, string ContentType)> FetchAsync(Uri uri, Func<TimeSpan, bool>? hasTimeFor, CancellationToken cancellationToken)
        {
            try
            {
                return await downloader.FetchAsync(provider, uri, hasTimeFor, cancellationToken).ConfigureAwait(false);
            }
            catch (ProviderException failure) when (failure.ErrorCode == ErrorCodes.OutputExpired && renew is not null)
            {
                var fresh = await renew(cancellationToken).ConfigureAwait(false);
                if (fresh is null || fresh == uri)
                {
                    throw;
                }

                return await downloader.FetchAsync(provider, fresh, hasTimeFor, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private sealed class DownloadScope(Func<TimeSpan, bool>? hasTimeFor) : RetryScope
    {
        public override bool IsRead => true;

        public override bool RetryWhenMaybeExecuted => true;

        public override bool HasAttemptsLeft => true;

        public override bool HasTimeFor(TimeSpan delay) => hasTimeFor?.Invoke(delay) ?? true;

        protected override ValueTask<bool> TrySpendAsync(int tokens, CancellationToken cancellationToken) => ValueTask.FromResult(true);

        protected override ValueTask<bool> RefreshKeyAsync(CancellationToken cancellationToken) => ValueTask.FromResult(false);
    }
}
