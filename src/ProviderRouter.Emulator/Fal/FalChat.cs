using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Fal;

/// <summary>The chat in OpenAI's format that fal passes on to OpenRouter, with OpenRouter's errors.</summary>
internal sealed class FalChat
{
    private readonly ChatEndpoint _chat;

    public FalChat() => _chat = new ChatEndpoint(new ChatDialect(new OpenRouter()) { IdPrefix = "gen-" });

    public Task HandleAsync(Exchange exchange) => _chat.HandleAsync(exchange, request =>
        request.Model.Contains('/', StringComparison.Ordinal) && !request.Model.Contains("does-not-exist", StringComparison.OrdinalIgnoreCase)
            ? request.Model
            : throw OpenRouter.Refusal(400, $"{request.Model} is not a valid model ID"));

    /// <summary>Only the error shape of a host that is never asked directly.</summary>
    private sealed class OpenRouter() : Protocol("openrouter", "fal-ai/run/openrouter/", FalProtocol.Key)
    {
        public static WireException Refusal(int status, string message) =>
            new(status, new JsonObject { ["error"] = new JsonObject { ["message"] = message, ["code"] = status } });

        public override WireException Error(int status, string message, string? field = null, string? code = null) => Refusal(status, message);

        public override WireException Unauthorized(string? presented) => Refusal(401, "No auth credentials found");

        public override Task HandleAsync(Exchange exchange) => throw NotFound(exchange);
    }
}
