using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers.HuggingFace;

/// <summary>hf-inference behind the real transport: says what it is told to, keeps what it was sent, is asked once.</summary>
internal sealed class HfWire : IDisposable
{
    public const string Model = "acme/model";
    public const string Provider = "hf-inference";

    private readonly TestRouter router;
    private readonly MediaWire wire;

    public HfWire(params Func<HttpResponseMessage>[] answers)
    {
        router = new(builder => builder.Services.Configure<InferenceRoutingOptions>(options => options.Retry.MaxAttempts = 1));
        wire = new(router, answers);
    }

    public HfWire(string json)
        : this(MediaWire.Json(json))
    {
    }

    public SentRequest Request => wire.Request;

    public IReadOnlyList<SentRequest> Requests => wire.Requests;

    public IInferenceClient Client => router.Client;

    /// <summary>An image and a sound whose bytes are text, so that a body can be read in a test.</summary>
    public static MediaContent Image => MediaContent.FromBytes("GIF89a12"u8.ToArray());

    public static MediaContent Sound => MediaContent.FromBytes("fLaC1234"u8.ToArray());

    public static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>The caller's own fields for hf-inference.</summary>
    public static IReadOnlyDictionary<string, JsonObject> Own(JsonObject fields) => new Dictionary<string, JsonObject> { [Provider] = fields };

    public Task<TResponse> SendAsync<TRequest, TResponse>(InferenceTask<TRequest, TResponse> task, TRequest request)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse =>
        router.Client.SendAsync(task, request with { Model = Model, Provider = Provider }, TestContext.Current.CancellationToken);

    public async Task<ProviderException> FailAsync<TRequest, TResponse>(InferenceTask<TRequest, TResponse> task, TRequest request)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse =>
        (await FluentActions.Awaiting(() => SendAsync(task, request)).Should().ThrowAsync<ProviderException>()).Which;

    public void Dispose() => router.Dispose();
}
