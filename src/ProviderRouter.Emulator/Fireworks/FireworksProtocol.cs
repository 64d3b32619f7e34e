using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Fireworks;

/// <summary>Fireworks: strict texts, pictures by workflow and by the older image generation, sound at two further hosts, lists of models.</summary>
internal sealed class FireworksProtocol : Protocol
{
    private const string Audio = "audio-prod";
    private const string AudioTurbo = "audio-turbo";

    private readonly ChatEndpoint _chat;
    private readonly FireworksTexts _texts;
    private readonly FireworksImages _images;
    private readonly FireworksEdits _edits;
    private readonly FireworksKontext _kontext;
    private readonly FireworksModels _models;
    private readonly FireworksAudio _audio;
    private readonly FireworksAudio _audioTurbo;

    public FireworksProtocol()
        : base("fireworks-ai", "fireworks-ai/", "fw_emulator")
    {
        _texts = new FireworksTexts(this);
        _images = new FireworksImages(this);
        _edits = new FireworksEdits(this);
        _kontext = new FireworksKontext(this);
        _models = new FireworksModels(this);
        _audio = new FireworksAudio(this, "whisper-v3");
        _audioTurbo = new FireworksAudio(this, "whisper-v3-turbo");
        _chat = new ChatEndpoint(new ChatDialect(this)
        {
            Extras = FireworksFields.Chat,
            IsGenerous = true,
            Finish = (exchange, request, answer, body) => FireworksExtras.Add(exchange, request, answer.PromptTokens, body),
            RefusesUnknown = true,
            RefusesNull = true,
            UsageOnFinish = true,
            RepeatsToolCallIds = true,
            CountsReasoning = false,
            IdPrefix = string.Empty,
        });
    }

    /// <summary>The hosts for sound; the larger and the faster model have one each.</summary>
    public override IReadOnlyDictionary<string, string> Addresses { get; } = new Dictionary<string, string>
    {
        ["audio"] = $"fireworks-ai/{Audio}/",
        ["audio-turbo"] = $"fireworks-ai/{AudioTurbo}/",
    };

    public override WireException Error(int status, string message, string? field = null, string? code = null) => new(status, new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["object"] = "error",
            ["type"] = status switch { 401 or 403 => "authentication_error", 429 => "rate_limit_error", >= 500 => "internal_server_error", _ => "invalid_request_error" },
            ["code"] = code?.Any(char.IsLower) == false ? code : "INVALID_ARGUMENT",
            ["message"] = message,
        },
    });

    public override WireException Unauthorized(string? presented) =>
        Error(401, "The API key you provided is invalid.", code: "UNAUTHORIZED");

    public override WireException NotFound(Exchange exchange) => Error(404, "Path not found", code: "NOT_FOUND");

    public override bool IsOpen(Exchange exchange) =>
        exchange.Path.StartsWith("delivery/", StringComparison.Ordinal);

    /// <summary>The hosts for sound take the key without a scheme too, as their documentation writes it.</summary>
    public override void CheckKey(Exchange exchange)
    {
        if (exchange.Header("Authorization") != ApiKey || !exchange.Path.StartsWith("audio-", StringComparison.Ordinal))
        {
            base.CheckKey(exchange);
        }
    }

    public override Task HandleAsync(Exchange exchange) => exchange.Path.Split('/') switch
    {
        ["delivery", var file] => DeliverAsync(exchange, file),
        [Audio, "v1", "audio", var task] => _audio.HandleAsync(exchange, task),
        [AudioTurbo, "v1", "audio", var task] => _audioTurbo.HandleAsync(exchange, task),
        ["v1", "accounts", var account, "models"] => _models.HandleAsync(exchange, account, null),
        ["v1", "accounts", var account, "models", var id] => _models.HandleAsync(exchange, account, id),
        ["inference", "v1", "models"] => _models.ListAsync(exchange),
        ["inference", "v1", .. var path] => InferAsync(exchange, path),
        _ => throw NotFound(exchange),
    };

    private Task DeliverAsync(Exchange exchange, string file)
    {
        RequireMethod(exchange, "GET");
        return _kontext.DeliverAsync(exchange, file);
    }

    private Task InferAsync(Exchange exchange, string[] path)
    {
        RequireMethod(exchange, "POST");
        return path switch
        {
            ["chat", "completions"] => _chat.HandleAsync(exchange, request => ChatModel(request.Model)),
            ["completions"] => _texts.CompleteAsync(exchange),
            ["embeddings"] => _texts.EmbedAsync(exchange),
            ["rerank"] => _texts.RankAsync(exchange),
            ["workflows", "accounts", _, "models", var model] when IsKontext(model) => _kontext.SubmitAsync(exchange),
            ["workflows", "accounts", _, "models", var model, "get_result"] when IsKontext(model) => _kontext.ResultAsync(exchange),
            ["workflows", "accounts", _, "models", var model, "text_to_image"] when IsFlux(model) => _images.TextToImageAsync(exchange),
            ["image_generation", "accounts", _, "models", var model] when IsDiffusion(model) => _images.ImageGenerationAsync(exchange),
            ["image_generation", "accounts", _, "models", var model, "image_to_image"] when IsDiffusion(model) => _edits.ImageToImageAsync(exchange),
            ["image_generation", "accounts", _, "models", var model, "control_net"] when IsDiffusion(model) => _edits.ControlNetAsync(exchange),
            ["workflows" or "image_generation", "accounts", _, "models", ..] => throw ModelNotFound(),
            _ => throw NotFound(exchange),
        };
    }

    private static bool IsKontext(string model) => model is "flux-kontext-pro" or "flux-kontext-max";

    private static bool IsFlux(string model) =>
        (model.StartsWith("flux-", StringComparison.Ordinal) || model.StartsWith("stable-diffusion-3", StringComparison.Ordinal)) && IsThere(model);

    private static bool IsDiffusion(string model) => (model.StartsWith("stable-diffusion-", StringComparison.Ordinal) && IsThere(model))
        || model.StartsWith("playground-v2", StringComparison.Ordinal)
        || model is "SSD-1B" or "japanese-stable-diffusion-xl";

    /// <summary>Checks an id of the form <c>accounts/{account}/models/{id}</c>, with or without a deployment.</summary>
    public string ChatModel(string id)
    {
        var plain = id.Split('#', 2)[0];
        return plain.Split('/') is ["accounts", { Length: > 0 }, "models" or "routers" or "deployedModels" or "deployments", { Length: > 0 }] && IsThere(id)
            ? id
            : throw ModelNotFound();
    }

    /// <summary>A ranking model also answers to the short form <c>fireworks/{id}</c>.</summary>
    public string RankingModel(string id) =>
        id.Split('/') is ["fireworks", { Length: > 0 }] && IsThere(id) ? id : ChatModel(id);

    /// <summary>An embedding model may have its Hugging Face id besides.</summary>
    public string EmbeddingModel(string id) =>
        id.Split('/') is [{ Length: > 0 }, { Length: > 0 }] && IsThere(id) ? id : ChatModel(id);

    public WireException ModelNotFound() =>
        Error(404, "Model not found, inaccessible, and/or not deployed", code: "NOT_FOUND");

    private static bool IsThere(string model) => !model.Contains("does-not-exist", StringComparison.OrdinalIgnoreCase);
}
