using System.Buffers;

namespace ProviderRouter.Transport;

/// <summary>One HTTP request to a provider, and what may be done when it fails. Its body is written once and sent from the same bytes on every attempt.</summary>
/// <param name="method">The HTTP method.</param>
/// <param name="path">The path below the provider's base address, without a leading slash; it cannot leave that base.</param>
public class Exchange(HttpMethod method, string path)
{
    /// <summary>The HTTP method.</summary>
    public HttpMethod Method { get; } = method;

    /// <summary>The path, with its query, below the provider's base address.</summary>
    public string Path { get; } = path;

    /// <summary>What the exchange does at the provider.</summary>
    /// <value>Default: <see cref="ExchangeKind.Generate"/>.</value>
    public ExchangeKind Kind { get; init; } = ExchangeKind.Generate;

    /// <summary>Whether it looks how far a job is; then <see cref="Providers.ProviderOptions.PollTimeout"/> limits it.</summary>
    /// <value>Default: false.</value>
    public bool IsPoll { get; init; }

    /// <summary>Headers of this exchange. A <c>Prefer: wait=n</c> lets the attempt last n + 30 seconds; without a number n is 60.</summary>
    /// <value>Default: empty.</value>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The media type that is asked for.</summary>
    /// <value>Default: <c>application/json</c>.</value>
    public string Accept { get; init; } = "application/json";

    /// <summary>The body's media type; null for no body.</summary>
    public virtual string? ContentType => null;

    /// <summary>Writes the body; called once, however often it is sent.</summary>
    /// <param name="output">Where to write.</param>
    public virtual void WriteBody(IBufferWriter<byte> output)
    {
    }

    /// <summary>Makes a body that is read from its source while it is sent, anew for each attempt; null when <see cref="WriteBody"/> writes it.</summary>
    internal virtual HttpContent? CreateContent() => null;

    /// <summary>Whether it sends a file, which may take all the time that is left of the call.</summary>
    internal virtual bool IsUpload => false;
}
