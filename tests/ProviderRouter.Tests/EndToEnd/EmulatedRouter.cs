using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProviderRouter.DependencyInjection;
using ProviderRouter.Emulator;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.EndToEnd;

/// <summary>A router and an emulator, joined by real sockets; it keeps every log line.</summary>
internal sealed class EmulatedRouter : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private EmulatedRouter(ProviderEmulator emulator, Action<IInferenceRoutingBuilder>? configure)
    {
        Emulator = emulator;
        var collection = new ServiceCollection();
        collection.AddSingleton<IKeyEnvironment>(new FakeEnvironment());
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        var builder = collection.AddInferenceRouting().AddOpenAICompatible("openai-compatible").UseEmulator(emulator);
        configure?.Invoke(builder);
        foreach (var name in collection.Select(service => service.ImplementationInstance).OfType<ProviderDescriptor>().Select(provider => provider.Name).Append("downloads").Distinct().ToList())
        {
            collection.AddHttpClient($"ProviderRouter.{name}").AddHttpMessageHandler(() => new LoopbackOnly());
        }

        services = collection.BuildServiceProvider();
    }

    public ProviderEmulator Emulator { get; }

    public IServiceProvider Services => services;

    public LogKeeper Log { get; } = new();

    public IInferenceClient Client => services.GetRequiredService<IInferenceClient>();

    public static async Task<EmulatedRouter> StartAsync(Action<IInferenceRoutingBuilder>? configure = null, Action<EmulatorOptions>? emulator = null) =>
        new(await ProviderEmulator.StartAsync(emulator, TestContext.Current.CancellationToken), configure);

    /// <summary>Waits until something is so.</summary>
    public static Task UntilAsync(Func<bool> condition) => Waiting.UntilAsync(condition);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Emulator.DisposeAsync();
    }

    /// <summary>Waits until the server has seen that nobody listens any more; it must have more to say, or nothing is proved. How soon it sees it, the tests of faults clock.</summary>
    public Task WaitUntilIdleAsync(string provider) => UntilAsync(() => Emulator[provider].OpenRequests == 0);
}
