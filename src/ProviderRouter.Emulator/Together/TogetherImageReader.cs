using System.Text.Json;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Endpoints;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Together;

/// <summary>Pictures to be drawn.</summary>
internal sealed record TogetherImageOrder(string Model, string Prompt, int Width, int Height, int Count, long Seed, bool IsInline, string Format);

/// <summary>Reads and checks an order of pictures; which fields a model knows depends on its family.</summary>
internal sealed class TogetherImageReader(Protocol protocol)
{
    private readonly BodyRules _rules = new(protocol, new Dictionary<string, FieldRule>(StringComparer.Ordinal)
    {
        ["model"] = new(FieldKind.Text),
        ["prompt"] = new(FieldKind.Text),
        ["negative_prompt"] = new(FieldKind.Text),
        ["steps"] = new(FieldKind.Integer, 1, 100),
        ["n"] = new(FieldKind.Integer, 1, 4),
        ["width"] = new(FieldKind.Integer, 64, 2048),
        ["height"] = new(FieldKind.Integer, 64, 2048),
        ["aspect_ratio"] = new(FieldKind.Text),
        ["seed"] = new(FieldKind.Integer),
        ["guidance_scale"] = new(FieldKind.Number, 0),
        ["guidance"] = new(FieldKind.Number, 0),
        ["image_url"] = new(FieldKind.Text),
        ["reference_images"] = new(FieldKind.List),
        ["image_loras"] = new(FieldKind.List),
        ["response_format"] = FieldRule.OneOf("url", "base64"),
        ["output_format"] = FieldRule.OneOf("jpeg", "png"),
        ["disable_safety_checker"] = new(FieldKind.Flag),
    });

    public TogetherImageOrder Read(Exchange exchange)
    {
        var body = _rules.Read(exchange);
        var model = TogetherModel.Resolve(body.Required("model"));
        var family = TogetherImageFamily.Of(model);
        var inputs = ReadInputs(body, family);
        var prompt = ReadPrompt(body, inputs.Count > 0);
        CheckFamily(body, family);
        var (width, height) = ReadSize(body, family);
        var seed = body.Seed() ?? (long)(StableHash.Of(string.Join('\n', inputs), StableHash.Of(prompt)) >> 1);
        return new TogetherImageOrder(
            model, prompt, width, height, body.Integer("n") ?? 1, seed, body.Text("response_format") == "base64", body.Text("output_format") ?? "jpeg");
    }

    /// <summary>An edit may go without words, but the field must be there.</summary>
    private static string ReadPrompt(RequestBody body, bool isEdit) =>
        body.Text("prompt") is { } prompt && (prompt.Length > 0 || isEdit) ? prompt : throw body.Missing("prompt");

    private static List<string> ReadInputs(RequestBody body, TogetherImageFamily family)
    {
        var single = body.Text("image_url");
        var list = body.Value("reference_images");
        if (single is not null && list is not null)
        {
            throw body.Invalid("image_url", "only one of image_url and reference_images can be given");
        }

        if (family.TakesSingle ? list is not null : single is not null)
        {
            var name = family.TakesSingle ? "reference_images" : "image_url";
            throw body.Invalid(name, "this model does not support it");
        }

        var inputs = single is not null ? [single] : list?.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : string.Empty).ToList() ?? [];
        return inputs.TrueForAll(IsPicture)
            ? inputs
            : throw body.Invalid(family.TakesSingle ? "image_url" : "reference_images", "expected an http(s) or data address of a picture");
    }

    private static bool IsPicture(string address) => address.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
        ? DataUri.TryDecode(address, out var type, out _) && type.StartsWith("image/", StringComparison.OrdinalIgnoreCase)
        : Uri.TryCreate(address, UriKind.Absolute, out var web) && web.Scheme is "http" or "https";

    private void CheckFamily(RequestBody body, TogetherImageFamily family)
    {
        if (!family.IsDiffusion && Array.Find(["seed", "n", "steps"], name => body.Value(name) is not null) is { } unsupported)
        {
            throw protocol.Error(400, $"Unsupported use of '{unsupported}' parameter", unsupported, "invalid_parameter");
        }

        if (body.Integer("steps") > family.MostSteps)
        {
            throw body.Invalid("steps", FormattableString.Invariant($"steps must be between 1 and {family.MostSteps}"));
        }

        if (body.Value("image_loras") is { } loras && (!family.TakesLoras || !loras.EnumerateArray().All(IsLora)))
        {
            throw body.Invalid("image_loras", family.TakesLoras ? "expected objects with path and scale" : "this model does not support it");
        }
    }

    private static bool IsLora(JsonElement lora) =>
        lora.ValueKind == JsonValueKind.Object
        && ChatReader.Value(lora, "path") is { ValueKind: JsonValueKind.String }
        && ChatReader.Value(lora, "scale") is { ValueKind: JsonValueKind.Number };

    /// <summary>What a family does not size by is ignored, as by the real server.</summary>
    private static (int Width, int Height) ReadSize(RequestBody body, TogetherImageFamily family)
    {
        if (family.SizesByRatio && body.Text("aspect_ratio") is { } ratio)
        {
            return PictureFormat.Size(ratio) ?? throw body.Invalid("aspect_ratio", $"'{ratio}' is not of the form 16:9");
        }

        return family.SizesBySides ? (body.Integer("width") ?? 1024, body.Integer("height") ?? 1024) : (1024, 1024);
    }
}
