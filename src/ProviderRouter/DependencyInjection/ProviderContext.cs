using ProviderRouter.DependencyInjection;
using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What a provider is made of.</summary>
/// <typeparam name="TOptions">The provider's options.</typeparam>
public sealed class ProviderContext<TOptions>
    where TOptions : ProviderOptions
{
    private readonly Func<ProviderErrorReader, Uri?, ProviderTransport> createTransport;

    internal ProviderContext(
        string name,
        TOptions options,
        MediaDownloader downloader,
        TimeProvider timeProvider,
        OpenJobs openJobs,
        IKnownOffers offers,
        Func<ProviderErrorReader, Uri?, ProviderTransport> createTransport)
    {
        Name = name;
        Options = options;
        Downloader = downloader;
        TimeProvider = timeProvider;
        OpenJobs = openJobs;
        Offers = offers;
        this.createTransport = createTransport;
    }

    /// <summary>The instance name.</summary>
    public string Name { get; }

    /// <summary>The options, checked. The key that was found is not among them: only the transport has it.</summary>
    public TOptions Options { get; }

    /// <summary>Fetches addresses that come in answers.</summary>
    public MediaDownloader Downloader { get; }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; }

    /// <summary>The jobs that the client waits for.</summary>
    internal OpenJobs OpenJobs { get; }

    /// <summary>What the catalog knows of models.</summary>
    internal IKnownOffers Offers { get; }

    /// <summary>The providers that can be reached through a router as well.</summary>
    internal IReadOnlyList<RoutedPartner> Partners { get; init; } = [];

    /// <summary>Makes the transport to this provider.</summary>
    /// <param name="errors">How the provider's errors are read; null for the common way.</param>
    /// <param name="baseAddress">Another address of the provider's, one of <see cref="ProviderOptions.FurtherAddresses"/> or below one, to which the key goes as well; null for <see cref="ProviderOptions.BaseAddress"/>.</param>
    public ProviderTransport CreateTransport(ProviderErrorReader? errors = null, Uri? baseAddress = null) => createTransport(errors ?? new ProviderErrorReader(), baseAddress);
}
