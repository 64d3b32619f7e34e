using System.Net.Http.Headers;
using System.Text.Json;
using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Writes the messages of a chat. Source: wire notes of the dialect, §2.2.</summary>
internal static class OpenAIMessageWriter
{
    public static void Write(Utf8JsonWriter json, TaskContext<ChatRequest> context, OpenAIDialect dialect, LoadedMedia media)
    {
        json.WriteStartArray();
        var messages = context.Request.Messages;
        for (var index = 0; index < messages.Count; index++)
        {
            var message = messages[index];
            CheckParts(context, message);
            if (message.Role == ChatRole.Tool)
            {
                WriteToolResults(json, context, message);
            }
            else
            {
                WriteMessage(json, context, dialect, media, message, isBeginning: context.ContinuesAnswer && index == messages.Count - 1);
            }
        }

        json.WriteEndArray();
    }

    // A part in the wrong message would be lost without a word.
    private static void CheckParts(TaskContext<ChatRequest> context, ChatMessage message)
    {
        for (var index = 0; index < message.Parts.Count; index++)
        {
            var fits = message.Parts[index] switch
            {
                ChatToolResultPart => message.Role == ChatRole.Tool,
                ChatToolCallPart or ChatReasoningPart => message.Role == ChatRole.Assistant,
                _ => message.Role != ChatRole.Tool,
            };
            if (!fits)
            {
                throw context.Fail(ErrorKind.InvalidRequest, $"A message of role '{message.Role}' cannot hold a {message.Parts[index].GetType().Name}.");
            }
        }
    }

    private static void WriteMessage(Utf8JsonWriter json, TaskContext<ChatRequest> context, OpenAIDialect dialect, LoadedMedia media, ChatMessage message, bool isBeginning)
    {
        var role = message.Role == ChatRole.Developer && !dialect.KnowsDeveloperRole ? ChatRole.System : message.Role;
        json.WriteStartObject();
        json.WriteString("role"u8, role.Value);
        if (message.Name is not null)
        {
            json.WriteString("name"u8, message.Name);
        }

        WriteContent(json, context, dialect, media, message);
        if (message.Refusal is not null)
        {
            json.WriteString("refusal"u8, message.Refusal);
        }

        if (role == ChatRole.Assistant)
        {
            WriteReasoning(json, dialect, message);
            WriteToolCalls(json, message);
        }

        if (isBeginning && dialect.Prefill.MessageField is { } mark)
        {
            json.WriteBoolean(mark, true);
        }

        json.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter json, TaskContext<ChatRequest> context, OpenAIDialect dialect, LoadedMedia media, ChatMessage message)
    {
        var (texts, others, calls) = Count(message);
        json.WritePropertyName("content"u8);
        if (others == 0 && (texts <= 1 || message.Role != ChatRole.User))
        {
            // A plain string: small servers refuse arrays. Null, not "", for a message that only calls tools.
            if (texts == 0 && calls > 0)
            {
                json.WriteNullValue();
            }
            else
            {
                json.WriteStringValue(message.Text);
            }

            return;
        }

        json.WriteStartArray();
        foreach (var part in message.Parts)
        {
            WritePart(json, context, dialect, media, part);
        }

        json.WriteEndArray();
    }

    private static (int Texts, int Others, int Calls) Count(ChatMessage message)
    {
        var (texts, others, calls) = (0, 0, 0);
        foreach (var part in message.Parts)
        {
            texts += part is ChatTextPart ? 1 : 0;
            others += part is ChatImagePart or ChatAudioPart ? 1 : 0;
            calls += part is ChatToolCallPart ? 1 : 0;
        }

        return (texts, others, calls);
    }

    private static void WritePart(Utf8JsonWriter json, TaskContext<ChatRequest> context, OpenAIDialect dialect, LoadedMedia media, ChatPart part)
    {
        switch (part)
        {
            case ChatTextPart text:
                json.WriteStartObject();
                json.WriteString("type"u8, "text"u8);
                json.WriteString("text"u8, text.Text);
                json.WriteEndObject();
                break;
            case ChatImagePart image:
                WriteImage(json, context, media, image);
                break;
            case ChatAudioPart audio:
                WriteAudio(json, context, dialect, media, audio);
                break;
        }
    }

