using System.Text.Json.Nodes;

namespace ProviderRouter.Emulator.Http;

/// <summary>An answer that is an error, in the shape of the provider that gives it.</summary>
internal sealed class WireException(int status, JsonNode body, string contentType = "application/json")
    : Exception("The emulated provider refuses the request.")
{
    public int Status { get; } = status;

    public JsonNode Body { get; } = body;

    public string ContentType { get; } = contentType;

    /// <summary>Headers that tell more about the error.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];
}

/// <summary>Ends a response where it stands, as if it were complete.</summary>
internal sealed class ResponseCutException() : Exception("The response ends here by a fault.");
