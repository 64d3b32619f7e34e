using ProviderRouter.Providers;
using ProviderRouter.Resilience;

namespace ProviderRouter.Transport;

/// <summary>The way to one provider instance, shared by all its transports: address, key, handler chain, retry.</summary>
internal sealed class ProviderChannel
{
    public required string Provider { get; init; }

    public required ProviderOptions Options { get; init; }

    public required ProviderAddress Address { get; init; }

    public required ProviderKey Key { get; init; }

    public required HttpMessageInvoker Invoker { get; init; }

    public required RetryPipeline Retry { get; init; }

    public required ProviderTargets Targets { get; init; }

    public required MediaDownloader Downloader { get; init; }

    public required SecretScrubber Scrubber { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    /// <summary>Local servers load their models at the first request.</summary>
    public TimeSpan FirstEventTimeout =>
        Options.FirstEventTimeout ?? TimeSpan.FromSeconds(Address.IsNear ? 300 : 60);
}
