using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Fal.Outputs;

/// <summary>A request's body, which the queue hands on unread.</summary>
internal sealed record FalBody(ReadOnlyMemory<byte> Content, string? MediaType)
{
    public static FalBody Of(Exchange exchange) => new(exchange.Body, exchange.ContentType);

    /// <summary>The body as JSON. FastAPI, which runs the models, takes a body of another declared type for plain text.</summary>
    public JsonElement Parse()
    {
        if (MediaType is { } type && !type.Contains("json", StringComparison.OrdinalIgnoreCase))
        {
            return JsonSerializer.SerializeToElement(Encoding.UTF8.GetString(Content.Span));
        }

        try
        {
            return JsonElement.Parse(Content.Span);
        }
        catch (JsonException wrong)
        {
            var context = new JsonObject { ["error"] = "Expecting value" };
            throw FalErrors.Invalid(
                FalErrors.Problem("json_invalid", "JSON decode error", ["body", wrong.BytePositionInLine ?? 0], new JsonObject(), context));
        }
    }
}
