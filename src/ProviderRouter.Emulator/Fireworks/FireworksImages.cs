using System.Globalization;
using System.Text.Json;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Fireworks;

/// <summary>Pictures answered at once from a text: the FLUX workflows and the older image generation (SDXL and its kin).</summary>
internal sealed class FireworksImages(FireworksProtocol protocol)
{
    private static readonly string[] Ratios = ["1:1", "21:9", "16:9", "3:2", "5:4", "4:5", "2:3", "9:16", "9:21", "4:3", "3:4"];

    private static readonly Dictionary<string, FieldRule> FluxFields = new(StringComparer.Ordinal)
    {
        ["prompt"] = new(FieldKind.Text),
        ["aspect_ratio"] = new(FieldKind.Text),
        ["guidance_scale"] = new(FieldKind.Number, 0),
        ["num_inference_steps"] = new(FieldKind.Integer, 1, 100),
        ["seed"] = new(FieldKind.Integer, 0),
    };

    private static readonly Dictionary<string, FieldRule> DiffusionFields = new(StringComparer.Ordinal)
    {
        ["prompt"] = new(FieldKind.Text),
        ["negative_prompt"] = new(FieldKind.Text),
        ["cfg_scale"] = new(FieldKind.Number, 0),
        ["sampler"] = new(FieldKind.Text),
        ["samples"] = new(FieldKind.Integer, 1, 10),
        ["steps"] = new(FieldKind.Integer, 1, 500),
        ["seed"] = new(FieldKind.Integer, 0),
        ["style_preset"] = new(FieldKind.Text),
        ["safety_check"] = new(FieldKind.Flag),
        ["lora_adapter_name"] = new(FieldKind.Text),
        ["lora_weight_filename"] = new(FieldKind.Text),
        ["return_latents"] = new(FieldKind.Flag),
    };

    /// <summary>FLUX by workflow; the size follows the aspect ratio, other fields are ignored.</summary>
    public Task TextToImageAsync(Exchange exchange)
    {
        var root = ReadBody(exchange, FluxFields);
        var prompt = Prompt(root);
        var ratio = ChatReader.Value(root, "aspect_ratio")?.GetString() ?? "1:1";
        if (!Ratios.Contains(ratio))
        {
            throw protocol.Error(400, $"Invalid value for 'aspect_ratio': '{ratio}'. Supported: {string.Join(", ", Ratios)}.");
        }

        var (width, height) = PictureFormat.Size(ratio)!.Value;
        return new DiffusionAnswer(protocol, prompt, Seed(root, exchange))
        {
            Draw = seed => Picture.Draw(width, height, prompt, seed),
        }.WriteObjectAsync(exchange);
    }

    /// <summary>SDXL and its kin; several samples come as a JSON list.</summary>
    public Task ImageGenerationAsync(Exchange exchange)
    {
        var root = ReadBody(exchange, DiffusionFields);
        var prompt = Prompt(root);
        var (width, height) = (Side(root, "width"), Side(root, "height"));
        return new DiffusionAnswer(protocol, prompt, Seed(root, exchange))
        {
            Samples = ChatReader.Value(root, "samples")?.GetInt32() ?? 1,
            Draw = seed => Picture.Draw(width, height, prompt, seed),
        }.WriteListAsync(exchange);
    }

    private JsonElement ReadBody(Exchange exchange, Dictionary<string, FieldRule> rules)
    {
        var root = protocol.ReadObject(exchange);
        foreach (var field in root.EnumerateObject())
        {
            if (field.Value.ValueKind != JsonValueKind.Null && rules.TryGetValue(field.Name, out var rule)
                && rule.Problem(field.Value) is { } problem)
            {
                throw protocol.Error(400, $"Invalid type or value for '{field.Name}': {problem}.");
            }
        }

        return root;
    }

    private string Prompt(JsonElement root) => ChatReader.Value(root, "prompt")?.GetString() is { Length: > 0 } prompt
        ? prompt
        : throw protocol.Error(400, "Missing required field: 'prompt'.");

    /// <summary>The asked seed; 0 means a random one, which here follows from the body.</summary>
    private static long Seed(JsonElement root, Exchange exchange) =>
        ChatReader.Value(root, "seed") is { } given && given.TryGetInt64(out var seed) && seed != 0
            ? seed
            : (long)(StableHash.Of(exchange.Body.Span) & 0x7FFFFFFF);

    /// <summary>A side of the picture, which may be given as a text of digits too.</summary>
    private int Side(JsonElement root, string name)
    {
        var side = ChatReader.Value(root, name) switch
        {
            null => 1024,
            { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var value) => value,
            { ValueKind: JsonValueKind.String } text when int.TryParse(text.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) => value,
            _ => -1,
        };
        return side is >= 64 and <= 2048
            ? side
            : throw protocol.Error(400, $"Invalid value for '{name}': expected an integer between 64 and 2048.");
    }
}
