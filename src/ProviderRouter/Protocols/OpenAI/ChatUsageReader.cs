using System.Text.Json;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Reads the <c>usage</c> object; a null one says nothing and leaves what came before.</summary>
internal static class ChatUsageReader
{
    public static void Read(ref Utf8JsonReader reader, ChatFrame frame)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        var before = frame.Usage;
        var (input, output, total) = (before?.InputTokens, before?.OutputTokens, before?.TotalTokens);
        var (cached, reasoning) = (before?.CachedInputTokens, before?.ReasoningTokens);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("prompt_tokens"u8))
            {
                input = ReadLong(ref reader);
            }
            else if (reader.ValueTextEquals("completion_tokens"u8))
            {
                output = ReadLong(ref reader);
            }
            else if (reader.ValueTextEquals("total_tokens"u8))
            {
                total = ReadLong(ref reader);
            }
            else if (reader.ValueTextEquals("prompt_tokens_details"u8))
            {
                reader.Read();
                cached = ReadDetail(ref reader, "cached_tokens"u8);
            }
            else if (reader.ValueTextEquals("completion_tokens_details"u8))
            {
                reader.Read();
                reasoning = ReadDetail(ref reader, "reasoning_tokens"u8);
            }
            else if (reader.ValueTextEquals("cost"u8) || reader.ValueTextEquals("estimated_cost"u8))
            {
                reader.Read();
                frame.CostUsd = reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var cost) && cost > 0 ? cost : frame.CostUsd;
                reader.Skip();
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        frame.Usage = new()
        {
            InputTokens = input,
            OutputTokens = output,
            TotalTokens = total,
            CachedInputTokens = cached,
            ReasoningTokens = reasoning,
        };
    }

    private static long? ReadLong(ref Utf8JsonReader reader)
    {
        reader.Read();
        long? number = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var value) && value >= 0 ? value : null;
        reader.Skip();
        return number;
    }

    private static long? ReadDetail(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        long? found = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return found;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isWanted = reader.ValueTextEquals(name);
            var value = ReadLong(ref reader);
            found = isWanted ? value : found;
        }

        return found;
    }
}
