using System.Text.Json;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Reads the <c>usage</c> of an answer that is read as a document; both of OpenAI's ways to name tokens occur.</summary>
internal static class JsonUsage
{
    /// <summary>What an answer says that it consumed; null when it says nothing.</summary>
    public static Usage? Of(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("usage"u8, out var usage) || usage.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        return new()
        {
            InputTokens = Number(usage, "prompt_tokens"u8) ?? Number(usage, "input_tokens"u8),
            OutputTokens = Number(usage, "completion_tokens"u8) ?? Number(usage, "output_tokens"u8),
            TotalTokens = Number(usage, "total_tokens"u8),
            CachedInputTokens = Detail(usage, "prompt_tokens_details"u8, "cached_tokens"u8) ?? Detail(usage, "input_tokens_details"u8, "cached_tokens"u8),
            ReasoningTokens = Detail(usage, "completion_tokens_details"u8, "reasoning_tokens"u8) ?? Detail(usage, "output_tokens_details"u8, "reasoning_tokens"u8),
        };
    }

    /// <summary>What the provider itself says that the answer cost, in US dollars; null when it says nothing.</summary>
    public static decimal? CostOf(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("usage"u8, out var usage) && usage.ValueKind == JsonValueKind.Object
        && (usage.TryGetProperty("cost"u8, out var cost) || usage.TryGetProperty("estimated_cost"u8, out cost))
        && cost.ValueKind == JsonValueKind.Number && cost.TryGetDecimal(out var amount) && amount > 0
            ? amount
            : null;

    private static long? Detail(JsonElement usage, ReadOnlySpan<byte> group, ReadOnlySpan<byte> name) =>
        usage.TryGetProperty(group, out var details) && details.ValueKind == JsonValueKind.Object ? Number(details, name) : null;

    private static long? Number(JsonElement holder, ReadOnlySpan<byte> name) =>
        holder.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out var value) && value >= 0 ? value : null;
}
