using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.OpenAI;

namespace ProviderRouter.Emulator.HuggingFace;

/// <summary>The Hugging Face router's own chat, which picks a provider by policy or by name.</summary>
internal sealed class RouterProtocol : Protocol
{
    private static readonly string[] Providers =
    [
        "baseten", "cerebras", "cohere", "deepinfra", "featherless-ai", "fireworks-ai", "groq", "hf-inference", "novita", "nscale",
        "ovhcloud", "publicai", "scaleway", "together", "zai-org",
    ];

    private readonly ChatEndpoint _chat;

    public RouterProtocol()
        : base("huggingface-router", "huggingface-router/", "hf_emulator") =>
        _chat = new ChatEndpoint(new ChatDialect(this));

    public override WireException Error(int status, string message, string? field = null, string? code = null) => status is 401 or 402 or 403 or 404
        ? HuggingFaceErrors.Create(status, message)
        : OpenAIErrors.Create(status, message, field, code);

    public override WireException Unauthorized(string? presented) => HuggingFaceErrors.Unauthorized(presented);

    public override WireException NotFound(Exchange exchange) => HuggingFaceErrors.Create(404, "Not Found");

    public override bool IsOpen(Exchange exchange) => exchange is { Path: "v1/models", Method: "GET" };

    public override Task HandleAsync(Exchange exchange) => exchange.Path switch
    {
        "v1/chat/completions" => _chat.HandleAsync(exchange, request => Route(exchange, request.Model)),
        "v1/models" => WriteModelsAsync(exchange),
        _ => throw NotFound(exchange),
    };

    /// <summary>Takes the suffix off, names the chosen provider in the response and gives back the plain id.</summary>
    private string Route(Exchange exchange, string model)
    {
        var colon = model.IndexOf(':', StringComparison.Ordinal);
        var id = colon < 0 ? model : model[..colon];
        var suffix = colon < 0 ? "fastest" : model[(colon + 1)..];
        var provider = suffix switch
        {
            "fastest" => "groq",
            "cheapest" => "novita",
            "preferred" => "together",
            _ => Array.Find(Providers, known => known == suffix),
        };
        if (!HuggingFaceErrors.IsModelId(id) || id.Contains("does-not-exist", StringComparison.OrdinalIgnoreCase) || provider is null)
        {
            throw Error(400, $"The requested model '{model}' is not supported by any provider you have enabled.", "model", "model_not_supported");
        }

        exchange.Http.Response.Headers["x-inference-provider"] = provider;
        return id;
    }

    private Task WriteModelsAsync(Exchange exchange)
    {
        RequireMethod(exchange, "GET");
        string[] ids = ["openai/gpt-oss-120b", "meta-llama/Llama-3.1-8B-Instruct", "Qwen/Qwen2.5-VL-7B-Instruct"];
        return exchange.WriteJsonAsync(200, new JsonObject
        {
            ["object"] = "list",
            ["data"] = new JsonArray([.. ids.Select(Describe)]),
        });
    }

    private static JsonObject Describe(string id) => new()
    {
        ["id"] = id,
        ["object"] = "model",
        ["created"] = 1760000000,
        ["owned_by"] = id.Split('/')[0],
        ["architecture"] = new JsonObject { ["input_modalities"] = new JsonArray("text"), ["output_modalities"] = new JsonArray("text") },
        ["providers"] = new JsonArray(new JsonObject
        {
            ["provider"] = "novita",
            ["status"] = "live",
            ["context_length"] = 131072,
            ["pricing"] = new JsonObject { ["input"] = 0.1, ["output"] = 0.4 },
            ["supports_tools"] = true,
            ["supports_structured_output"] = true,
            ["is_model_author"] = false,
        }),
    };
}
