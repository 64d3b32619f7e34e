using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Replicate;

/// <summary>Replicate at its own address and with its own key.</summary>
internal sealed class ReplicateProtocol(ReplicateServer server) : Protocol(ReplicateAddresses.Prefix, ReplicateAddresses.Prefix + "/", Key)
{
    public const string Key = "r8_emulator";

    public override WireException Error(int status, string message, string? field = null, string? code = null) => ReplicateErrors.Of(status, message);

    public override JsonNode StreamError() => new JsonObject { ["detail"] = "The prediction failed by a fault." };

    public override WireException Unauthorized(string? presented) => ReplicateErrors.Unauthorized();

    public override WireException NotFound(Exchange exchange) => ReplicateErrors.NotFound();

    public override bool IsOpen(Exchange exchange) => ReplicateServer.IsOpen(exchange.Path);

    public override Task HandleAsync(Exchange exchange) => server.HandleAsync(exchange, exchange.Path);
}
