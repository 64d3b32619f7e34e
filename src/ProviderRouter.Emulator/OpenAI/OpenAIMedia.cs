using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.OpenAI;

/// <summary>Pictures and speech of the OpenAI dialect.</summary>
internal sealed class OpenAIMedia(OpenAIProtocol protocol)
{
    private const int LongestInput = 4096;

    private static readonly Dictionary<string, FieldRule> PictureFields = new(StringComparer.Ordinal)
    {
        ["model"] = new(FieldKind.Text),
        ["prompt"] = new(FieldKind.Text),
        ["n"] = new(FieldKind.Integer, 1, 10),
        ["size"] = new(FieldKind.Text),
        ["response_format"] = new(FieldKind.Text),
        ["output_format"] = new(FieldKind.Text),
        ["seed"] = new(FieldKind.Integer),
    };

    private static readonly Dictionary<string, FieldRule> SpeechFields = new(StringComparer.Ordinal)
    {
        ["model"] = new(FieldKind.Text),
        ["input"] = new(FieldKind.Text),
        ["voice"] = new(FieldKind.Text),
        ["response_format"] = new(FieldKind.Text),
        ["speed"] = new(FieldKind.Number, 0.25, 4),
        ["instructions"] = new(FieldKind.Text),
    };

    private readonly ConcurrentDictionary<string, (byte[] Bytes, string MediaType)> _files = new(StringComparer.Ordinal);

    public Task DrawAsync(Exchange exchange)
    {
        var root = Read(exchange, PictureFields);
        protocol.Model(Text(root, "model") ?? "emulated-image");
        var prompt = Required(root, "prompt");
        var (width, height) = Size(Text(root, "size") ?? "1024x1024");
        var form = OneOf(root, "response_format", "url", "b64_json");
        var format = OneOf(root, "output_format", "png", "jpeg", "webp");
        var count = ChatReader.Value(root, "n")?.GetInt32() ?? 1;
        var seed = ChatReader.Value(root, "seed") is { } given && given.TryGetInt64(out var number) ? number : 1;
        var data = new JsonArray();
        for (var i = 0; i < count; i++)
        {
            var file = PictureFormat.Write(Picture.Draw(width, height, prompt, seed + i), format);
            data.Add(form == "url"
                ? new JsonObject { ["url"] = Publish(exchange, file, i, format) }
                : new JsonObject { ["b64_json"] = Convert.ToBase64String(file.Bytes) });
        }

        return exchange.WriteJsonAsync(200, new JsonObject { ["created"] = exchange.UnixNow, ["data"] = data });
    }

    public Task SpeakAsync(Exchange exchange)
    {
        var root = Read(exchange, SpeechFields);
        protocol.Model(Required(root, "model"));
        var input = Required(root, "input");
        var voice = Required(root, "voice");
        if (input.Length > LongestInput)
        {
            throw Invalid("input", $"String should have at most {LongestInput} characters");
        }

        return Text(root, "response_format") switch
        {
            "wav" => exchange.WriteBytesAsync(200, Sound.Wav(input, voice), "audio/wav"),
            "pcm" => exchange.WriteBytesAsync(200, Sound.Pcm(input, voice), "audio/pcm"),
            null or "mp3" => exchange.WriteBytesAsync(200, Sound.SilentMp3(input), "audio/mpeg"),
            var other => throw Invalid("response_format", $"'{other}' is not one of the formats the emulator writes: mp3 (silent), wav, pcm"),
        };
    }

    public Task DeliverAsync(Exchange exchange, string name) => _files.TryGetValue(name, out var file)
        ? exchange.WriteBytesAsync(200, file.Bytes, file.MediaType)
        : throw protocol.NotFound(exchange);

    private string Publish(Exchange exchange, (byte[] Bytes, string MediaType) file, int number, string format)
    {
        var hash = StableHash.Of(exchange.Body.Span);
        var name = string.Create(CultureInfo.InvariantCulture, $"{hash:x16}-{number}.{format}");
        _files[name] = file;
        return exchange.Link("delivery/" + name);
    }

    private JsonElement Read(Exchange exchange, Dictionary<string, FieldRule> rules)
    {
        protocol.RequireMethod(exchange, "POST");
        var root = protocol.ReadObject(exchange);
        foreach (var field in root.EnumerateObject())
        {
            if (field.Value.ValueKind != JsonValueKind.Null && rules.TryGetValue(field.Name, out var rule)
                && rule.Problem(field.Value) is { } problem)
            {
                throw Invalid(field.Name, problem);
            }
        }

        return root;
    }

    private (int Width, int Height) Size(string size)
    {
        if (size == "auto")
        {
            return (1024, 1024);
        }

        return size.Split('x') is [var width, var height]
            && int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out var across) && across is >= 64 and <= 2048
            && int.TryParse(height, NumberStyles.None, CultureInfo.InvariantCulture, out var down) && down is >= 64 and <= 2048
                ? (across, down)
                : throw Invalid("size", $"'{size}' is not of the form 1024x1024 with sides from 64 to 2048");
    }

    private string Required(JsonElement root, string name) => Text(root, name) is { Length: > 0 } text
        ? text
        : throw protocol.Error(400, $"Missing required parameter: '{name}'.", name, "missing_required_parameter");

    private string OneOf(JsonElement root, string name, params string[] allowed)
    {
        var value = Text(root, name) ?? allowed[0];
        return allowed.Contains(value) ? value : throw Invalid(name, $"'{value}' is not one of {string.Join(", ", allowed)}");
    }

    private static string? Text(JsonElement root, string name) => ChatReader.Value(root, name)?.GetString();

    private WireException Invalid(string name, string problem) =>
        protocol.Error(400, $"Invalid value for '{name}': {problem}.", name, "invalid_value");
}
