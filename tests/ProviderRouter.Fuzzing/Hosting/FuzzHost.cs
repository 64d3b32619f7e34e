using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.DependencyInjection;
using ProviderRouter.Fuzzing.Mutation;
using ProviderRouter.Fuzzing.Running;
using ProviderRouter.Providers;
using ProviderRouter.Resilience;
using ProviderRouter.Routing;
using ProviderRouter.Transport;

namespace ProviderRouter.Fuzzing.Hosting;

/// <summary>
/// Every provider with its real transport and handlers, below which a handler answers. Handlers are asked directly: what lies above them would
/// turn a failure into another. One at a time uses it.
/// </summary>
internal sealed class FuzzHost : IDisposable
{
    private const string Key = "canary_1234567890abcdef";

    private readonly ServiceProvider services;
    private readonly AnswerHandler handler = new();
    private readonly Dictionary<string, Lazy<IProvider>> providers = [];
    private ProviderContext<OwnOptions>? own;

    public FuzzHost(Action<IInferenceRoutingBuilder>? configure = null)
    {
        var collection = new ServiceCollection();
        collection.AddSingleton<IKeyEnvironment>(new NoEnvironment());
        collection.AddSingleton<TimeProvider>(Time);
        collection.AddSingleton<ITargetStateStore>(new ForgetfulStore());
        var builder = collection.AddInferenceRouting(options =>
        {
            options.ReadDotEnv = false;
            options.Retry.MaxAttemptsPerTarget = 1;
        });
        builder.AddFireworks(options => options.ApiKey = Key)
            .AddTogether(options => options.ApiKey = Key)
            .AddFal(options => options.ApiKey = Key)
            .AddHuggingFace(options => options.ApiKey = Key)
            .AddOpenAICompatible("server", new Uri("https://server.test/v1"), Key)
            .AddReplicate(options =>
            {
                options.ApiKey = Key;
                options.LookUpModels = false; // each look-up would be answered by the input
            })
            .AddProvider<OwnOptions>("own", options => options.BaseAddress = new("https://own.test/"), context =>
            {
                own = context;
                return new NoProvider();
            });
        configure?.Invoke(builder);
        var descriptors = collection.Select(service => service.ImplementationInstance).OfType<ProviderDescriptor>().ToList();
        foreach (var name in descriptors.Select(provider => provider.Name).Append("downloads").Distinct().ToList())
        {
            collection.AddHttpClient($"ProviderRouter.{name}").ConfigurePrimaryHttpMessageHandler(() => handler);
        }

        services = collection.BuildServiceProvider();
        var runtime = services.GetRequiredService<RouterRuntime>();
        foreach (var descriptor in descriptors)
        {
            providers[descriptor.Name] = new(() => descriptor.Build(runtime).Provider);
        }

        _ = Provider("own");
    }

    public FuzzTime Time { get; } = new();

    public CancellationToken Token => Time.End;

    /// <summary>Opens the bodies of answers in a way of its own; null for the way that the input tells.</summary>
    public Func<ReadOnlyMemory<byte>, Stream>? Open { get; set; }

    /// <summary>Sees what streams give.</summary>
    public Action<InferenceUpdate>? Seen { get; set; }

    public MediaDownloader Downloader => own!.Downloader;

    /// <summary>A transport of no provider's own.</summary>
    public ProviderTransport CreateTransport(ProviderErrorReader? errors = null) => own!.CreateTransport(errors ?? new ProviderErrorReader());

    public IProvider Provider(string name) => providers[name].Value;

    public FuzzVariant Task<TRequest, TResponse>(
        string provider, InferenceTask<TRequest, TResponse> task, string model, TRequest request, IReadOnlyList<Seed> seeds, string contentType = "application/json", Func<HttpRequestMessage, string?>? rule = null)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse
    {
        var found = Provider(provider).Handlers.Find(task) ?? throw new InvalidOperationException($"{provider} has no {task.Name}.");
        return Variant($"{provider} {task.Name} {model}", seeds, contentType, rule, async () => await found.HandleAsync(Context(task, provider, model, request), Token));
    }

    public FuzzVariant Stream<TRequest, TUpdate>(
        string provider, StreamingTask<TRequest, TUpdate> task, string model, TRequest request, IReadOnlyList<Seed> seeds, string contentType = "text/event-stream", Func<HttpRequestMessage, string?>? rule = null)
        where TRequest : InferenceRequest
        where TUpdate : InferenceUpdate
    {
        var found = Provider(provider).Handlers.Find(task) ?? throw new InvalidOperationException($"{provider} has no stream of {task.Name}.");
        return Variant($"{provider} {task.Name} stream {model}", seeds, contentType, rule, async () =>
        {
            await foreach (var update in found.HandleAsync(Context(task, provider, model, request), Token))
            {
                Seen?.Invoke(update);
            }
        }) with
        {
            IsStream = true,
        };
    }

    /// <summary>A way in whose exchanges are answered with the input.</summary>
    public FuzzVariant Variant(string name, IReadOnlyList<Seed> seeds, string contentType, Func<HttpRequestMessage, string?>? rule, Func<Task> ask) => new(name, seeds, async input =>
    {
        Answer(input, contentType, rule);
        await ask();
        if (handler.Asked == 0)
        {
            throw new InvalidOperationException("Nobody read the input.");
        }
    });

    /// <summary>Sets what is answered from now on.</summary>
    public void Answer(byte[] input, string contentType, Func<HttpRequestMessage, string?>? rule = null)
    {
        Time.Begin();
        handler.Asked = 0;
        handler.Respond = request =>
        {
            if (rule?.Invoke(request) is { } ruled)
            {
                return Hosting.Answer.Of(Encoding.UTF8.GetBytes(ruled), "application/json");
            }

            handler.Asked++;
            return Hosting.Answer.Of(input, contentType, Open);
        };
    }

    public TaskContext<TRequest> Context<TRequest>(InferenceTask task, string provider, string model, TRequest request)
        where TRequest : InferenceRequest =>
        new(task.Name, request, new(provider, model), parameters: null, new CallState(Time) { Limit = FuzzTime.Limit });

    public TaskContext Plain(string provider, string model = "") => new PlainContext("models", new(provider, model), new CallState(Time) { Limit = FuzzTime.Limit });

    public void Dispose()
    {
        services.Dispose();
        handler.Dispose();
    }

    private sealed class OwnOptions : ProviderOptions
    {
        protected internal override bool RequiresApiKey => false;
    }

    private sealed class NoEnvironment : IKeyEnvironment
    {
        public string CurrentDirectory => AppContext.BaseDirectory;

        public string? GetVariable(string name) => null;
    }

    private sealed class NoProvider : IProvider
    {
        public string Name => "own";

        public TaskHandlerMap Handlers => [];
    }
}
