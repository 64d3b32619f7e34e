using System.Text.Json;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>
/// An event of Hugging Face's older text servers, one for each token:
/// <c>{"token":{"text","special"},"generated_text","details":{"finish_reason","generated_tokens"}}</c>.
/// </summary>
/// <param name="Text">The token's text; null for a mark such as the one that ends a text.</param>
/// <param name="WholeText">The whole text, in the last event; null in those before.</param>
/// <param name="FinishReason">Why the model stopped; null when it did not, or the server does not say.</param>
/// <param name="Tokens">How many tokens the answer has; null when the server does not say.</param>
internal readonly record struct TokenEvent(string? Text, string? WholeText, string? FinishReason, long? Tokens)
{
    /// <summary>Reads an event that is a JSON object.</summary>
    public static TokenEvent Read(ReadOnlySpan<byte> json)
    {
        var read = default(TokenEvent);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isToken, isWhole, isDetails) = (reader.ValueTextEquals("token"u8), reader.ValueTextEquals("generated_text"u8), reader.ValueTextEquals("details"u8));
            reader.Read();
            if (isToken && reader.TokenType == JsonTokenType.StartObject)
            {
                read = read with { Text = ReadToken(ref reader) };
            }
            else if (isDetails && reader.TokenType == JsonTokenType.StartObject)
            {
                read = ReadDetails(ref reader, read);
            }
            else
            {
                read = isWhole && reader.TokenType == JsonTokenType.String ? read with { WholeText = reader.GetString() } : read;
                reader.Skip();
            }
        }

        return read;
    }

    private static string? ReadToken(ref Utf8JsonReader reader)
    {
        string? text = null;
        var isMark = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isText, isSpecial) = (reader.ValueTextEquals("text"u8), reader.ValueTextEquals("special"u8));
            reader.Read();
            text = isText && reader.TokenType == JsonTokenType.String ? reader.GetString() : text;
            isMark |= isSpecial && reader.TokenType == JsonTokenType.True;
            reader.Skip();
        }

        return isMark ? null : text;
    }

    private static TokenEvent ReadDetails(ref Utf8JsonReader reader, TokenEvent read)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isReason, isCount) = (reader.ValueTextEquals("finish_reason"u8), reader.ValueTextEquals("generated_tokens"u8));
            reader.Read();
            read = isReason && reader.TokenType == JsonTokenType.String ? read with { FinishReason = FinishReasons.Intern(ref reader) }
                : isCount && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var count) && count >= 0 ? read with { Tokens = count }
                : read;
            reader.Skip();
        }

        return read;
    }
}
