using System.Text.Json;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Reads the <c>tool_calls</c> of a message or delta. Source: wire notes of the dialect, §2.5 and §3.4.</summary>
internal static class ToolCallReader
{
    public static void Read(ref Utf8JsonReader reader, List<ToolCallPiece> pieces)
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
                ToolCallAssembler.CheckCalls(pieces.Count);
                pieces.Add(ReadToolCall(ref reader));
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static ToolCallPiece ReadToolCall(ref Utf8JsonReader reader)
    {
        int? index = null;
        string? id = null, name = null;
        var arguments = "";
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("index"u8))
            {
                reader.Read();
                index = ChatFrameReader.ReadIndex(ref reader);
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                id = reader.TokenType == JsonTokenType.Number ? JsonElement.ParseValue(ref reader).GetRawText() : ChatFrameReader.ReadText(ref reader); // a number at older Hugging Face servers
            }
            else if (reader.ValueTextEquals("function"u8))
            {
                reader.Read();
                (name, arguments) = ReadFunction(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return new(index, id, name, arguments);
    }

    private static (string? Name, string Arguments) ReadFunction(ref Utf8JsonReader reader)
    {
        string? name = null;
        var arguments = "";
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return (name, arguments);
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("name"u8))
            {
                reader.Read();
                name = ChatFrameReader.ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("arguments"u8))
            {
                reader.Read();
                arguments = reader.TokenType == JsonTokenType.StartObject
                    ? JsonElement.ParseValue(ref reader).GetRawText() // an object where a string belongs: weak models behind Ollama
                    : ChatFrameReader.ReadText(ref reader) ?? "";
                ToolCallAssembler.CheckArguments(arguments.Length);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return (name, arguments);
    }
}
