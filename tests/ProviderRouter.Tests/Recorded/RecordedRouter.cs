using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Providers.OpenAICompatible;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;
using RichardSzalay.MockHttp;

namespace ProviderRouter.Tests.Recorded;

/// <summary>
/// The provider that an entry belongs to, behind the real transport: answers are given out in order, the last one for ever; nothing is sent twice,
/// no delay takes any time.
/// </summary>
internal sealed class RecordedRouter : IDisposable
{
    private const string Key = "canary_1234567890abcdef";
    private const string AnyServer = "server";
    private const string ByRouter = " (via hf router)";

    private readonly TestRouter router;
    private readonly Queue<Func<HttpResponseMessage>> answers;

    /// <summary>Sets the entry's provider up.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="answers">What is answered; the entry's own answer when there are none.</param>
    public RecordedRouter(RecordedEntry entry, params Func<HttpResponseMessage>[] answers)
    {
        this.answers = new(answers.Length > 0 ? answers : [entry.Answer]);
        Provider = ProviderOf(entry);
        Model = ModelOf(entry, Provider);
        router = new(builder => Add(builder, Provider), timeProvider: new JumpingTime());
        router.Http.When("*").Respond(request =>
        {
            Lines.Add($"{request.Method} {request.RequestUri!.AbsoluteUri}");
            Bodies.Add(SentRequest.Of(request).Body);
            return IsLookUp(request) ? new(HttpStatusCode.NotFound) : (this.answers.Count > 1 ? this.answers.Dequeue() : this.answers.Peek())();
        });
    }

    public string Provider { get; init; }

    public string Model { get; init; }

    public IInferenceClient Client => router.Client;

    /// <summary>What was sent, each as "METHOD address".</summary>
    public List<string> Lines { get; } = [];

    public List<string?> Bodies { get; } = [];

    public static Func<HttpResponseMessage> Json(string body) => MediaWire.Json(body);

    public Task<TResponse> SendAsync<TRequest, TResponse>(InferenceTask<TRequest, TResponse> task, TRequest request)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse =>
        Client.SendAsync(task, request with { Provider = Provider, Model = Model }, TestContext.Current.CancellationToken);

    public Task<InferenceJob<TResponse>> StartAsync<TRequest, TResponse>(InferenceTask<TRequest, TResponse> task, TRequest request)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse =>
        Client.StartAsync(task, request with { Provider = Provider, Model = Model }, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Reads a stream to its end; updates that came before a failure are kept.</summary>
    public async Task<(List<TUpdate> Updates, ProviderException? Failure)> ReadAsync<TRequest, TUpdate>(StreamingTask<TRequest, TUpdate> task, TRequest request)
        where TRequest : InferenceRequest
        where TUpdate : InferenceUpdate
    {
        var updates = new List<TUpdate>();
        try
        {
            await foreach (var update in Client.StreamAsync(task, request with { Provider = Provider, Model = Model }, TestContext.Current.CancellationToken))
            {
                updates.Add(update);
            }
        }
        catch (ProviderException failure)
        {
            return (updates, failure);
        }

        return (updates, null);
    }

    public void Dispose() => router.Dispose();

    // hf-inference chats behind Hugging Face's router, as does whoever was asked through it; an image of a partner without a protocol of its own
    // is what the partner itself answers.
    private static string ProviderOf(RecordedEntry entry)
    {
        var name = entry.Provider;
        var isRouted = name.EndsWith(ByRouter, StringComparison.Ordinal);
        return name is "hf-inference" or "hf-hub" || isRouted
            ? entry.Task is "chat" || name == "hf-hub" ? "huggingface-router" : isRouted ? name[..^ByRouter.Length] : name
            : name is "fireworks-ai" or "replicate" or "together" or "fal-ai" || PresetOf(name) is not null ? name
            : AnyServer;
    }

    private static string ModelOf(RecordedEntry entry, string provider) => provider switch
    {
        "fireworks-ai" => "accounts/fireworks/models/flux-1-schnell-fp8",
        "replicate" => "black-forest-labs/flux-schnell",
        "fal-ai" => new Uri(entry.Endpoint).AbsolutePath[1..],
        _ => "acme/model",
    };

    private static OpenAICompatiblePreset? PresetOf(string name) => OpenAICompatiblePresets.Find(name);

    private static void Add(IInferenceRoutingBuilder builder, string provider)
    {
        builder.AddFal(options => options.ApiKey = Key).AddTogether(options => options.ApiKey = Key);
        builder.Services.Configure<InferenceRoutingOptions>(options => options.Retry.MaxAttempts = 1);
        if (provider == AnyServer)
        {
            builder.AddOpenAICompatible(provider, new Uri("https://server.test/v1"), Key);
        }
        else if (PresetOf(provider) is { } preset)
        {
            builder.AddOpenAICompatible(provider, options =>
            {
                preset.Apply(options);
                options.ApiKey = Key;
            });
        }
    }

    // Replicate is asked what a model's inputs are called.
    private static bool IsLookUp(HttpRequestMessage request) =>
        request.Method == HttpMethod.Get && request.RequestUri!.AbsolutePath.StartsWith("/v1/models/", StringComparison.Ordinal);
}
