using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers;

/// <summary>A router before a scripted Together: answers are given out in order, the last one for ever; requests are kept; no delay takes any time.</summary>
internal sealed class TogetherWire : IDisposable
{
    public const string Key = "tgp_canary_1234567890abcdef";
    public const string Base = "https://api.together.xyz/";

    private readonly TestRouter router;
    private readonly MediaWire wire;

    public TogetherWire(params Func<HttpResponseMessage>[] answers)
        : this(callTimeout: null, answers)
    {
    }

    public TogetherWire(TimeSpan? callTimeout, params Func<HttpResponseMessage>[] answers)
    {
        router = new(
            builder =>
            {
                builder.AddTogether(options => options.ApiKey = Key);
                builder.Services.Configure<InferenceRoutingOptions>(options =>
                {
                    options.Retry.MaxAttempts = 1;
                    options.CallTimeout = callTimeout ?? options.CallTimeout;
                });
            },
            TestRouter.WithKeys(),
            Time);
        wire = new(router, answers);
    }

    public IInferenceClient Client => router.Client;

    public JumpingTime Time { get; } = new();

    public List<SentRequest> Requests => wire.Requests;

    public IEnumerable<string> Lines => wire.Requests.Select(request => request.Line);

    public SentRequest Request => wire.Request;

    /// <summary>The provider's own parameters.</summary>
    public static Dictionary<string, JsonObject> Own(JsonObject parameters) => new() { ["together"] = parameters };

    /// <summary>An answer of plain JSON.</summary>
    public static Func<HttpResponseMessage> Json(string body, int status = 200) => MediaWire.Json(body, (System.Net.HttpStatusCode)status);

    public void Dispose() => router.Dispose();
}
