using ProviderRouter.Fuzzing.Hosting;
using ProviderRouter.Fuzzing.Running;

namespace ProviderRouter.Fuzzing.Parsers;

/// <summary>Every parser. One at a time uses a set of them.</summary>
internal sealed class FuzzParsers : IDisposable
{
    private readonly WebhookParsers webhooks = new();

    public FuzzParsers() => All =
    [
        .. TextParsers.All, .. TransportParsers.All, .. webhooks.All, .. DownloadParsers.Of(Host), .. OpenAIParsers.Of(Host), .. ProviderParsers.Of(Host), .. FalParsers.Of(Host), .. ReplicateParsers.Of(Host), .. HuggingFaceParsers.Of(Host),
    ];

    public FuzzHost Host { get; } = new();

    public IReadOnlyList<FuzzParser> All { get; }

    public void Dispose()
    {
        webhooks.Dispose();
        Host.Dispose();
    }
}
