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
    private readonly FaultOperation operation;
    private readonly List<FaultServer> servers = [];
    private readonly List<Action<ProviderOptions>?> changes = [];
    private readonly List<string> schemes = [];
    private ServiceProvider? services;

    /// <summary>Sets a scene.</summary>
    /// <param name="operation">What is asked.</param>
    /// <param name="signals">What the two sides tell each other; null for a clock that jumps.</param>
    public FaultScene(FaultOperation operation, FaultSignals? signals = null)
    {
        this.operation = operation;
        Signals = signals ?? new() { Time = new JumpingTime() };
        Elsewhere = new FaultServer { Signals = Signals }.Listen();
        Elsewhere.On(operation.IsMain, operation.Good(Elsewhere));
    }

    /// <summary>Connections are timed by the system's clock, whatever the client's: on a busy machine the usual 5 seconds pass before both sides had their turn.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static IReadOnlyList<string> Names { get; } = ["first", "second", "third", "fourth"];

    public FaultSignals Signals { get; }

    /// <summary>The servers that are asked, in the order of the plan.</summary>
    public IReadOnlyList<FaultServer> Servers => servers;

    /// <summary>A server to which others refer.</summary>
    public FaultServer Elsewhere { get; }

    /// <summary>Changes the options of the router.</summary>
    public Action<InferenceRoutingOptions>? Routing { get; init; }

    /// <summary>Adds to the router: models of the catalog, say.</summary>
    public Action<IInferenceRoutingBuilder>? Builder { get; init; }

    /// <summary>Told of each request before it is sent.</summary>
    public Action? OnSending { get; init; }

    /// <summary>The clock; null for that of the signals, or else the system's.</summary>
    public TimeProvider? Time { get; init; }

    public IInferenceClient Client => (services ??= Build()).GetRequiredService<IInferenceClient>();

    public bool IsMain(FaultRequest request) => operation.IsMain(request);

    public static string KeyOf(int server) => $"sk-canary-{server}-1234567890abcdef";

    /// <summary>Adds a server that is well.</summary>
    public FaultServer Add()
    {
        var server = Add(new FaultServer { Signals = Signals }).Listen();
        server.On(operation.IsMain, operation.Good(server));
        return server;
    }

    /// <summary>Adds a server; what it answers and how it listens is its own affair.</summary>
    public FaultServer Add(FaultServer server, Action<ProviderOptions>? change = null, string scheme = "http")
    {
        operation.Prepare(server);
        servers.Add(server);
        changes.Add(change);
        schemes.Add(scheme);
        return server;
    }

    /// <summary>Adds a server that answers the main request by these scripts.</summary>
    public FaultServer Add(params FaultScript[] scripts) => Add(new FaultServer { Signals = Signals, Elsewhere = Elsewhere }).On(operation.IsMain, scripts).Listen();

    public Task<FaultReport> PlayAsync(CancellationToken cancellationToken) => operation.PlayAsync(Client, Signals, cancellationToken);

    /// <summary>Closes the client; the servers go on, and see it.</summary>
    public ValueTask CloseClientAsync() => services is null ? ValueTask.CompletedTask : services.DisposeAsync();

    /// <summary>Ends a case: nothing is under way any more at any server, and with the client every connection closes.</summary>
    public async Task EndAsync()
    {
        foreach (var server in servers)
        {
            await server.UntilAsync(static server => server.Busy == 0, "no request is being answered any more");
        }

        await CloseClientAsync();
        foreach (var server in servers)
        {
            await server.UntilAsync(static server => server.Open == 0, "every connection is closed");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseClientAsync();
        foreach (var server in servers.Append(Elsewhere))
        {
            await server.DisposeAsync();
        }
    }

    private ServiceProvider Build()
    {
        Signals.Fallbacks = [.. Names.Skip(1).Take(servers.Count - 1)];
        var collection = new ServiceCollection();
        collection.AddSingleton<IKeyEnvironment>(new FakeEnvironment());
        if ((Time ?? Signals.Time) is { } time)
        {
            collection.AddSingleton(time);
        }

        var builder = collection.AddInferenceRouting(options =>
        {
            foreach (var server in servers.Append(Elsewhere))
            {
                options.AllowedPrivateHosts.Add($"{server.Host}:{server.Port}");
            }

            options.Retry.BaseDelay = TimeSpan.FromMilliseconds(100);
            Routing?.Invoke(options);
        });
        Builder?.Invoke(builder);
        for (var index = 0; index < servers.Count; index++)
        {
            var change = changes[index];
            operation.AddProvider(builder, Names[index], servers[index], schemes[index], KeyOf(index), options =>
            {
                options.FirstEventTimeout = TimeSpan.FromSeconds(60); // that of a host that is not loopback
                change?.Invoke(options);
            });
        }

        foreach (var name in Names.Append("downloads"))
        {
            collection.AddHttpClient($"ProviderRouter.{name}")
                .ConfigurePrimaryHttpMessageHandler(static (handler, _) => LengthenDefault((SocketsHttpHandler)handler))
                .AddHttpMessageHandler(() => new LoopbackOnly([.. servers.Select(static server => server.Host)]))
                .AddHttpMessageHandler(() => new Announcer(OnSending));
        }

        return collection.BuildServiceProvider();
    }

    // Downloads have no option for it.
    private static void LengthenDefault(SocketsHttpHandler handler) =>
        handler.ConnectTimeout = handler.ConnectTimeout == TimeSpan.FromSeconds(5) ? Patience : handler.ConnectTimeout;

    private sealed class Announcer(Action? onSending) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var sending = base.SendAsync(request, cancellationToken);
            onSending?.Invoke();
            return sending;
        }
    }
}
