using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Fireworks;

/// <summary>A checked request to FLUX Kontext, whose refusals have a shape of their own.</summary>
internal sealed record KontextRequest(string Prompt, string Format, int Width, int Height, long? Seed)
{
    private const double Widest = 21.0 / 9;
    private const int LongestAddress = 2083;

    private static readonly Dictionary<string, FieldRule> Fields = new(StringComparer.Ordinal)
    {
        ["prompt"] = new(FieldKind.Text),
        ["input_image"] = new(FieldKind.Text),
        ["seed"] = new(FieldKind.Integer),
        ["aspect_ratio"] = new(FieldKind.Text),
        ["output_format"] = FieldRule.OneOf("jpeg", "png"),
        ["webhook_url"] = new(FieldKind.Text),
        ["webhook_secret"] = new(FieldKind.Text),
        ["prompt_upsampling"] = new(FieldKind.Flag),
        ["safety_tolerance"] = new(FieldKind.Integer, 0, 6),
    };

    public static KontextRequest Read(JsonElement root)
    {
        foreach (var field in root.EnumerateObject())
        {
            if (field.Value.ValueKind != JsonValueKind.Null && Fields.TryGetValue(field.Name, out var rule) && rule.Problem(field.Value) is { } problem)
            {
                throw Refuse($"{field.Name}: {problem}");
            }
        }

        var prompt = Text(root, "prompt") ?? throw Refuse("prompt: Field required");
        if (Text(root, "webhook_url") is { } hook && (hook.Length is 0 or > LongestAddress || !Uri.TryCreate(hook, UriKind.Absolute, out _)))
        {
            throw Refuse($"webhook_url: expected an address of 1 to {LongestAddress} characters");
        }

        var image = Text(root, "input_image");
        if (image is not null && ChatReader.Value(root, "safety_tolerance")?.GetInt32() > 2)
        {
            throw Refuse("safety_tolerance: at most 2 with an input image");
        }

        var given = image is null ? null : ReadImage(image);
        var (width, height) = Size(Text(root, "aspect_ratio"), given);
        var seed = ChatReader.Value(root, "seed") is { } number && number.TryGetInt64(out var value) ? value : (long?)null;
        return new KontextRequest(prompt, Text(root, "output_format") ?? "png", width, height, seed);
    }

    public static WireException Refuse(string message) => new(400, new JsonObject { ["error_message"] = message });

    /// <summary>Base64 with or without the head of a data address, or an address, which is not fetched.</summary>
    private static PictureFile? ReadImage(string image)
    {
        if (Uri.TryCreate(image, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return null;
        }

        var bytes = new byte[image.Length];
        var isRead = DataUri.TryDecode(image, out _, out var inner) || (Convert.TryFromBase64String(image, bytes, out var length) && (inner = bytes[..length]) is not null);
        return isRead && PictureFile.Read(inner) is { } picture ? picture : throw Refuse("input_image: not a picture in base64, nor an address");
    }

    /// <summary>About a million pixels in the asked ratio, else in that of the given picture, else in a square.</summary>
    private static (int Width, int Height) Size(string? ratio, PictureFile? given)
    {
        if (ratio is null && given is not null)
        {
            var scale = Math.Sqrt(1024.0 * 1024 / ((double)given.Width * given.Height));
            return (Math.Clamp((int)(given.Width * scale), 64, 4096), Math.Clamp((int)(given.Height * scale), 64, 4096));
        }

        return PictureFormat.Size(ratio ?? "1:1") is { } size && Math.Max(size.Width, size.Height) <= Math.Min(size.Width, size.Height) * (Widest + 0.01)
            ? size
            : throw Refuse("aspect_ratio: expected a ratio between 21:9 and 9:21");
    }

    private static string? Text(JsonElement root, string name) => ChatReader.Value(root, name)?.GetString();
}
