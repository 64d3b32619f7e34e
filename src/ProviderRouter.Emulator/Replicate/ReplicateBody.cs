using System.Text.Json;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Replicate;

/// <summary>Reads a body that has to be a JSON object.</summary>
internal static class ReplicateBody
{
    public static JsonElement Read(Exchange exchange)
    {
        if (exchange.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
        {
            throw ReplicateErrors.Create(415, null, $"Unsupported media type \"{exchange.ContentType}\" in request.");
        }

        try
        {
            var root = JsonElement.Parse(exchange.Body.Span);
            return root.ValueKind == JsonValueKind.Object ? root : throw ReplicateErrors.Of(400, string.Empty);
        }
        catch (JsonException)
        {
            throw ReplicateErrors.Of(400, string.Empty);
        }
    }
}
