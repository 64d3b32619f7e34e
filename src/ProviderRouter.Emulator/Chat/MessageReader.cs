using System.Globalization;
using System.Text.Json;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Chat;

/// <summary>Reads and checks the messages of a chat request.</summary>
internal sealed class MessageReader(ChatDialect dialect)
{
    public List<ChatMessage> Read(JsonElement messages)
    {
        var list = new List<ChatMessage>();
        var calls = new HashSet<string>(StringComparer.Ordinal);
        foreach (var message in messages.EnumerateArray())
        {
            list.Add(ReadOne(message, string.Create(CultureInfo.InvariantCulture, $"messages.[{list.Count}]"), calls));
        }

        return list;
    }

    private ChatMessage ReadOne(JsonElement message, string at, HashSet<string> calls)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            throw dialect.Invalid($"Invalid type for '{at}': expected an object.", at);
        }

        var role = ChatReader.Value(message, "role") is { ValueKind: JsonValueKind.String } given ? given.GetString()! : null;
        if (role is not ("system" or "developer" or "user" or "assistant" or "tool"))
        {
            throw dialect.Invalid(
                $"Invalid value: '{role}'. Supported values are: 'system', 'assistant', 'user', 'tool' and 'developer'.", at + ".role");
        }

        if (role == "assistant")
        {
            ReadCalls(message, at, calls);
        }

        if (role == "tool")
        {
            var id = ChatReader.Value(message, "tool_call_id") is { ValueKind: JsonValueKind.String } text ? text.GetString()! : null;
            if (id is null || !calls.Contains(id))
            {
                throw dialect.Invalid(
                    "Invalid parameter: messages with role 'tool' must be a response to a preceding message with 'tool_calls'.", at + ".tool_call_id");
            }
        }

        return ReadContent(message, role, at);
    }

    private void ReadCalls(JsonElement message, string at, HashSet<string> calls)
    {
        if (ChatReader.Value(message, "tool_calls") is not { } list)
        {
            return;
        }

        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
        {
            throw dialect.Invalid($"Invalid '{at}.tool_calls': expected an array with at least one call.", at + ".tool_calls");
        }

        foreach (var call in list.EnumerateArray())
        {
            if (call.ValueKind != JsonValueKind.Object
                || ChatReader.Value(call, "id") is not { ValueKind: JsonValueKind.String } id
                || ChatReader.Value(call, "function") is not { ValueKind: JsonValueKind.Object } function
                || ChatReader.Value(function, "name") is not { ValueKind: JsonValueKind.String }
                || ChatReader.Value(function, "arguments") is not { ValueKind: JsonValueKind.String })
            {
                throw dialect.Invalid($"Invalid '{at}.tool_calls': each needs a string id, function.name and function.arguments.", at + ".tool_calls");
            }

            calls.Add(id.GetString()!);
        }
    }

    private ChatMessage ReadContent(JsonElement message, string role, string at)
    {
        switch (ChatReader.Value(message, "content"))
        {
            case null when role == "assistant" && ChatReader.Value(message, "tool_calls") is not null:
                return new ChatMessage(role, string.Empty, [], []);
            case { ValueKind: JsonValueKind.String } text:
                return new ChatMessage(role, text.GetString()!, [], []);
            case { ValueKind: JsonValueKind.Array } parts:
                return ReadParts(parts, role, at);
            default:
                throw dialect.Invalid($"Invalid value for 'content': expected a string or an array in '{at}'.", at + ".content");
        }
    }

    private ChatMessage ReadParts(JsonElement parts, string role, string at)
    {
        var texts = new List<string>();
        var images = new List<string>();
        var others = new List<string>();
        foreach (var part in parts.EnumerateArray())
        {
            var type = part.ValueKind == JsonValueKind.Object && ChatReader.Value(part, "type") is { ValueKind: JsonValueKind.String } given
                ? given.GetString()
                : null;
            switch (type)
            {
                case "text" when ChatReader.Value(part, "text") is { ValueKind: JsonValueKind.String } text:
                    texts.Add(text.GetString()!);
                    break;
                case "image_url" when role == "user"
                    && ChatReader.Value(part, "image_url") is { ValueKind: JsonValueKind.Object } image
                    && ChatReader.Value(image, "url") is { ValueKind: JsonValueKind.String } url:
                    images.Add(CheckUrl(url.GetString()!, at));
                    break;
                case "input_audio" when role == "user" && ChatReader.Value(part, type) is { ValueKind: JsonValueKind.Object } sound:
                    CheckSound(sound, at);
                    others.Add(type);
                    break;
                case "video_url" or "audio_url" or "file"
                    when role == "user" && ChatReader.Value(part, type) is { ValueKind: JsonValueKind.Object }:
                    others.Add(type);
                    break;
                default:
                    throw dialect.Invalid($"Invalid content part of type '{type}' in '{at}'.", at + ".content");
            }
        }

        return new ChatMessage(role, string.Join('\n', texts), images, others);
    }

    private void CheckSound(JsonElement sound, string at)
    {
        if (ChatReader.Value(sound, "format") is not { ValueKind: JsonValueKind.String } format || !dialect.SoundFormats.Contains(format.GetString()!))
        {
            throw dialect.Invalid($"Invalid input_audio: expected the format {string.Join(" or ", dialect.SoundFormats)}.", at + ".content");
        }

        if (ChatReader.Value(sound, "data") is not { ValueKind: JsonValueKind.String } data || !data.TryGetBytesFromBase64(out var bytes) || bytes.Length == 0)
        {
            throw dialect.Invalid("Invalid input_audio: expected data in base64.", at + ".content");
        }
    }

    private string CheckUrl(string url, string at)
    {
        if (url.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase))
        {
            return DataUri.TryDecode(url, out _, out _)
                ? url
                : throw dialect.Invalid("Invalid base64 image_url.", at + ".content");
        }

        return Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https")
            ? url
            : throw dialect.Invalid("Invalid image_url: expected an http(s) or a data address.", at + ".content");
    }
}
