using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ProviderRouter.Resilience;

namespace ProviderRouter.Transport;

/// <summary>An accepted answer whose body is still to be read. Its stream carries the idle limit and the size limit, and throws only <see cref="ProviderException"/>.</summary>
public sealed class ProviderResponse : IDisposable
{
    private readonly HttpResponseMessage response;
    private readonly ExchangeFailures failures;
    private readonly ReadLimits limits;
    private readonly TimeProvider timeProvider;
    private readonly CancellationToken callToken;
    private readonly CancellationToken clientToken;

    internal ProviderResponse(
        HttpResponseMessage response, ExchangeFailures failures, ReadLimits limits, TimeProvider timeProvider, CancellationToken callToken, CancellationToken clientToken = default)
    {
        this.response = response;
        this.failures = failures;
        this.limits = limits;
        this.timeProvider = timeProvider;
        this.callToken = callToken;
        this.clientToken = clientToken;
    }

    /// <summary>The place at the target that a stream keeps until it is read; null for what is read at once.</summary>
    internal TargetPass? Pass { get; init; }

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode StatusCode => response.StatusCode;

    /// <summary>The media type in lower case without parameters; empty when the provider sent none.</summary>
    public string ContentType => response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant() ?? "";

    /// <summary>The body's length in bytes; null when unknown.</summary>
    public long? ContentLength => response.Content.Headers.ContentEncoding.Count == 0 ? response.Content.Headers.ContentLength : null;

    /// <summary>The id under which the provider's support finds the request; null when it sent none.</summary>
    public string? RequestId => failures.ReadRequestId(response);

    /// <summary>A header's first value; null when it was not sent.</summary>
    /// <param name="name">The header's name.</param>
    public string? GetHeader(string name) =>
        RetryHints.First(response.Headers.NonValidated, name) ?? RetryHints.First(response.Content.Headers.NonValidated, name);

    /// <summary>Opens the body; once. Disposing the stream closes the exchange.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ProviderException">The connection broke.</exception>
    public async ValueTask<Stream> OpenReadAsync(CancellationToken cancellationToken) => await OpenAsync(limits, cancellationToken).ConfigureAwait(false);

