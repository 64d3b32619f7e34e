using System.Text.Json;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>The words for why a model stopped, an open set at the servers, and what they mean here. Source: wire notes of the dialect, §4.</summary>
internal static class FinishReasons
{
    /// <summary>The word, without an allocation for the usual ones.</summary>
    public static string Intern(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("stop"u8) ? "stop"
        : reader.ValueTextEquals("length"u8) ? "length"
        : reader.ValueTextEquals("tool_calls"u8) ? "tool_calls"
        : reader.GetString()!;

    /// <summary>The meaning, with a look at what was said: local servers say "stop", or nothing, after tool calls.</summary>
    public static FinishReason Canonical(string? word, bool hasToolCalls)
    {
        var reason = Canonical(word);
        return hasToolCalls && (reason == FinishReason.Stop || reason == FinishReason.Unknown) ? FinishReason.ToolCalls : reason;
    }

    /// <summary>The meaning; a word that is not known is kept as it is.</summary>
    public static FinishReason Canonical(string? word) => word switch
    {
        null or "" => FinishReason.Unknown,
        "stop" or "eos" or "eos_token" or "end_turn" or "stop_sequence" or "COMPLETE" or "normal" => FinishReason.Stop,
        "length" or "max_tokens" or "model_length" or "MAX_TOKENS" => FinishReason.Length,
        "tool_calls" or "function_call" or "tool_use" => FinishReason.ToolCalls,
        "content_filter" or "safety" or "SAFETY" => FinishReason.ContentFilter,
        "error" or "insufficient_system_resource" => FinishReason.Error,
        "abort" or "cancelled" => FinishReason.Cancelled,
        _ => new(word),
    };
}
