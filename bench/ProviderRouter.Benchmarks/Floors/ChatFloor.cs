using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ProviderRouter.Benchmarks.Floors;

/// <summary>A message of a chat as a program for one call would hold it.</summary>
internal sealed record FloorMessage(string Role, string Content);

/// <summary>What a program for one call would take out of an answer.</summary>
internal sealed record FloorAnswer(string Text, string FinishReason, int PromptTokens, int CompletionTokens);

/// <summary>A chat's JSON by hand: this body, this answer, nothing else.</summary>
internal static class ChatFloor
{
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(IBufferWriter<byte> output, string model, FloorMessage[] messages, int maxTokens, double temperature, bool stream)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("model"u8, model);
        json.WriteStartArray("messages"u8);
        foreach (var message in messages)
        {
            json.WriteStartObject();
            json.WriteString("role"u8, message.Role);
            json.WriteString("content"u8, message.Content);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (stream)
        {
            json.WriteBoolean("stream"u8, true);
            json.WriteStartObject("stream_options"u8);
            json.WriteBoolean("include_usage"u8, true);
            json.WriteEndObject();
        }

        json.WriteNumber("max_tokens"u8, maxTokens);
        json.WriteNumber("temperature"u8, temperature);
        json.WriteEndObject();
    }

    public static FloorAnswer Read(ReadOnlySpan<byte> json)
    {
        var (text, finish, prompt, completion) = ("", "", 0, 0);
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            if (reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                text = reader.GetString() ?? "";
            }
            else if (reader.ValueTextEquals("finish_reason"u8))
            {
                reader.Read();
                finish = reader.ValueTextEquals("stop"u8) ? "stop" : reader.GetString() ?? "";
            }
            else if (reader.ValueTextEquals("prompt_tokens"u8))
            {
                reader.Read();
                prompt = reader.GetInt32();
            }
            else if (reader.ValueTextEquals("completion_tokens"u8))
            {
                reader.Read();
                completion = reader.GetInt32();
            }
        }

        return new(text, finish, prompt, completion);
    }
}
