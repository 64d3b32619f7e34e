using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.OpenAI;

/// <summary>A server of the OpenAI dialect, as many hosts and local servers are.</summary>
internal sealed class OpenAIProtocol : Protocol
{
    private readonly ChatEndpoint _chat;
    private readonly OpenAIMedia _media;

    public OpenAIProtocol()
        : base("openai-compatible", "openai-compatible/v1/", "sk-emulator")
    {
        _chat = new ChatEndpoint(new ChatDialect(this));
        _media = new OpenAIMedia(this);
    }

    public override WireException Error(int status, string message, string? field = null, string? code = null) =>
        OpenAIErrors.Create(status, message, field, code);

    public override WireException Unauthorized(string? presented) => OpenAIErrors.Create(
        401,
        presented is null ? "You didn't provide an API key." : "Incorrect API key provided.",
        null,
        presented is null ? null : "invalid_api_key");

    public override WireException NotFound(Exchange exchange) =>
        Error(404, $"Invalid URL ({exchange.Method} /{exchange.Path})");

    public override bool IsOpen(Exchange exchange) =>
        exchange.Path.StartsWith("delivery/", StringComparison.Ordinal);

    public override Task HandleAsync(Exchange exchange) => exchange.Path switch
    {
        "v1/chat/completions" => _chat.HandleAsync(exchange, request => Model(request.Model)),
        "v1/images/generations" => _media.DrawAsync(exchange),
        "v1/audio/speech" => _media.SpeakAsync(exchange),
        "v1/models" => WriteModelsAsync(exchange),
        _ when exchange.Path.Split('/') is ["delivery", var file] => _media.DeliverAsync(exchange, file),
        _ => throw NotFound(exchange),
    };

    /// <summary>Any id is served, except one that says it is not.</summary>
    public string Model(string id) => id.Contains("does-not-exist", StringComparison.OrdinalIgnoreCase)
        ? throw Error(404, $"The model '{id}' does not exist or you do not have access to it.", code: "model_not_found")
        : id;

    private Task WriteModelsAsync(Exchange exchange)
    {
        RequireMethod(exchange, "GET");
        string[] ids = ["emulated-chat", "emulated-vision", "emulated-image", "emulated-speech"];
        return exchange.WriteJsonAsync(200, new JsonObject
        {
            ["object"] = "list",
            ["data"] = new JsonArray([.. ids.Select(id => new JsonObject
            {
                ["id"] = id,
                ["object"] = "model",
                ["created"] = 1760000000,
                ["owned_by"] = "provider-router-emulator",
            })]),
        });
    }
}
