using System.Globalization;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Fal.Models;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Fal;

/// <summary>The platform API: what models there are, and from where webhooks come.</summary>
internal static class FalPlatform
{
    private const int LargestPage = 100;

    public static Task HandleAsync(Exchange exchange, string path)
    {
        if (exchange.Method != "GET")
        {
            throw Refusal(405, "method_not_allowed", "Method not allowed");
        }

        return path switch
        {
            "v1/models" => ListAsync(exchange),
            "v1/meta" => exchange.WriteJsonAsync(200, new JsonObject { ["webhook_ip_ranges"] = new JsonArray("127.0.0.0/8") }),
            _ => throw Refusal(404, "not_found", "The requested resource was not found"),
        };
    }

    private static Task ListAsync(Exchange exchange)
    {
        var query = exchange.Http.Request.Query;
        var ids = query["endpoint_id"].SelectMany(value => value!.Split(',')).ToList();
        var category = query["category"].ToString();
        var limit = Number(query["limit"].ToString(), LargestPage, 1, LargestPage);
        var start = Number(query["cursor"].ToString(), 0, 0, int.MaxValue);
        var found = FalCatalogue.All.Where(model => ids.Count == 0 || ids.Contains(model.Id))
            .Where(model => category.Length == 0 || CategoryOf(model) == category).ToList();
        if (ids.Find(id => found.TrueForAll(model => model.Id != id)) is { } unknown)
        {
            throw Refusal(404, "not_found", $"Endpoint '{unknown}' was not found");
        }

        var hasMore = start + limit < found.Count;
        return exchange.WriteJsonAsync(200, new JsonObject
        {
            ["models"] = new JsonArray([.. found.Skip(start).Take(limit).Select(Describe)]),
            ["next_cursor"] = hasMore ? (start + limit).ToString(CultureInfo.InvariantCulture) : null,
            ["has_more"] = hasMore,
        });
    }

    private static JsonObject Describe(FalModel model) => new()
    {
        ["endpoint_id"] = model.Id,
        ["metadata"] = new JsonObject
        {
            ["display_name"] = model.Id,
            ["category"] = CategoryOf(model),
            ["description"] = "Emulated; its answers are synthetic.",
            ["status"] = "active",
            ["tags"] = new JsonArray(),
            ["model_url"] = "https://fal.run/" + model.Id,
        },
    };

    private static string CategoryOf(FalModel model)
    {
        var takesPicture = model.Schema.Fields.Any(field => field is { IsRequired: true, Type: "image" or "images" });
        return model.Output switch
        {
            FalOutput.Images or FalOutput.PlainImages or FalOutput.Image => takesPicture ? "image-to-image" : "text-to-image",
            FalOutput.Video => takesPicture ? "image-to-video" : "text-to-video",
            FalOutput.Transcript => "speech-to-text",
            FalOutput.Speech or FalOutput.TimedSpeech or FalOutput.AudioAddress => "text-to-speech",
            FalOutput.Audio or FalOutput.AudioFile => "text-to-audio",
            FalOutput.Language when !model.Has("image_urls") => "llm",
            _ => "vision",
        };
    }

    private static int Number(string text, int usual, int min, int max) => text.Length == 0
        ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw Refusal(400, "validation_error", $"Invalid number '{text}'");

    private static WireException Refusal(int status, string type, string message) =>
        new(status, new JsonObject { ["error"] = new JsonObject { ["type"] = type, ["message"] = message } });
}