    private static void WriteImage(Utf8JsonWriter json, TaskContext<ChatRequest> context, LoadedMedia media, ChatImagePart image)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "image_url"u8);
        json.WriteStartObject("image_url"u8); // an object, never the bare address
        if (media.BytesOf(image.Image) is { } bytes)
        {
            var type = image.Image.ContentType ?? MediaTypes.FromMagic(bytes.Span)
                ?? throw context.Fail(ErrorKind.InvalidRequest, "An image's type is unknown; name it when the image is made, \"image/png\" say.");
            if (!MediaTypeHeaderValue.TryParse(type, out _))
            {
                throw context.Fail(ErrorKind.InvalidRequest, "An image's type is not of the form \"image/png\".");
            }

            json.WritePropertyName("url"u8);
            JsonBase64.Write(json, $"data:{type};base64,", bytes.Span);
        }
        else
        {
            json.WriteString("url"u8, image.Image.Uri!.AbsoluteUri);
        }

        if (image.Detail is not null)
        {
            json.WriteString("detail"u8, image.Detail);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteAudio(Utf8JsonWriter json, TaskContext<ChatRequest> context, OpenAIDialect dialect, LoadedMedia media, ChatAudioPart audio)
    {
        json.WriteStartObject();
        if (media.BytesOf(audio.Audio) is { } bytes)
        {
            json.WriteString("type"u8, "input_audio"u8);
            json.WriteStartObject("input_audio"u8);
            json.WritePropertyName("data"u8);
            JsonBase64.Write(json, "", bytes.Span);
            json.WriteString("format"u8, AudioFormatOf(context, audio.Audio, bytes.Span));
        }
        else if (!dialect.KnowsAudioAddresses)
        {
            throw context.Fail(ErrorKind.Unsupported, $"'{context.Provider}' does not fetch sounds; make the audio of its bytes or of a file.");
        }
        else
        {
            json.WriteString("type"u8, "audio_url"u8); // Together and vLLM
            json.WriteStartObject("audio_url"u8);
            json.WriteString("url"u8, audio.Audio.Uri!.AbsoluteUri);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string AudioFormatOf(TaskContext<ChatRequest> context, MediaContent audio, ReadOnlySpan<byte> bytes) =>
        (audio.ContentType ?? MediaTypes.FromMagic(bytes))?.ToLowerInvariant() switch
        {
            "audio/wav" or "audio/x-wav" or "audio/wave" => "wav",
            "audio/mpeg" or "audio/mp3" => "mp3",
            { } type when type.StartsWith("audio/", StringComparison.Ordinal) => type[6..],
            _ => throw context.Fail(ErrorKind.InvalidRequest, "An audio part's type is unknown; name it when the audio is made, \"audio/wav\" say."),
        };

    // Some models want their thoughts back in tool loops; strict servers that do not know the field refuse the whole request.
    private static void WriteReasoning(Utf8JsonWriter json, OpenAIDialect dialect, ChatMessage message)
    {
        if (dialect.ReasoningField is { } field && message.Reasoning is { Length: > 0 } reasoning && message.ToolCalls.Count > 0)
        {
            json.WriteString(field, reasoning);
        }
    }

    private static void WriteToolCalls(Utf8JsonWriter json, ChatMessage message)
    {
        var open = false;
        foreach (var part in message.Parts)
        {
            if (part is not ChatToolCallPart toolCall)
            {
                continue;
            }

            if (!open)
            {
                json.WriteStartArray("tool_calls"u8);
                open = true;
            }

            json.WriteStartObject();
            json.WriteString("id"u8, toolCall.Id);
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, toolCall.Name);
            json.WriteString("arguments"u8, toolCall.Arguments); // JSON as a string, in both directions
            json.WriteEndObject();
            json.WriteEndObject();
        }

        if (open)
        {
            json.WriteEndArray();
        }
    }

    // Each tool message on the wire answers exactly one call.
    private static void WriteToolResults(Utf8JsonWriter json, TaskContext<ChatRequest> context, ChatMessage message)
    {
        if (message.Parts.Count == 0)
        {
            throw context.Fail(ErrorKind.InvalidRequest, "A message of role 'tool' holds no tool result; make it with ChatMessage.ToolResult.");
        }

        for (var index = 0; index < message.Parts.Count; index++)
        {
            var result = (ChatToolResultPart)message.Parts[index]; // the check let nothing else through
            json.WriteStartObject();
            json.WriteString("role"u8, "tool"u8);
            json.WriteString("tool_call_id"u8, result.ToolCallId);
            json.WriteString("content"u8, result.Result);
            json.WriteEndObject();
        }
    }
}
