using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Fireworks;

/// <summary>What Fireworks adds to a written text in one piece: token counts in headers, measurements on request.</summary>
internal static class FireworksExtras
{
    public static void Add(Exchange exchange, JsonElement request, int promptTokens, JsonObject body)
    {
        var headers = exchange.Http.Response.Headers;
        headers["fireworks-prompt-tokens"] = promptTokens.ToString(CultureInfo.InvariantCulture);
        headers["fireworks-cached-prompt-tokens"] = "0";
        headers["fireworks-server-time-to-first-token"] = "0.001";
        if (ChatReader.Value(request, "perf_metrics_in_response") is { ValueKind: JsonValueKind.True })
        {
            body["perf_metrics"] = new JsonObject
            {
                ["prompt-tokens"] = promptTokens,
                ["cached-prompt-tokens"] = 0,
                ["server-time-to-first-token"] = "0.001",
            };
        }
    }
}
