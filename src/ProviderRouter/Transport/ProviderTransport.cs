using System.Text.Json.Serialization.Metadata;
using ProviderRouter.Providers;

namespace ProviderRouter.Transport;

/// <summary>
/// Carries exchanges to one provider: address, headers, key, retry, time limits, errors. Every failure leaves it as a
/// <see cref="ProviderException"/>; only the caller's own cancellation is an <see cref="OperationCanceledException"/>.
/// </summary>
public sealed class ProviderTransport
{
    private readonly ProviderChannel channel;
    private readonly ProviderErrorReader errors;

    internal ProviderTransport(ProviderChannel channel, ProviderErrorReader errors)
    {
        this.channel = channel;
        this.errors = errors;
    }

    /// <summary>Sends an exchange and reads its JSON answer.</summary>
    /// <typeparam name="TResponse">The answer's wire record.</typeparam>
    /// <param name="context">The call.</param>
    /// <param name="exchange">The exchange.</param>
    /// <param name="type">How the answer is read.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ProviderException">The provider failed, or its answer is no such JSON.</exception>
    public Task<TResponse> SendAsync<TResponse>(
        TaskContext context, Exchange exchange, JsonTypeInfo<TResponse> type, CancellationToken cancellationToken) =>
        SendAsync(context, exchange, (response, token) => response.ReadJsonAsync(type, token), cancellationToken);

    /// <summary>Sends an exchange and reads its answer, retries included; the response is disposed afterwards.</summary>
    /// <typeparam name="TResult">What is read.</typeparam>
    /// <param name="context">The call.</param>
    /// <param name="exchange">The exchange.</param>
    /// <param name="read">Reads the answer; called once for each attempt that was accepted.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ProviderException">The provider failed.</exception>
    public async Task<TResult> SendAsync<TResult>(
        TaskContext context, Exchange exchange, Func<ProviderResponse, CancellationToken, ValueTask<TResult>> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(exchange);
        using var run = new ExchangeRun(channel, errors, context, exchange);
        return await channel.Retry.ExecuteAsync(
            run, static (call, token) => call.run.SendAsync(call.read, token), (run, read), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends an exchange whose answer is streamed, and begins to read it. What fails before the beginning is read is retried like any exchange.</summary>
    /// <typeparam name="TResult">What the beginning gives.</typeparam>
    /// <param name="context">The call.</param>
    /// <param name="exchange">The exchange.</param>
    /// <param name="begin">Reads the answer up to its first event; called once for each attempt that was accepted. It keeps the response to read on; when it throws, the response is disposed.</param>
    /// <param name="cancellationToken">Ends the call, the reading of the stream included.</param>
    /// <exception cref="ProviderException">The provider failed.</exception>
    public async Task<TResult> OpenAsync<TResult>(
        TaskContext context, Exchange exchange, Func<ProviderResponse, CancellationToken, ValueTask<TResult>> begin, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(exchange);
        using var run = new ExchangeRun(channel, errors, context, exchange);
        return await channel.Retry.ExecuteAsync(
            run, static (call, token) => call.run.OpenAsync(call.begin, token), (run, begin), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens an address that came in a body (an event stream's, say) without any key and once, through the guarded downloader's checks.</summary>
    /// <param name="context">The call.</param>
    /// <param name="uri">The address.</param>
    /// <param name="accept">The media type that is asked for.</param>
    /// <param name="cancellationToken">Ends the call, the reading of the stream included.</param>
    /// <exception cref="ProviderException">The address is refused or fails.</exception>
    public async Task<ProviderResponse> OpenForeignAsync(TaskContext context, Uri uri, string accept, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var limits = new ReadLimits(channel.FirstEventTimeout, ErrorCodes.FirstEventTimeout, channel.Options.IdleTimeout, ReadLimits.Events);
        return await channel.Downloader.OpenOnceAsync(context.Provider, uri, accept, limits, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes every key out of a provider's own text.</summary>
    /// <param name="text">The text.</param>
    internal string Scrub(string text) => channel.Scrubber.Scrub(text);

    /// <summary>Makes a provider's own words fit for a message: keys scrubbed, control characters escaped, at most 500 characters.</summary>
    /// <param name="text">The provider's words.</param>
    public string Quote(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ProviderText.ForMessage(channel.Scrubber.Scrub(text));
    }
}
