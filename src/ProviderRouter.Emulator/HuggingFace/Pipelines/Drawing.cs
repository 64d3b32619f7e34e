using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.HuggingFace.Pipelines;

/// <summary>Pictures made from a text, or from another picture: bytes, or one of two JSON forms for some models.</summary>
internal sealed class Drawing
{
    private const int UsualSide = 1024;

    private const int LongestSide = 2048;

    public Task DrawAsync(PipelineRequest request)
    {
        var (width, height) = (request.Integer("width") ?? UsualSide, request.Integer("height") ?? UsualSide);
        return WriteAsync(request, Picture.Draw(width, height, request.Texts[0], Seed(request)));
    }

    /// <summary>A new picture of the given one's size or the asked one.</summary>
    public Task RedrawAsync(PipelineRequest request)
    {
        var given = PictureFile.Read(request.Media)!;
        var (width, height) = (Math.Min(given.Width, LongestSide), Math.Min(given.Height, LongestSide));
        if (request.Value("target_size") is { } size)
        {
            (width, height) = (Side(size, "width"), Side(size, "height"));
        }

        var hash = (long)(StableHash.Of(request.Media) >> 1);
        return WriteAsync(request, Picture.Draw(width, height, request.Text("prompt") ?? string.Empty, hash ^ Seed(request)));
    }

    /// <summary>The pictures that answers gave as addresses.</summary>
    public PublishedFiles Files { get; } = new("delivery");

    private Task WriteAsync(PipelineRequest request, Picture picture)
    {
        var (bytes, type) = PictureFormat.Write(picture, request.Accept.Contains("image/png", StringComparison.OrdinalIgnoreCase) ? "png" : "jpeg");
        switch (request.Model.Form)
        {
            case AnswerForm.Base64Json:
                return request.WriteAsync(new JsonObject
                {
                    ["data"] = new JsonArray(new JsonObject { ["b64_json"] = Convert.ToBase64String(bytes) }),
                });
            case AnswerForm.Addresses:
                var name = string.Create(CultureInfo.InvariantCulture, $"{StableHash.Of(bytes):x16}.{type["image/".Length..]}");
                return request.WriteAsync(new JsonObject { ["output"] = new JsonArray(Files.Add(request.Exchange, name, (bytes, type))) });
            default:
                return request.WriteAsync(bytes, type);
        }
    }

    private static long Seed(PipelineRequest request) =>
        request.Value("seed") is { ValueKind: JsonValueKind.Number } seed && seed.TryGetInt64(out var number) ? number : 1;

    private static int Side(JsonElement size, string name) =>
        ChatReader.Value(size, name) is { ValueKind: JsonValueKind.Number } side && side.TryGetInt32(out var number) && number is >= 8 and <= 2048
            ? number
            : throw PipelineErrors.Field("parameters.target_size." + name, "expected an integer between 8 and 2048");
}
