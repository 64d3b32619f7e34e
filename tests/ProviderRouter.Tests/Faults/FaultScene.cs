using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.DependencyInjection;
using ProviderRouter.Providers;
using ProviderRouter.Routing;
using ProviderRouter.Tests.EndToEnd;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Faults;

/// <summary>A client of its own before the servers of one case, each with a key of its own.</summary>
internal sealed class FaultScene : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private FaultScene(Fault fault, FaultOperation operation, FaultSignals signals, IReadOnlyList<FaultServer> servers, FaultServer elsewhere)
    {
        (Signals, Servers, Elsewhere) = (signals, servers, elsewhere);
        var collection = new ServiceCollection();
        collection.AddSingleton<IKeyEnvironment>(new FakeEnvironment());
        if (signals.Time is { } time)
        {
            collection.AddSingleton<TimeProvider>(time);
        }

        var builder = collection.AddInferenceRouting(options =>
        {
            foreach (var server in servers.Append(elsewhere))
            {
                options.AllowedPrivateHosts.Add($"{server.Host}:{server.Port}");
            }

            options.Retry.BaseDelay = TimeSpan.FromMilliseconds(100);
            fault.Routing?.Invoke(options);
        });
        for (var index = 0; index < servers.Count; index++)
        {
            Action<ProviderOptions>? change = index == 0 ? fault.Options : null;
            operation.AddProvider(builder, Names[index], servers[index], index == 0 ? fault.Scheme : "http", KeyOf(index), options =>
            {
                options.FirstEventTimeout = TimeSpan.FromSeconds(60); // that of a host that is not loopback
                change?.Invoke(options);
            });
        }

        foreach (var name in Names.Append("downloads"))
        {
            if (fault.Host == "127.0.0.1") // a name that is looked up is the case's own affair
            {
                collection.AddHttpClient($"ProviderRouter.{name}").AddHttpMessageHandler(static () => new LoopbackOnly());
            }
        }

        services = collection.BuildServiceProvider();
    }

    public static IReadOnlyList<string> Names { get; } = ["first", "second", "third"];

    public FaultSignals Signals { get; }

    /// <summary>The servers that are asked, in the order of the plan.</summary>
    public IReadOnlyList<FaultServer> Servers { get; }

    /// <summary>A server that nobody may speak to.</summary>
    public FaultServer Elsewhere { get; }

    public IInferenceClient Client => services.GetRequiredService<IInferenceClient>();

    public static string KeyOf(int server) => $"sk-canary-{server}-1234567890abcdef";

    public static async Task<FaultScene> StartAsync(Fault fault, FaultOperation operation, FaultVerdict verdict)
    {
        var signals = new FaultSignals { Time = fault.IsTimed ? null : new JumpingTime() };
        var elsewhere = new FaultServer { Signals = signals }.Listen();
        var first = new FaultServer(fault.Host) { Signals = signals, Reception = fault.Reception, Elsewhere = elsewhere };
        var second = new FaultServer { Signals = signals };
        operation.Prepare(first);
        operation.Prepare(second);
        var broken = fault.Script(operation, first);
        first.On(operation.IsMain, verdict is { AnsweredBy: "first", Failures: > 0 } ? [.. Enumerable.Repeat(broken, verdict.Failures), operation.Good(first)] : [broken]);
        second.On(operation.IsMain, operation.Good(second));
        elsewhere.On(operation.IsMain, operation.Good(elsewhere));
        return new(fault, operation, signals, [await ListenAsync(first, fault.Listening), second.Listen()], elsewhere);
    }

    /// <summary>Closes the client; the servers go on, and see it.</summary>
    public ValueTask CloseClientAsync() => services.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        foreach (var server in Servers.Append(Elsewhere))
        {
            await server.DisposeAsync();
        }
    }

    private static async Task<FaultServer> ListenAsync(FaultServer server, FaultListening listening) => listening switch
    {
        FaultListening.Refusing => server,
        FaultListening.Ignoring => server.ListenWithoutAccepting(),
        FaultListening.Full => await server.FillQueueAsync(),
        _ => server.Listen(),
    };
}
