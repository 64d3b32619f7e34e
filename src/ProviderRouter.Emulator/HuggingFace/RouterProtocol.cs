using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.HuggingFace.Hub;
using ProviderRouter.Emulator.OpenAI;

namespace ProviderRouter.Emulator.HuggingFace;

/// <summary>
/// The Hugging Face router: its own chat, which picks a provider by policy or by name, and below each provider's name that provider's own routes.
/// At a further address the Hub tells who serves what.
/// </summary>
internal sealed class RouterProtocol : Protocol
{
    private static readonly string[] Providers =
    [
        "baseten", "cerebras", "cohere", "deepinfra", "featherless-ai", "fireworks-ai", "groq", "hf-inference", "novita", "nscale",
        "ovhcloud", "publicai", "scaleway", "together", "zai-org",
    ];

    private readonly ChatEndpoint _chat;
    private readonly RoutedProviders _routed;
    private readonly HubApi _hub;

    public RouterProtocol()
        : base("huggingface-router", "huggingface-router/", "hf_emulator")
    {
        _chat = new ChatEndpoint(new ChatDialect(this));
        _routed = new RoutedProviders(_chat);
        _hub = new HubApi(this);
    }

    public override IReadOnlyDictionary<string, string> Addresses { get; } = new Dictionary<string, string>
    {
        ["hub"] = "huggingface-router/" + HubApi.Prefix,
    };

    public override WireException Error(int status, string message, string? field = null, string? code = null) => status is 401 or 402 or 403 or 404
        ? HuggingFaceErrors.Create(status, message)
        : OpenAIErrors.Create(status, message, field, code);

    public override WireException Unauthorized(string? presented) => HuggingFaceErrors.Unauthorized(presented);

    public override WireException NotFound(Exchange exchange) => HuggingFaceErrors.Create(404, "Not Found");

    public override bool IsOpen(Exchange exchange) =>
        IsHub(exchange) || (exchange.Method == "GET" && exchange.Path.Split('/') is ["v1", "models", ..]);

    public override Task HandleAsync(Exchange exchange)
    {
        if (IsHub(exchange))
        {
            return _hub.HandleAsync(exchange);
        }

        CheckPayer(exchange);
        return exchange.Path.Split('/') switch
        {
            ["v1", "chat", "completions"] => _chat.HandleAsync(exchange, request => Route(exchange, request.Model)),
            ["v1", "models", .. var id] => WriteModelsAsync(exchange, string.Join('/', id)),
            ["v1", ..] => throw NotFound(exchange),
            [var provider, .. var path] => _routed.HandleAsync(exchange, provider, string.Join('/', path)),
            _ => throw NotFound(exchange),
        };
    }

    private static bool IsHub(Exchange exchange) => exchange.Path.StartsWith(HubApi.Prefix, StringComparison.Ordinal);

    /// <summary>Another may pay, if the user belongs to it; of an organization whose name says so, the user is no member.</summary>
    private static void CheckPayer(Exchange exchange)
    {
        if (exchange.Header("X-HF-Bill-To") is { } payer && payer.Contains("does-not-exist", StringComparison.OrdinalIgnoreCase))
        {
            throw HuggingFaceErrors.Create(403, $"This authentication method does not have sufficient permissions to call Inference Providers on behalf of {payer}");
        }
    }

    /// <summary>Takes the suffix off, names the chosen provider in the response and gives back the plain id.</summary>
    private string Route(Exchange exchange, string model)
    {
        var colon = model.IndexOf(':', StringComparison.Ordinal);
        var id = colon < 0 ? model : model[..colon];
        var suffix = colon < 0 ? "fastest" : model[(colon + 1)..];
        var provider = HubModels.Find(id) is { } known ? RouterModels.Choose(known, suffix, Providers) : Guess(suffix);
        if (!HuggingFaceErrors.IsModelId(id) || id.Contains("does-not-exist", StringComparison.OrdinalIgnoreCase) || provider is null)
        {
            throw Error(400, $"The requested model '{model}' is not supported by any provider you have enabled.", "model", "model_not_supported");
        }

        exchange.Http.Response.Headers["x-inference-provider"] = provider;
        return id;
    }

    /// <summary>The provider of a model that is not in the table, which is taken to be served by all.</summary>
    private static string? Guess(string suffix) => suffix switch
    {
        "fastest" => "groq",
        "cheapest" => "novita",
        "preferred" => "together",
        _ => Array.Find(Providers, known => known == suffix),
    };

    private Task WriteModelsAsync(Exchange exchange, string id)
    {
        RequireMethod(exchange, "GET");
        return exchange.WriteJsonAsync(200, id.Length == 0 ? RouterModels.List() : RouterModels.Single(id) ?? throw NotFound(exchange));
    }
}
