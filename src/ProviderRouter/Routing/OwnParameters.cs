using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProviderRouter.Routing;

/// <summary>A provider's share of what the caller set by <c>ProviderParameters</c>.</summary>
internal static class OwnParameters
{
    // Elements, because codecs merge them into wire records; a node would write invalid JSON there.
    public static Dictionary<string, JsonElement>? For(InferenceRequest request, string provider)
    {
        if (request.ProviderParameters.Count == 0 || Find(request, provider) is not { Count: > 0 } own)
        {
            return null;
        }

        var parameters = new Dictionary<string, JsonElement>(own.Count);
        foreach (var (name, node) in own)
        {
            parameters[name] = ToElement(node);
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

    private static JsonElement ToElement(JsonNode? node)
    {
        if (node is null)
        {
            return JsonElement.Parse("null"u8);
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            node.WriteTo(writer);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }
}
