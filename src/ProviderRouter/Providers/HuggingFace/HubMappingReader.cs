using System.Text.Json;

namespace ProviderRouter.Providers.HuggingFace;

/// <summary>Reads <c>inferenceProviderMapping</c> in both of its forms: an object by provider, and a list. Source: wire notes of Hugging Face, §4.1.</summary>
internal static class HubMappingReader
{
    /// <summary>The offers in the Hub's order, which is the account's own order of preference; empty when nobody serves the model.</summary>
    public static IReadOnlyList<HubOffer> Read(JsonElement model, string id)
    {
        if (model.ValueKind != JsonValueKind.Object || !model.TryGetProperty("inferenceProviderMapping"u8, out var mapping))
        {
            return [];
        }

        var offers = new List<HubOffer>();
        switch (mapping.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var entry in mapping.EnumerateObject())
                {
                    Add(offers, entry.Name, entry.Value, id);
                }

                break;
            case JsonValueKind.Array:
                foreach (var entry in mapping.EnumerateArray())
                {
                    Add(offers, Text(entry, "provider"u8), entry, id);
                }

                break;
        }

        return offers;
    }

    // An entry that lacks what it needs is none: the Hub may list new kinds any day.
    private static void Add(List<HubOffer> offers, string? provider, JsonElement entry, string id)
    {
        if (provider is null || Text(entry, "providerId"u8) is not { Length: > 0 } model)
        {
            return;
        }

        offers.Add(new(provider, model, Text(entry, "task"u8))
        {
            Status = Text(entry, "status"u8) ?? "live",
            LoraWeights = Text(entry, "adapter"u8) == "lora" && Text(entry, "adapterWeightsPath"u8) is { Length: > 0 } path
                ? $"https://huggingface.co/{Text(entry, "hfModelId"u8) ?? id}/resolve/main/{path}"
                : null,
        });
    }

    private static string? Text(JsonElement item, ReadOnlySpan<byte> name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
