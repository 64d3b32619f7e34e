using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Samples.CustomProvider;

/// <summary>The provider: its name, and which tasks it does.</summary>
internal sealed class EchoProvider(string name, ProviderTransport transport) : IProvider
{
    public string Name { get; } = name;

    public TaskHandlerMap Handlers { get; } = new()
    {
        { InferenceTasks.Chat, new EchoChat(transport) },
    };
}
