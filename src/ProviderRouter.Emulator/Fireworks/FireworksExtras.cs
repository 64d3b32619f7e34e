using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Fireworks;

/// <summary>What Fireworks adds to the common chat: token counts in headers, measurements on request, a list of models.</summary>
internal static class FireworksExtras
{
    private static readonly string[] ModelIds =
        ["gpt-oss-20b", "llama-v3p1-8b-instruct", "qwen2p5-vl-32b-instruct", "flux-1-schnell-fp8"];

    public static void Add(Exchange exchange, JsonElement request, ChatAnswer answer, JsonObject body)
    {
        var headers = exchange.Http.Response.Headers;
        headers["fireworks-prompt-tokens"] = answer.PromptTokens.ToString(CultureInfo.InvariantCulture);
        headers["fireworks-cached-prompt-tokens"] = "0";
        headers["fireworks-server-time-to-first-token"] = "0.001";
        if (ChatReader.Value(request, "perf_metrics_in_response") is { ValueKind: JsonValueKind.True })
        {
            body["perf_metrics"] = new JsonObject
            {
                ["prompt-tokens"] = answer.PromptTokens,
                ["cached-prompt-tokens"] = 0,
                ["server-time-to-first-token"] = "0.001",
            };
        }
    }

    public static JsonObject Models() => new()
    {
        ["object"] = "list",
        ["data"] = new JsonArray([.. ModelIds.Select(id => new JsonObject
            {
                ["id"] = "accounts/fireworks/models/" + id,
                ["object"] = "model",
                ["created"] = 1760000000,
                ["owned_by"] = "fireworks",
            })]),
    };
}
