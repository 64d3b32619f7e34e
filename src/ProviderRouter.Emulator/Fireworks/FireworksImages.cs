using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Fireworks;

/// <summary>Pictures answered at once: the FLUX workflows and the older image generation (SDXL and its kin).</summary>
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
    };

    /// <summary>FLUX by workflow; the size follows the aspect ratio, other fields are ignored.</summary>
    public async Task TextToImageAsync(Exchange exchange)
    {
        var root = ReadBody(exchange, FluxFields);
        var prompt = Prompt(root);
        var ratio = ChatReader.Value(root, "aspect_ratio")?.GetString() ?? "1:1";
        if (!Ratios.Contains(ratio))
        {
            throw protocol.Error(400, $"Invalid value for 'aspect_ratio': '{ratio}'. Supported: {string.Join(", ", Ratios)}.");
        }

        var seed = Seed(root, exchange);
        var (width, height) = PictureFormat.Size(ratio)!.Value;
        var picture = Picture.Draw(width, height, prompt, seed);
        if (WantsJson(exchange))
        {
            await exchange.WriteJsonAsync(200, new JsonObject
            {
                ["id"] = seed.ToString(CultureInfo.InvariantCulture),
                ["base64"] = new JsonArray("data:image/png;base64," + Convert.ToBase64String(PngWriter.Write(picture))),
                ["finishReason"] = "SUCCESS",
                ["seed"] = seed,
            }).ConfigureAwait(false);
            return;
        }

        await WriteBytesAsync(exchange, picture, seed).ConfigureAwait(false);
    }

    /// <summary>SDXL and its kin; several samples come as a JSON list.</summary>
    public async Task ImageGenerationAsync(Exchange exchange)
    {
        var root = ReadBody(exchange, DiffusionFields);
        var prompt = Prompt(root);
        var seed = Seed(root, exchange);
        var samples = ChatReader.Value(root, "samples")?.GetInt32() ?? 1;
        var (width, height) = (Side(root, "width"), Side(root, "height"));
        if (WantsJson(exchange))
        {
            var list = Enumerable.Range(0, samples).Select(number => new JsonObject
            {
                ["base64"] = Convert.ToBase64String(PngWriter.Write(Picture.Draw(width, height, prompt, seed + number))),
                ["finishReason"] = "SUCCESS",
                ["seed"] = seed + number,
            });
            await exchange.WriteJsonAsync(200, new JsonArray([.. list])).ConfigureAwait(false);
            return;
        }

        if (samples > 1)
        {
            throw protocol.Error(400, "Only 'application/json' can be accepted when 'samples' is greater than 1.");
        }

        await WriteBytesAsync(exchange, Picture.Draw(width, height, prompt, seed), seed).ConfigureAwait(false);
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

    private static bool WantsJson(Exchange exchange) => exchange.Header("Accept") is not { } accept
        || !accept.Contains("image/", StringComparison.OrdinalIgnoreCase);

    private static Task WriteBytesAsync(Exchange exchange, Picture picture, long seed)
    {
        var format = exchange.Header("Accept")!.Contains("image/jpeg", StringComparison.OrdinalIgnoreCase) ? "jpeg" : "png";
        var (bytes, type) = PictureFormat.Write(picture, format);
        exchange.Http.Response.Headers["Seed"] = seed.ToString(CultureInfo.InvariantCulture);
        exchange.Http.Response.Headers["Finish-Reason"] = "SUCCESS";
        return exchange.WriteBytesAsync(200, bytes, type);
    }
}
