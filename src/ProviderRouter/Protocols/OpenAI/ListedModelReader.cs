using System.Globalization;
using System.Text.Json;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Reads one model of a list. Only its id is common to all servers; the rest is read where it is, by each of its names.</summary>
internal static class ListedModelReader
{
    private static readonly string[] WindowNames = ["context_length", "context_window", "max_model_len", "max_context_length", "context_size", "contextLength"];
    private static readonly string[] InputNames = ["input", "prompt", "input_tokens"];
    private static readonly string[] OutputNames = ["output", "completion", "output_tokens"];
    private static readonly string[] CachedNames = ["cached_input", "input_cache_read", "cache_read_tokens"];

    /// <summary>Reads a model; null for what is none.</summary>
    public static ListedModel? Read(string provider, JsonElement item, ModelsDialect known)
    {
        if (item.ValueKind == JsonValueKind.String && item.GetString() is { Length: > 0 } bare)
        {
            return new() { Provider = provider, Id = bare };
        }

        if ((TextOf(item, "id") ?? TextOf(item, "name")) is not { Length: > 0 } id)
        {
            return null;
        }

        var details = item.TryGetProperty("metadata"u8, out var metadata) && metadata.ValueKind == JsonValueKind.Object ? metadata : item; // DeepInfra
        return new()
        {
            Provider = provider,
            Id = id,
            Tasks = TasksOf(TextOf(item, "type")),
            Price = PriceOf(details, known.TokensOfPrice),
            ContextWindow = WindowOf(item) ?? WindowOf(details),
            Capabilities = CapabilitiesOf(item),
        };
    }

    // Together's and LM Studio's kinds of models.
    private static IReadOnlyList<string> TasksOf(string? type) => type switch
    {
        "chat" or "llm" => ["conversational", "text-generation"],
        "vlm" => ["conversational", "image-text-to-text"],
        "language" or "code" => ["text-generation"],
        "embedding" or "embeddings" => ["feature-extraction"],
        "rerank" => ["text-ranking"],
        "image" => ["text-to-image"],
        "video" => ["text-to-video"],
        "audio" => ["text-to-speech"],
        "transcribe" => ["automatic-speech-recognition"],
        _ => [],
    };

    // What OpenRouter says that a model takes.
    private static List<string> CapabilitiesOf(JsonElement item)
    {
        var capabilities = new List<string>();
        if (Lists(item, "supported_parameters", "tools"))
        {
            capabilities.Add("tools");
        }

        if (Lists(item, "supported_parameters", "reasoning"))
        {
            capabilities.Add("reasoning");
        }

        if (Lists(item, "supported_parameters", "structured_outputs"))
        {
            capabilities.Add("json_schema");
        }

        if (item.TryGetProperty("architecture"u8, out var architecture) && architecture.ValueKind == JsonValueKind.Object && Lists(architecture, "input_modalities", "image"))
        {
            capabilities.Add("vision");
        }

        return capabilities;
    }

    private static bool Lists(JsonElement holder, string name, string wanted)
    {
        if (holder.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in list.EnumerateArray())
            {
                if (item.ValueKind == JsonValueKind.String && item.ValueEquals(wanted))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static int? WindowOf(JsonElement holder)
    {
        foreach (var name in WindowNames)
        {
            if (holder.TryGetProperty(name, out var window) && window.ValueKind == JsonValueKind.Number && window.TryGetInt32(out var tokens) && tokens > 0)
            {
                return tokens;
            }
        }

        return null;
    }

    private static CatalogPrice? PriceOf(JsonElement holder, int? tokens)
    {
        if (tokens is not { } count || !holder.TryGetProperty("pricing"u8, out var pricing) || pricing.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var (input, output) = (AmountOf(pricing, InputNames, count), AmountOf(pricing, OutputNames, count));
        return input > 0 || output > 0 // both are 0 where something else than tokens is billed
            ? new() { Unit = PriceUnit.PerMillionTokens, Input = input, Output = output, CachedInput = AmountOf(pricing, CachedNames, count) is > 0 and var cached ? cached : null }
            : null;
    }

    // A number or a string of one; -1 stands for a price that depends.
    private static decimal? AmountOf(JsonElement pricing, string[] names, int tokens)
    {
        foreach (var name in names)
        {
            if (pricing.TryGetProperty(name, out var value)
                && decimal.TryParse(value.ValueKind is JsonValueKind.Number or JsonValueKind.String ? value.ToString() : null, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount)
                && amount is >= 0 and < 1_000_000)
            {
                return amount * (1_000_000 / tokens);
            }
        }

        return null;
    }

    private static string? TextOf(JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
