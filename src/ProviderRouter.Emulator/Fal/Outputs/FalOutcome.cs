using System.Globalization;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Fal.Outputs;

/// <summary>What a run came to: an output, or the model's own error.</summary>
internal sealed record FalOutcome(int Status, JsonNode Body, IReadOnlyList<(string Name, string Value)> Headers)
{
    /// <summary>Whether a webhook can carry the output; else it tells why not, and the queue has to be asked.</summary>
    public bool FitsWebhooks { get; init; } = true;

    public bool HasSucceeded => Status < 300;

    /// <summary>The error's type if it is one of the machinery, which the queue's status tells too.</summary>
    public string? ErrorType => Body is JsonObject body && body["error_type"] is { } type ? type.GetValue<string>() : null;

    public static FalOutcome Success(JsonNode body, double units) =>
        new(200, body, [("x-fal-billable-units", units.ToString("0.####", CultureInfo.InvariantCulture))]);

    public static FalOutcome Failure(WireException error) => new(error.Status, error.Body, error.Headers);

    public Task WriteAsync(Exchange exchange, string requestId)
    {
        exchange.Http.Response.Headers["x-fal-request-id"] = requestId;
        foreach (var (name, value) in Headers)
        {
            exchange.Http.Response.Headers[name] = value;
        }

        return exchange.WriteJsonAsync(Status, Body);
    }
}
