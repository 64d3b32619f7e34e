using ProviderRouter.Fuzzing.Hosting;
using ProviderRouter.Fuzzing.Running;

namespace ProviderRouter.Fuzzing.Parsers;

/// <summary>Every parser. One at a time uses a set of them.</summary>
internal sealed class FuzzParsers : IDisposable
{
    private readonly FuzzHost host = new();
    private readonly WebhookParsers webhooks = new();

    public FuzzParsers() => All =
    [
        .. TextParsers.All, .. TransportParsers.All, .. webhooks.All, .. OpenAIParsers.Of(host), .. ProviderParsers.Of(host), .. FalParsers.Of(host), .. ReplicateParsers.Of(host), .. HuggingFaceParsers.Of(host),
    ];

    public IReadOnlyList<FuzzParser> All { get; }

    public void Dispose()
    {
        webhooks.Dispose();
        host.Dispose();
    }
}
