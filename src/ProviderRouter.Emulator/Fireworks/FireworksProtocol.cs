using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Fireworks;

/// <summary>Fireworks: strict chat, pictures by workflow and by the older image generation.</summary>
internal sealed class FireworksProtocol : Protocol
{
    private const string Inference = "inference/v1/";

    private readonly ChatEndpoint _chat;
    private readonly FireworksImages _images;
    private readonly FireworksKontext _kontext;

    public FireworksProtocol()
        : base("fireworks-ai", "fireworks-ai/", "fw_emulator")
    {
        _images = new FireworksImages(this);
        _kontext = new FireworksKontext(this);
        _chat = new ChatEndpoint(new ChatDialect(this)
        {
            Extras = FireworksFields.Chat,
            IsGenerous = true,
            Finish = FireworksExtras.Add,
            RefusesUnknown = true,
            RefusesNull = true,
            UsageOnFinish = true,
            RepeatsToolCallIds = true,
            CountsReasoning = false,
            IdPrefix = string.Empty,
        });
    }

    public override WireException Error(int status, string message, string? field = null, string? code = null) => new(status, new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["object"] = "error",
            ["type"] = status switch { 401 or 403 => "authentication_error", 429 => "rate_limit_error", >= 500 => "internal_server_error", _ => "invalid_request_error" },
            ["code"] = code ?? "INVALID_ARGUMENT",
            ["message"] = message,
        },
    });

    public override WireException Unauthorized(string? presented) =>
        Error(401, "The API key you provided is invalid.", code: "UNAUTHORIZED");

    public override WireException NotFound(Exchange exchange) => Error(404, "Path not found", code: "NOT_FOUND");

    public override bool IsOpen(Exchange exchange) =>
        exchange.Path.StartsWith("delivery/", StringComparison.Ordinal);

    public override Task HandleAsync(Exchange exchange)
    {
        if (exchange.Path.Split('/') is ["delivery", var file])
        {
            RequireMethod(exchange, "GET");
            return _kontext.DeliverAsync(exchange, file);
        }

        if (!exchange.Path.StartsWith(Inference, StringComparison.Ordinal))
        {
            throw NotFound(exchange);
        }

        if (exchange.Path == Inference + "models")
        {
            RequireMethod(exchange, "GET");
            return exchange.WriteJsonAsync(200, FireworksExtras.Models());
        }

        RequireMethod(exchange, "POST");
        return exchange.Path[Inference.Length..].Split('/') switch
        {
            ["chat", "completions"] => _chat.HandleAsync(exchange, request => ChatModel(request.Model)),
            ["workflows", "accounts", _, "models", var model] when IsKontext(model) => _kontext.SubmitAsync(exchange),
            ["workflows", "accounts", _, "models", var model, "get_result"] when IsKontext(model) => _kontext.ResultAsync(exchange),
            ["workflows", "accounts", _, "models", var model, "text_to_image"] when IsFlux(model) => _images.TextToImageAsync(exchange),
            ["image_generation", "accounts", _, "models", var model] when IsDiffusion(model) => _images.ImageGenerationAsync(exchange),
            ["workflows" or "image_generation", "accounts", _, "models", ..] => throw ModelNotFound(),
            _ => throw NotFound(exchange),
        };
    }

    private static bool IsKontext(string model) => model is "flux-kontext-pro" or "flux-kontext-max";

    private static bool IsFlux(string model) =>
        (model.StartsWith("flux-", StringComparison.Ordinal) || model.StartsWith("stable-diffusion-3", StringComparison.Ordinal))
        && !model.Contains("does-not-exist", StringComparison.OrdinalIgnoreCase);

    private static bool IsDiffusion(string model) => (model.StartsWith("stable-diffusion-", StringComparison.Ordinal) && !model.Contains("does-not-exist", StringComparison.Ordinal))
        || model.StartsWith("playground-v2", StringComparison.Ordinal)
        || model is "SSD-1B" or "japanese-stable-diffusion-xl";

    /// <summary>Checks an id of the form <c>accounts/{account}/models/{id}</c>, with or without a deployment.</summary>
    public string ChatModel(string id)
    {
        var plain = id.Split('#', 2)[0];
        return plain.Split('/') is ["accounts", { Length: > 0 }, "models" or "routers" or "deployedModels" or "deployments", { Length: > 0 }]
            && !id.Contains("does-not-exist", StringComparison.OrdinalIgnoreCase)
                ? id
                : throw ModelNotFound();
    }

    public WireException ModelNotFound() =>
        Error(404, "Model not found, inaccessible, and/or not deployed", code: "NOT_FOUND");
}