    /// <summary>Reads the body as JSON.</summary>
    /// <typeparam name="TResponse">The wire record.</typeparam>
    /// <param name="type">How it is read.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ProviderException">The body is no such JSON; the message holds its first 500 characters.</exception>
    public async ValueTask<TResponse> ReadJsonAsync<TResponse>(JsonTypeInfo<TResponse> type, CancellationToken cancellationToken)
    {
        using var body = await ReadBodyAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize(body.Written.Span, type) ?? throw Fail(body.Written.Span, "the answer is null");
        }
        catch (Exception exception) when (HandlerFaults.IsOfReading(exception))
        {
            throw FailJson(body.Written.Span, exception);
        }
    }

    /// <summary>Reads the body and hands its bytes to a reader of its own.</summary>
    /// <typeparam name="TResult">What is read.</typeparam>
    /// <param name="read">Reads the bytes; what it throws becomes a <see cref="ErrorKind.BadResponse"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ProviderException">The body could not be read.</exception>
    public async ValueTask<TResult> ReadBytesAsync<TResult>(Func<ProviderResponse, ReadOnlyMemory<byte>, TResult> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(read);
        using var body = await ReadBodyAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return read(this, body.Written);
        }
        catch (Exception exception) when (HandlerFaults.IsOfReading(exception))
        {
            throw FailJson(body.Written.Span, exception);
        }
    }

    /// <summary>Reads the whole body into memory, as the bytes of one media file.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ProviderException">The body could not be read, is empty, or is JSON or text.</exception>
    public async ValueTask<MediaContent> ReadMediaAsync(CancellationToken cancellationToken)
    {
        if (ContentType.EndsWith("json", StringComparison.Ordinal) || ContentType.StartsWith("text/", StringComparison.Ordinal))
        {
            throw await ReadBytesAsync(static (answer, body) => answer.Fail(body.Span, $"{answer.ContentType} came where a file was expected"), cancellationToken).ConfigureAwait(false);
        }

        var stream = await OpenReadAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            using var body = new PooledBody();
            if (ContentLength is { } length && length <= limits.MaxBytes)
            {
                var exact = GC.AllocateUninitializedArray<byte>((int)length);
                var filled = await stream.ReadAtLeastAsync(exact, exact.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                return ToMedia(exact.AsMemory(0, filled));
            }

            await FillAsync(stream, body, cancellationToken).ConfigureAwait(false);
            var bytes = GC.AllocateUninitializedArray<byte>(body.Length);
            body.CopyTo(bytes);
            return ToMedia(bytes);
        }
    }

    /// <summary>
    /// Makes the failure for an accepted answer that is none: its kind is <see cref="ErrorKind.BadResponse"/> unless the text is an error
    /// object, which is classified like its status or code would be.
    /// </summary>
    /// <param name="body">The body, or the part of it that is wrong.</param>
    /// <param name="problem">What is wrong, in words.</param>
    /// <param name="innerException">The cause.</param>
    public ProviderException Fail(ReadOnlySpan<byte> body, string problem, Exception? innerException = null) =>
        failures.FromAnswer(response, body, problem, innerException);

    /// <summary>Makes the failure for an accepted answer in which the provider says that it did not do the work.</summary>
    /// <param name="kind">Why.</param>
    /// <param name="problem">What happened, in words without a full stop.</param>
    public ProviderException Fail(ErrorKind kind, string problem) => failures.FromReading(response, kind, code: null, problem, inner: null);

    /// <summary>Makes the failure for an accepted answer that is an error by its place in a stream, whatever its form.</summary>
    /// <param name="body">The error.</param>
    /// <param name="isCut">Whether the end of the error may be missing.</param>
    internal ProviderException FailError(ReadOnlySpan<byte> body, bool isCut = false) => failures.FromError(response, body, isCut);

    /// <inheritdoc/>
    public void Dispose()
    {
        response.Dispose();
        Pass?.Dispose();
    }

    // What is held in memory as a whole has the limit of that, also where a stream was asked for.
    internal async ValueTask<PooledBody> ReadBodyAsync(CancellationToken cancellationToken)
    {
        var body = new PooledBody();
        try
        {
            var stream = await OpenAsync(limits.MaxBytes > ReadLimits.Body ? limits with { MaxBytes = ReadLimits.Body } : limits, cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                await FillAsync(stream, body, cancellationToken).ConfigureAwait(false);
                return body;
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    private async ValueTask<GuardedStream> OpenAsync(ReadLimits within, CancellationToken cancellationToken)
    {
        try
        {
            if (ContentLength > within.MaxBytes)
            {
                throw Failed(ErrorKind.LimitExceeded, null, within.Exceeded, inner: null); // nothing of it is worth the reading
            }

            var encoding = ContentDecoding.Of(response.Content);
            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            return new(encoding is null ? body : ContentDecoding.Decode(body, encoding), within, ContentLength, timeProvider, Failed, this, callToken, clientToken);
        }
        catch (Exception exception)
        {
            Dispose(); // else the connection would stay open for a stream that nobody has
            if (exception is ProviderException or OperationCanceledException)
            {
                throw;
            }

            throw exception is NotSupportedException
                ? Failed(ErrorKind.BadResponse, code: null, exception.Message, exception)
                : Failed(ErrorKind.Connection, ErrorCodes.Reset, "the connection broke while the answer was being read", exception);
        }
    }

    private static async ValueTask FillAsync(Stream stream, PooledBody body, CancellationToken cancellationToken)
    {
        while (await stream.ReadAsync(body.GetMemory(), cancellationToken).ConfigureAwait(false) is var count and > 0)
        {
            body.Advance(count);
        }
    }

    private MediaContent ToMedia(ReadOnlyMemory<byte> bytes) =>
        bytes.IsEmpty
            ? throw Fail([], "the answer is empty where a file was expected")
            : MediaContent.FromBytes(bytes, ContentType is "" or "application/octet-stream" ? null : ContentType);

    internal ProviderException FailJson(ReadOnlySpan<byte> body, Exception exception) =>
        JsonShape.IsCut(body)
            ? failures.FromAnswer(response, body, "the answer's JSON ends too early", exception, isIncomplete: true)
            : failures.FromAnswer(response, body, "the answer is not the JSON that was expected", exception);

    private ProviderException Failed(ErrorKind kind, string? code, string words, Exception? inner) =>
        failures.FromReading(response, kind, code, words, inner);
}
