using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Replicate;

/// <summary>Replicate at its own address and with its own key.</summary>
internal sealed class ReplicateProtocol() : Protocol(ReplicateAddresses.Prefix, ReplicateAddresses.Prefix + "/", Key)
{
    public const string Key = "r8_emulator";

    private readonly ReplicateRoutes _routes = new();

    public override WireException Error(int status, string message, string? field = null, string? code = null) => ReplicateErrors.Of(status, message);

    public override JsonNode StreamError() => new JsonObject { ["detail"] = "The prediction failed by a fault." };

    public override WireException Unauthorized(string? presented) => ReplicateErrors.Unauthorized();

    public override WireException NotFound(Exchange exchange) => ReplicateErrors.NotFound();

    public override bool IsOpen(Exchange exchange) => ReplicateRoutes.IsOpen(exchange.Path);

    /// <summary>The limits are told, not enforced: 600 predictions and 3000 other requests a minute, the bucket filled up within a second.</summary>
    public override Task HandleAsync(Exchange exchange)
    {
        if (!IsOpen(exchange))
        {
            var isCreate = exchange.Method == "POST" && exchange.Path.EndsWith("/predictions", StringComparison.Ordinal);
            exchange.Http.Response.Headers["ratelimit-remaining"] = isCreate ? "599" : "2999";
            exchange.Http.Response.Headers["ratelimit-reset"] = "1";
        }

        return _routes.HandleAsync(exchange);
    }
}
