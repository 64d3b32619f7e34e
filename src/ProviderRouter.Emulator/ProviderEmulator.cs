using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ProviderRouter.Emulator.Fal;
using ProviderRouter.Emulator.Fireworks;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.HuggingFace;
using ProviderRouter.Emulator.OpenAI;
using ProviderRouter.Emulator.Replicate;
using ProviderRouter.Emulator.Together;

namespace ProviderRouter.Emulator;

/// <summary>
/// A server on loopback that speaks the wire formats of inference providers and answers with synthetic content.
/// It checks keys, fields and model ids as the real ones do, and calls no network.
/// </summary>
/// <example>
/// <code>
/// await using var emulator = await ProviderEmulator.StartAsync();
/// var fireworks = emulator["fireworks-ai"];
/// // point a client at fireworks.BaseAddress with fireworks.ApiKey
/// </code>
/// </example>
public sealed class ProviderEmulator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stopping;
    private readonly WebhookSender _webhooks;
    private readonly Dictionary<string, EmulatedProvider> _byName = new(StringComparer.OrdinalIgnoreCase);
    private int _disposed;

    private ProviderEmulator(WebApplication app, EmulatorOptions options)
    {
        _app = app;
        _stopping = new CancellationTokenSource();
        _webhooks = new WebhookSender(options, _stopping.Token);
        Address = new Uri("http://127.0.0.1/");
    }

    /// <summary>The root address, <c>http://127.0.0.1:port/</c>.</summary>
    public Uri Address { get; private set; }

    /// <summary>All emulated providers.</summary>
    public IReadOnlyList<EmulatedProvider> Providers { get; private set; } = [];

    /// <summary>
    /// The provider of a name: <c>fireworks-ai</c>, <c>replicate</c>, <c>huggingface-router</c>, <c>hf-inference</c>, <c>openai-compatible</c>,
    /// <c>fal-ai</c>, <c>together</c>.
    /// </summary>
    /// <param name="name">The provider's name.</param>
    /// <exception cref="KeyNotFoundException">There is no provider of that name.</exception>
    public EmulatedProvider this[string name] => _byName.TryGetValue(name, out var provider)
        ? provider
        : throw new KeyNotFoundException($"The emulator has no provider '{name}'. It has: {string.Join(", ", _byName.Keys)}.");

    /// <summary>Starts an emulator and returns when it listens.</summary>
    /// <param name="configure">Changes the options.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <returns>The running emulator; dispose it to stop it.</returns>
    public static async Task<ProviderEmulator> StartAsync(Action<EmulatorOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        var options = new EmulatorOptions();
        configure?.Invoke(options);

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, PassiveLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.AddServerHeader = false;
        });

        var app = builder.Build();
        var emulator = new ProviderEmulator(app, options);
        var pipeline = new RequestPipeline(options, emulator._byName.GetValueOrDefault, emulator._webhooks, emulator._stopping.Token);
        app.Run(pipeline.InvokeAsync);
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            emulator.Listen(options);
            return emulator;
        }
        catch
        {
            await emulator.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Breaks off what is still open and stops listening.</summary>
    /// <returns>A task that ends when the server has stopped.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(patience.Token).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
        await _webhooks.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private void Listen(EmulatorOptions options)
    {
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        Address = new Uri(addresses!.Addresses.First());
        Protocol[] protocols =
        [
            new FireworksProtocol(), new ReplicateProtocol(), new RouterProtocol(), new InferenceProtocol(), new OpenAIProtocol(),
            new FalProtocol(), new TogetherProtocol(),
        ];
        Providers = [.. protocols.Select(protocol => new EmulatedProvider(protocol, Address, options))];
        foreach (var provider in Providers)
        {
            _byName[provider.Name] = provider;
        }
    }

    /// <summary>Leaves signals to the process that hosts the emulator.</summary>
    private sealed class PassiveLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
