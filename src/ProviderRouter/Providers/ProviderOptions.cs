using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Serialization;

namespace ProviderRouter.Providers;

/// <summary>What every provider can be told. Each provider derives its own.</summary>
public abstract class ProviderOptions
{
    internal static readonly TimeSpan DefaultConnectTimeout = TimeSpan.FromSeconds(5);
    internal static readonly TimeSpan DefaultAttemptTimeout = TimeSpan.FromSeconds(60);
    internal static readonly TimeSpan DefaultPollTimeout = TimeSpan.FromSeconds(30);
    internal static readonly TimeSpan DefaultIdleTimeout = TimeSpan.FromSeconds(40);

    /// <summary>The address that stands before every path, with its scheme; https unless it says otherwise.</summary>
    /// <value>Default: the provider's public address.</value>
    public Uri? BaseAddress { get; set; }

    /// <summary>The key. It is sent to the origin of <see cref="BaseAddress"/> and to no other.</summary>
    /// <value>Default: null, which means configuration, environment and <c>.env.local</c> are searched.</value>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? ApiKey { get; set; }

    /// <summary>Gives the key at the time of a request, for keys that change; asked again after a 401. Beats every key that is found, unless it gives null; only an <see cref="ApiKey"/> that is set in code beats it.</summary>
    /// <value>Default: null.</value>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public Func<CancellationToken, ValueTask<string?>>? ApiKeySource { get; set; }

    /// <summary>Headers added to every request: printable ASCII; they may not set authorization, host, length, encoding or connection. They may hold secrets, so that no dump shows them.</summary>
    /// <value>Default: empty.</value>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The most time for making a connection, from 10 milliseconds to 24 hours.</summary>
    /// <value>Default: 5 seconds.</value>
    public TimeSpan ConnectTimeout { get; set; } = DefaultConnectTimeout;

    /// <summary>The most time for one exchange that only reads, from 10 milliseconds to 24 hours; one that generates may take all that is left of the call.</summary>
    /// <value>Default: 60 seconds.</value>
    public TimeSpan AttemptTimeout { get; set; } = DefaultAttemptTimeout;

    /// <summary>The most time for one look at a job, from 10 milliseconds to 24 hours; one that is given up is asked again.</summary>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan PollTimeout { get; set; } = DefaultPollTimeout;

    /// <summary>The most time until a stream gives its first sign of life, an event or a comment, from 10 milliseconds to 24 hours; from there on <see cref="IdleTimeout"/> holds.</summary>
    /// <value>Default: null, which means 60 seconds, or 300 for a loopback or private address, where models load slowly.</value>
    public TimeSpan? FirstEventTimeout { get; set; }

    /// <summary>The most time between two reads of a body or a stream, from 10 milliseconds to 24 hours.</summary>
    /// <value>Default: 40 seconds.</value>
    public TimeSpan IdleTimeout { get; set; } = DefaultIdleTimeout;

    /// <summary>Says the type, never a key.</summary>
    public sealed override string ToString() => GetType().Name;

    /// <summary>Makes the authorization of a request.</summary>
    /// <param name="apiKey">The key, already checked.</param>
    /// <returns>By default <c>Bearer</c> with the key; null sends none.</returns>
    protected internal virtual AuthenticationHeaderValue? CreateAuthorization(string apiKey) => new("Bearer", apiKey);

    /// <summary>The provider's other addresses, each with the name of its option: hosts of its own for queues or sounds. The key goes to them as well.</summary>
    /// <value>Default: empty.</value>
    protected internal virtual IReadOnlyList<KeyValuePair<string, Uri?>> FurtherAddresses => [];

    /// <summary>
    /// The environment variables that may hold the key, best first; empty when the provider has none of its own. Several names with colons
    /// between (<c>KEY_ID:KEY_SECRET</c>) stand for a key in parts, which are joined likewise.
    /// </summary>
    protected internal virtual IReadOnlyList<string> ApiKeyVariables => [];

    /// <summary>Instance names of other providers that take the same key; a key in the configuration of one serves all.</summary>
    /// <value>Default: empty.</value>
    protected internal virtual IReadOnlyList<string> SharesApiKeyWith => [];

    /// <summary>Whether the provider is of no use without a key.</summary>
    protected internal virtual bool RequiresApiKey => true;

    /// <summary>Adds what is wrong with the provider's own settings, each with how to mend it; the common ones are checked already.</summary>
    /// <param name="failures">The list to add to: for each wrong setting its name, a colon, and what to do.</param>
    protected internal virtual void Validate(ICollection<string> failures)
    {
    }
}
