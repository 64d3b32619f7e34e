using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProviderRouter.Emulator.Http;

/// <summary>The wire format of one provider: its routes, checks and error shapes.</summary>
internal abstract class Protocol(string name, string basePath, string apiKey)
{
    public string Name { get; } = name;

    /// <summary>The path of the client's base address, without a leading slash and with a trailing one.</summary>
    public string BasePath { get; } = basePath;

    public string ApiKey { get; } = apiKey;

    /// <summary>Further addresses of a provider that answers at several hosts: a name and a path like <see cref="BasePath"/>.</summary>
    public virtual IReadOnlyDictionary<string, string> Addresses { get; } = new Dictionary<string, string>();

    /// <summary>The scheme in which the key stands in the Authorization header.</summary>
    protected virtual string KeyScheme => "Bearer";

    /// <summary>The header that carries the request id.</summary>
    public virtual string RequestIdHeader => "x-request-id";

    /// <summary>Answers a request whose key has been checked.</summary>
    public abstract Task HandleAsync(Exchange exchange);

    /// <summary>An error in the provider's own shape.</summary>
    public abstract WireException Error(int status, string message, string? field = null, string? code = null);

    /// <summary>The data of an error event in a stream.</summary>
    public virtual JsonNode StreamError() => Error(500, "The server had an error while processing your request.").Body;

    /// <summary>The answer to a missing (<see langword="null"/>) or wrong key.</summary>
    public abstract WireException Unauthorized(string? presented);

    /// <summary>Whether a path is served without a key.</summary>
    public virtual bool IsOpen(Exchange exchange) => false;

    /// <summary>Refuses a request without the right key in the right scheme.</summary>
    public virtual void CheckKey(Exchange exchange)
    {
        var header = exchange.Header("Authorization");
        if (header is null || header.Split(' ', 2) is not [var scheme, var key]
            || !scheme.Equals(KeyScheme, StringComparison.OrdinalIgnoreCase))
        {
            throw Unauthorized(null);
        }

        if (!string.Equals(key, ApiKey, StringComparison.Ordinal))
        {
            throw Unauthorized(key);
        }
    }

    public virtual WireException NotFound(Exchange exchange) => Error(404, "Not Found", code: "not_found");

    public virtual WireException MethodNotAllowed(Exchange exchange) => Error(405, "Method Not Allowed");

    public void RequireMethod(Exchange exchange, string method)
    {
        if (!string.Equals(exchange.Method, method, StringComparison.OrdinalIgnoreCase))
        {
            throw MethodNotAllowed(exchange);
        }
    }

    /// <summary>The body as a JSON object, or the provider's refusal.</summary>
    public JsonElement ReadObject(Exchange exchange)
    {
        var type = exchange.ContentType;
        if (type is null || !type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
        {
            throw Error(415, $"Unsupported media type '{type}'. Use 'application/json'.", code: "unsupported_media_type");
        }

        JsonElement root;
        try
        {
            root = JsonElement.Parse(exchange.Body.Span);
        }
        catch (JsonException)
        {
            throw Error(400, "We could not parse the JSON body of your request.", code: "invalid_json");
        }

        return root.ValueKind == JsonValueKind.Object
            ? root
            : throw Error(400, "The body of the request must be a JSON object.", code: "invalid_json");
    }
}
