using System.Globalization;
using System.Text.Json;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Endpoints;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Together;

/// <summary>Reads and checks an order of a video.</summary>
internal sealed class TogetherVideoReader(Protocol protocol)
{
    private const int LongestPrompt = 32_000;

    private readonly BodyRules _rules = new(protocol, new Dictionary<string, FieldRule>(StringComparer.Ordinal)
    {
        ["model"] = new(FieldKind.Text),
        ["prompt"] = new(FieldKind.Text),
        ["negative_prompt"] = new(FieldKind.Text),
        ["width"] = new(FieldKind.Integer, 16, 4096),
        ["height"] = new(FieldKind.Integer, 16, 2304),
        ["resolution"] = FieldRule.OneOf("480p", "540p", "720p", "768p", "1080p"),
        ["ratio"] = new(FieldKind.Text),
        ["seconds"] = new(FieldKind.Text),
        ["fps"] = new(FieldKind.Integer, 1, 60),
        ["steps"] = new(FieldKind.Integer, 10, 50),
        ["seed"] = new(FieldKind.Integer),
        ["guidance_scale"] = new(FieldKind.Integer, 0),
        ["output_format"] = FieldRule.OneOf("MP4", "WEBM"),
        ["output_quality"] = new(FieldKind.Integer, 1),
        ["generate_audio"] = new(FieldKind.Flag),
        ["media"] = new(FieldKind.Object),
        ["frame_images"] = new(FieldKind.List),
        ["reference_images"] = new(FieldKind.List),
    });

    public TogetherVideoOrder Read(Exchange exchange)
    {
        var body = _rules.Read(exchange);
        var model = TogetherModel.Resolve(body.Required("model"));
        var hasMedia = new TogetherMediaReader(body).Check();
        var prompt = body.Text("prompt") ?? (hasMedia ? string.Empty : throw body.Missing("prompt"));
        if (prompt.Length > LongestPrompt || (prompt.Length == 0 && !hasMedia))
        {
            throw body.Invalid("prompt", FormattableString.Invariant($"expected 1 to {LongestPrompt} characters"));
        }

        if (body.Text("output_format") == "WEBM")
        {
            throw body.Invalid("output_format", "this model writes MP4 only");
        }

        var (width, height) = ReadSize(body);
        var seed = body.Seed() ?? (long)(StableHash.Of(exchange.Body.Span) >> 1);
        return new TogetherVideoOrder(model, prompt, width, height, ReadSeconds(body), body.Integer("fps") ?? 24, seed);
    }

    /// <summary>A number, but in a string.</summary>
    private static int ReadSeconds(RequestBody body) => body.Text("seconds") switch
    {
        null => 6,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= 10 => seconds,
        var text => throw body.Invalid("seconds", $"'{text}' is not an integer from 1 to 10 in a string"),
    };

    private static (int Width, int Height) ReadSize(RequestBody body)
    {
        if (body.Text("resolution") is not { } resolution)
        {
            return (body.Integer("width") ?? 1366, body.Integer("height") ?? 768);
        }

        var side = int.Parse(resolution.TrimEnd('p'), CultureInfo.InvariantCulture);
        var ratio = body.Text("ratio") ?? "16:9";
        if (ratio.Split(':') is not [var left, var right]
            || !int.TryParse(left, NumberStyles.None, CultureInfo.InvariantCulture, out var across) || across is < 1 or > 32
            || !int.TryParse(right, NumberStyles.None, CultureInfo.InvariantCulture, out var down) || down is < 1 or > 32
            || Math.Max(across, down) > 3 * Math.Min(across, down))
        {
            throw body.Invalid("ratio", $"'{ratio}' is not of the form 16:9, or too narrow");
        }

        // The resolution names the shorter side.
        var longer = side * Math.Max(across, down) / Math.Min(across, down);
        return across >= down ? (longer & ~1, side) : (side, longer & ~1);
    }
}
