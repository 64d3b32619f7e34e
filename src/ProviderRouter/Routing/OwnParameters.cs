using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProviderRouter.Routing;

/// <summary>A provider's share of what the caller set by <c>ProviderParameters</c>.</summary>
internal static class OwnParameters
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Elements, because codecs merge them into wire records; a node would write invalid JSON there.
    public static Dictionary<string, JsonElement>? For(InferenceRequest request, RouteCandidate candidate)
    {
        if (request.ProviderParameters.Count == 0 || Find(request, candidate.Provider) is not { Count: > 0 } own)
        {
            return null;
        }

        var parameters = new Dictionary<string, JsonElement>(own.Count);
        foreach (var (name, node) in own)
        {
            parameters[name] = ToElement(node, candidate);
        }

        return parameters;
    }

    // Names of providers have no case, the caller's dictionary may.
    private static JsonObject? Find(InferenceRequest request, string provider)
    {
        if (request.ProviderParameters.TryGetValue(provider, out var own))
        {
            return own;
        }

        foreach (var (name, parameters) in request.ProviderParameters)
        {
            if (string.Equals(name, provider, StringComparison.OrdinalIgnoreCase))
            {
                return parameters;
            }
        }

        return null;
    }

    private static JsonElement ToElement(JsonNode? node, RouteCandidate candidate)
    {
        if (node is null)
        {
            return JsonElement.Parse("null"u8);
        }

        var buffer = new ArrayBufferWriter<byte>();
        try
        {
            using (var writer = new Utf8JsonWriter(buffer, Relaxed))
            {
                node.WriteTo(writer);
            }

            return HalfPairs.WereIn(buffer.WrittenSpan) ? throw Unsendable(candidate, cause: null) : JsonElement.Parse(buffer.WrittenSpan);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException or NotSupportedException)
        {
            throw Unsendable(candidate, exception);
        }
    }

    private static ProviderException Unsendable(RouteCandidate candidate, Exception? cause) => new(
        candidate.Provider, ErrorKind.InvalidRequest, $"Provider '{candidate.Provider}': a field of ProviderParameters cannot be sent: a text of it is no Unicode, a number none that JSON knows, or it is deeper than 64 levels.", cause)
    {
        Model = candidate.Model,
        Phase = AttemptPhase.Connecting,
    };
}
