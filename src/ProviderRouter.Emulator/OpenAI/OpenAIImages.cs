using System.Globalization;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Endpoints;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.OpenAI;

/// <summary>Pictures drawn from a prompt.</summary>
internal sealed class OpenAIImages(OpenAIProtocol protocol, PublishedFiles files)
{
    public const int MostPictures = 10;

    private readonly BodyRules _rules = new(protocol, new Dictionary<string, FieldRule>(StringComparer.Ordinal)
    {
        ["model"] = new(FieldKind.Text),
        ["prompt"] = new(FieldKind.Text),
        ["n"] = new(FieldKind.Integer, 1, MostPictures),
        ["size"] = new(FieldKind.Text),
        ["response_format"] = FieldRule.OneOf("url", "b64_json"),
        ["output_format"] = FieldRule.OneOf("png", "jpeg", "webp"),
        ["background"] = FieldRule.OneOf("auto", "transparent", "opaque"),
        ["quality"] = new(FieldKind.Text),
        ["style"] = new(FieldKind.Text),
        ["seed"] = new(FieldKind.Integer),
        ["user"] = new(FieldKind.Text),
    });

    public Task DrawAsync(Exchange exchange)
    {
        var body = _rules.Read(exchange);
        var model = protocol.Model(body.Text("model") ?? "emulated-image");
        var (width, height) = Size(body.Text("size")) ?? (1024, 1024);
        var order = new PictureOrder(model, body.Required("prompt"), width, height)
        {
            Count = body.Integer("n") ?? 1,
            Seed = body.Seed() ?? 1,
            ResponseFormat = body.Text("response_format"),
            Format = body.Text("output_format") ?? "png",
        };
        return WriteAsync(exchange, order);
    }

    /// <summary>Draws what was ordered and answers with the pictures or their addresses.</summary>
    public Task WriteAsync(Exchange exchange, PictureOrder order)
    {
        if (order.AlwaysInline && order.ResponseFormat is not null)
        {
            throw protocol.Error(400, "Unknown parameter: 'response_format'.", "response_format", "unknown_parameter");
        }

        var data = new JsonArray();
        for (var i = 0; i < order.Count; i++)
        {
            var file = PictureFormat.Write(Picture.Draw(order.Width, order.Height, order.Prompt, order.Seed + i), order.Format);
            var name = string.Create(CultureInfo.InvariantCulture, $"{StableHash.Of(exchange.Body.Span):x16}-{i}.{order.Format}");
            data.Add(order.AlwaysInline || order.ResponseFormat == "b64_json"
                ? new JsonObject { ["b64_json"] = Convert.ToBase64String(file.Bytes) }
                : new JsonObject { ["url"] = files.Add(exchange, name, file) });
        }

        var answer = new JsonObject { ["created"] = exchange.UnixNow, ["data"] = data };
        if (order.AlwaysInline)
        {
            answer["output_format"] = order.Format;
            answer["size"] = string.Create(CultureInfo.InvariantCulture, $"{order.Width}x{order.Height}");
            answer["usage"] = Usage(order);
        }

        return exchange.WriteJsonAsync(200, answer);
    }

    /// <summary>The sides of a size such as 1024x1024, or null if it is left to the model.</summary>
    public (int Width, int Height)? Size(string? size)
    {
        if (size is null or "auto")
        {
            return null;
        }

        return size.Split('x') is [var width, var height]
            && int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out var across) && across is >= 64 and <= 2048
            && int.TryParse(height, NumberStyles.None, CultureInfo.InvariantCulture, out var down) && down is >= 64 and <= 2048
                ? (across, down)
                : throw protocol.Error(
                    400, $"Invalid value for 'size': '{size}' is not of the form 1024x1024 with sides from 64 to 2048.", "size", "invalid_value");
    }

    private static JsonObject Usage(PictureOrder order)
    {
        var (text, drawn) = (Tokens.Count(order.Prompt), order.Count * 4160);
        var seen = order.Inputs * 320;
        return new JsonObject
        {
            ["input_tokens"] = text + seen,
            ["input_tokens_details"] = new JsonObject { ["text_tokens"] = text, ["image_tokens"] = seen },
            ["output_tokens"] = drawn,
            ["total_tokens"] = text + seen + drawn,
        };
    }
}

/// <summary>Pictures to be drawn.</summary>
internal sealed record PictureOrder(string Model, string Prompt, int Width, int Height)
{
    public int Count { get; init; } = 1;

    public long Seed { get; init; } = 1;

    public string? ResponseFormat { get; init; }

    public string Format { get; init; } = "png";

    /// <summary>The number of pictures they are made from.</summary>
    public int Inputs { get; init; }

    /// <summary>The newer models of OpenAI give no addresses and do not know the field that asks for them.</summary>
    public bool AlwaysInline => Model.StartsWith("gpt-image", StringComparison.Ordinal);
}
