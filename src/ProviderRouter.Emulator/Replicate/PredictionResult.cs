using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Replicate;

/// <summary>What a prediction comes to: a text in tokens, files, or a failure.</summary>
internal sealed class PredictionResult
{
    private readonly OutputKind _kind;
    private readonly List<(string Name, Lazy<(byte[] Bytes, string MediaType)> Content)> _files = [];

    private PredictionResult(OutputKind kind) => _kind = kind;

    public string? Failure { get; private init; }

    public IReadOnlyList<string> Tokens { get; private init; } = [];

    public static PredictionResult Create(ReplicateModel model, JsonElement input)
    {
        var prompt = Prompt(input);
        if (prompt.Contains("please fail", StringComparison.OrdinalIgnoreCase))
        {
            return new PredictionResult(model.Kind) { Failure = "The emulated model fails because the prompt asks it to." };
        }

        if (model.Kind == OutputKind.Text)
        {
            return new PredictionResult(model.Kind) { Tokens = Write(model, input, prompt) };
        }

        var result = new PredictionResult(model.Kind);
        if (model.Kind is OutputKind.Bark or OutputKind.Sound)
        {
            var voice = Text(input, "history_prompt") ?? Text(input, "voice") ?? model.Id;
            result.Add("audio.wav", () => (Sound.Wav(prompt, voice), "audio/wav"));
        }
        else
        {
            result.AddPictures(model, input, prompt);
        }

        return result;
    }

    /// <summary>The output as it stands in the prediction; <paramref name="link"/> makes addresses of relative paths.</summary>
    public JsonNode? Output(string id, Func<string, string> link)
    {
        var links = _files.Select(file => link($"delivery/{id}/{file.Name}"));
        return _kind switch
        {
            OutputKind.Text => new JsonArray([.. Tokens.Select(token => (JsonNode)token)]),
            OutputKind.Pictures => new JsonArray([.. links.Select(file => (JsonNode)file)]),
            OutputKind.Bark => new JsonObject { ["audio_out"] = links.First(), ["prompt_npz"] = null },
            _ => links.First(),
        };
    }

    public (byte[] Bytes, string MediaType)? File(string name) =>
        _files.Find(file => file.Name == name).Content?.Value;

    public JsonObject Metrics(PredictionTimes times, DateTimeOffset end, bool hasSucceeded)
    {
        var metrics = new JsonObject
        {
            ["predict_time"] = Math.Max(0, (end - times.Started).TotalSeconds),
            ["total_time"] = (end - times.Created).TotalSeconds,
        };
        if (hasSucceeded && Tokens.Count > 0)
        {
            metrics["output_token_count"] = Tokens.Count;
        }

        if (hasSucceeded && _kind is OutputKind.Pictures or OutputKind.OnePicture)
        {
            metrics["image_count"] = _files.Count;
        }

        return metrics;
    }

    private void AddPictures(ReplicateModel model, JsonElement input, string prompt)
    {
        var format = Text(input, "output_format") ?? (model.Input.ContainsKey("output_format") ? DefaultFormat(model) : "png");
        var (width, height) = Size(model, input);
        var seed = Integer(input, "seed") ?? 1;
        var count = model.Kind == OutputKind.Pictures ? Math.Clamp(Integer(input, "num_outputs") ?? 1, 1, 8) : 1;
        for (var number = 0; number < count; number++)
        {
            var own = seed + number;
            Add(
                string.Create(CultureInfo.InvariantCulture, $"out-{number}.{format}"),
                () => PictureFormat.Write(Picture.Draw(width, height, prompt, own), format));
        }
    }

    private static string DefaultFormat(ReplicateModel model) =>
        model.Input["output_format"].Allowed.Contains("webp") ? "webp" : "png";

    private static (int Width, int Height) Size(ReplicateModel model, JsonElement input)
    {
        if (Text(input, "aspect_ratio") is { } ratio
            && PictureFormat.Size(ratio, Text(input, "megapixels") == "0.25" ? 0.25 : 1) is { } size)
        {
            return size;
        }

        var usual = model.Id.Contains("openjourney", StringComparison.Ordinal) ? 512 : 1024;
        return (Math.Clamp(Integer(input, "width") ?? usual, 8, 2048), Math.Clamp(Integer(input, "height") ?? usual, 8, 2048));
    }

    private static List<string> Write(ReplicateModel model, JsonElement input, string prompt)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"This is a synthetic answer from the ProviderRouter emulator (model {model.Id}).");
        if (Text(input, "image") is { } image)
        {
            text.Append(' ').Append(PictureReader.Describe(image));
        }

        text.Append(CultureInfo.InvariantCulture, $" You said: {prompt}");
        var tokens = Chat.Tokens.Split(text.ToString());
        return (Integer(input, "max_tokens") ?? Integer(input, "max_new_tokens")) is > 0 and var limit ? [.. tokens.Take(limit)] : tokens;
    }

    private static string Prompt(JsonElement input)
    {
        if ((Text(input, "prompt") ?? Text(input, "text")) is { } prompt)
        {
            return prompt;
        }

        return ChatReader.Value(input, "messages") is { ValueKind: JsonValueKind.Array } messages && messages.GetArrayLength() > 0
            && messages.EnumerateArray().Last() is { ValueKind: JsonValueKind.Object } last
                ? Text(last, "content") ?? string.Empty
                : string.Empty;
    }

    private static string? Text(JsonElement input, string name) =>
        ChatReader.Value(input, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static int? Integer(JsonElement input, string name) =>
        ChatReader.Value(input, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number)
            ? (int)(number & int.MaxValue)
            : null;

    private void Add(string name, Func<(byte[] Bytes, string MediaType)> make) =>
        _files.Add((name, new Lazy<(byte[], string)>(make)));
}
