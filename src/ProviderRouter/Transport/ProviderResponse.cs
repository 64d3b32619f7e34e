using System.Net;
using System.Text.Json.Serialization.Metadata;

namespace ProviderRouter.Transport;

/// <summary>An accepted answer whose body is still to be read. Its stream carries the idle limit and the size limit, and throws only <see cref="ProviderException"/>.</summary>
public sealed class ProviderResponse : IDisposable
{
    /// <summary>The HTTP status.</summary>
    public HttpStatusCode StatusCode => throw new NotSupportedException();

    /// <summary>The media type in lower case without parameters; empty when the provider sent none.</summary>
    public string ContentType => throw new NotSupportedException();

    /// <summary>The body's length in bytes; null when unknown.</summary>
    public long? ContentLength => throw new NotSupportedException();

    /// <summary>The id under which the provider's support finds the request.</summary>
    public string? RequestId => throw new NotSupportedException();

    /// <summary>A header's first value; null when it was not sent.</summary>
    /// <param name="name">The header's name.</param>
    public string? GetHeader(string name) => throw new NotSupportedException();

    /// <summary>Opens the body; once.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    public ValueTask<Stream> OpenReadAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Reads the body as JSON.</summary>
    /// <typeparam name="TResponse">The wire record.</typeparam>
    /// <param name="type">How it is read.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ProviderException">The body is no such JSON; the message holds its first 500 characters.</exception>
    public ValueTask<TResponse> ReadJsonAsync<TResponse>(JsonTypeInfo<TResponse> type, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Reads the whole body into memory, as the bytes of one media file.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    public ValueTask<MediaContent> ReadMediaAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>
    /// Makes the failure for an accepted answer that is none: its kind is <see cref="ErrorKind.BadResponse"/> unless the text is an error
    /// object, which is classified like its status or code would be.
    /// </summary>
    /// <param name="body">The body, or the part of it that is wrong.</param>
    /// <param name="problem">What is wrong, in words.</param>
    /// <param name="innerException">The cause.</param>
    public ProviderException Fail(ReadOnlySpan<byte> body, string problem, Exception? innerException = null) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
