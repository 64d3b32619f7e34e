using System.Text.Json;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>
/// Reads one JSON document of the dialect into a <see cref="ChatFrame"/>, in one pass over its bytes. Every field but <c>choices</c> may be
/// missing or null. Source: wire notes of the dialect, §2.5 and §3.3 to §3.5.
/// </summary>
internal static class ChatFrameReader
{
    /// <summary>Reads a document.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="InvalidOperationException">It is no object, or a text is no UTF-8.</exception>
    public static void Read(ReadOnlySpan<byte> json, ChatFrame frame)
    {
        frame.Clear();
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new InvalidOperationException("The answer is no JSON object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("choices"u8))
            {
                reader.Read();
                ReadChoices(ref reader, frame);
            }
            else if (reader.ValueTextEquals("usage"u8))
            {
                reader.Read();
                ChatUsageReader.Read(ref reader, frame);
            }
            else if (reader.ValueTextEquals("x_groq"u8))
            {
                reader.Read();
                ReadGroq(ref reader, frame);
            }
            else if (reader.ValueTextEquals("finish_reason"u8))
            {
                reader.Read();
                frame.FinishReason = ReadFinishReason(ref reader);
            }
            else if (frame.IsCompletion && reader.ValueTextEquals("generated_text"u8))
            {
                reader.Read();
                reader.Skip();
                frame.IsTokenEvent = true;
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                reader.Read();
                frame.IsError |= reader.TokenType is not (JsonTokenType.Null or JsonTokenType.False);
                reader.Skip();
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        while (reader.Read())
        {
            // what follows the object makes it invalid, and the reader says so
        }
    }

    // Groq's last chunk holds the usage here, and not always beside it.
    private static void ReadGroq(ref Utf8JsonReader reader, ChatFrame frame)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isUsage = reader.ValueTextEquals("usage"u8);
            reader.Read();
            if (isUsage)
            {
                ChatUsageReader.Read(ref reader, frame);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadChoices(ref Utf8JsonReader reader, ChatFrame frame)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadChoice(ref reader, frame, frame.Add());
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadChoice(ref Utf8JsonReader reader, ChatFrame frame, ChatFrameChoice choice)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (frame.IsCompletion && reader.ValueTextEquals("text"u8))
            {
                reader.Read();
                ReadContent(ref reader, choice);
            }
            else if (reader.ValueTextEquals("delta"u8))
            {
                reader.Read();
                if (frame.IsCompletion && choice.Text is not null)
                {
                    reader.Skip(); // Together says the same twice
                }
                else
                {
                    ReadDelta(ref reader, choice);
                }
            }
            else if (reader.ValueTextEquals("message"u8))
            {
                reader.Read();
                choice.IsMessage = reader.TokenType == JsonTokenType.StartObject;
                ReadDelta(ref reader, choice);
            }
            else if (reader.ValueTextEquals("index"u8))
            {
                reader.Read();
                choice.Index = ReadIndex(ref reader) is { } index && !frame.HasOneChoice ? index : 0;
            }
            else if (reader.ValueTextEquals("finish_reason"u8))
            {
                reader.Read();
                choice.FinishReason = ReadFinishReason(ref reader);
            }
            else if (reader.ValueTextEquals("logprobs"u8))
            {
                reader.Read();
                choice.LogProbability = reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number) ? number : null; // that of the delta's text at Together
                choice.LogProbabilities = LogProbabilityReader.Read(ref reader);
            }
            else if (reader.ValueTextEquals("usage"u8)) // older Moonshot servers
            {
                reader.Read();
                ChatUsageReader.Read(ref reader, frame);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
    }

    private static void ReadDelta(ref Utf8JsonReader reader, ChatFrameChoice choice)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                ReadContent(ref reader, choice);
            }
            else if (reader.ValueTextEquals("reasoning_content"u8) || reader.ValueTextEquals("reasoning"u8)) // two names for one thing; a server that sends both means the same
            {
                reader.Read();
                var text = ReadText(ref reader);
                choice.Reasoning = choice.Reasoning is { Length: > 0 } ? choice.Reasoning : text;
            }
            else if (reader.ValueTextEquals("refusal"u8))
            {
                reader.Read();
                choice.Refusal = ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("tool_calls"u8))
            {
                reader.Read();
                ToolCallReader.Read(ref reader, choice.ToolCalls);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
    }

    private static void ReadContent(ref Utf8JsonReader reader, ChatFrameChoice choice)
    {
        var (at, length) = ((int)reader.TokenStartIndex, (int)(reader.BytesConsumed - reader.TokenStartIndex));
        if (ReadText(ref reader) is { } text)
        {
            (choice.Text, choice.TextAt, choice.TextLength) = (text, at, length);
        }
    }

    private static string? ReadFinishReason(ref Utf8JsonReader reader)
    {
        var reason = reader.TokenType == JsonTokenType.String && !reader.ValueTextEquals(""u8) ? FinishReasons.Intern(ref reader) : null;
        reader.Skip();
        return reason;
    }

    internal static int? ReadIndex(ref Utf8JsonReader reader)
    {
        int? index = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number) ? number : null;
        reader.Skip();
        return index;
    }

    // A string; null; or, at some servers, a list of parts of which those with a text count.
    internal static string? ReadText(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.StartArray:
                using (var parts = JsonDocument.ParseValue(ref reader))
                {
                    return string.Concat(parts.RootElement.EnumerateArray().Select(TextOf));
                }

            default:
                reader.Skip();
                return null;
        }
    }

    private static string? TextOf(JsonElement part) =>
        part.ValueKind == JsonValueKind.String ? part.GetString()
        : part.ValueKind == JsonValueKind.Object && part.TryGetProperty("text"u8, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()
        : null;
}
