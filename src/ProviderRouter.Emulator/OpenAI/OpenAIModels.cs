using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.OpenAI;

/// <summary>The models a server of the dialect lists; it serves any other id too, except one that says it is not there.</summary>
internal sealed class OpenAIModels(OpenAIProtocol protocol)
{
    private static readonly string[] Listed =
    [
        "emulated-chat", "emulated-vision", "emulated-embedding", "emulated-rerank", "emulated-image", "emulated-speech", "emulated-transcription",
    ];

    public Task ListAsync(Exchange exchange)
    {
        protocol.RequireMethod(exchange, "GET");
        return exchange.WriteJsonAsync(200, new JsonObject
        {
            ["object"] = "list",
            ["data"] = new JsonArray([.. Listed.Select(Describe)]),
        });
    }

    public Task DescribeAsync(Exchange exchange, string id)
    {
        protocol.RequireMethod(exchange, "GET");
        return exchange.WriteJsonAsync(200, Describe(protocol.Model(id)));
    }

    private static JsonObject Describe(string id) => new()
    {
        ["id"] = id,
        ["object"] = "model",
        ["created"] = 1760000000,
        ["owned_by"] = "provider-router-emulator",
    };
}
