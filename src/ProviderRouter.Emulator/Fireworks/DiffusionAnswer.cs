using System.Globalization;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Fireworks;

/// <summary>
/// The pictures of an answer, as bytes or as JSON by what the client accepts. A prompt with <c>please filter</c> in it gets a black picture,
/// which only the finish reason tells from a success.
/// </summary>
internal sealed record DiffusionAnswer(FireworksProtocol Protocol, string Prompt, long Seed)
{
    public int Samples { get; init; } = 1;

    /// <summary>Draws the picture of a seed.</summary>
    public required Func<long, Picture> Draw { get; init; }

    private string FinishReason => IsFiltered ? "CONTENT_FILTERED" : "SUCCESS";

    private bool IsFiltered => Prompt.Contains("please filter", StringComparison.OrdinalIgnoreCase);

    /// <summary>The older form: a JSON list, or the bytes of a single picture.</summary>
    public Task WriteListAsync(Exchange exchange)
    {
        if (!WantsJson(exchange))
        {
            return Samples == 1
                ? WriteBytesAsync(exchange)
                : throw Protocol.Error(400, "Only 'application/json' can be accepted when 'samples' is greater than 1.");
        }

        return exchange.WriteJsonAsync(200, new JsonArray([.. Enumerable.Range(0, Samples).Select(number => new JsonObject
        {
            ["base64"] = Convert.ToBase64String(PngWriter.Write(Make(Seed + number))),
            ["finishReason"] = FinishReason,
            ["seed"] = Seed + number,
        })]));
    }

    /// <summary>The form of the FLUX workflows: one JSON object, or the bytes.</summary>
    public Task WriteObjectAsync(Exchange exchange) => !WantsJson(exchange) ? WriteBytesAsync(exchange) : exchange.WriteJsonAsync(200, new JsonObject
    {
        ["id"] = Seed.ToString(CultureInfo.InvariantCulture),
        ["base64"] = new JsonArray("data:image/png;base64," + Convert.ToBase64String(PngWriter.Write(Make(Seed)))),
        ["finishReason"] = FinishReason,
        ["seed"] = Seed,
    });

    private static bool WantsJson(Exchange exchange) => exchange.Header("Accept") is not { } accept
        || !accept.Contains("image/", StringComparison.OrdinalIgnoreCase);

    private Task WriteBytesAsync(Exchange exchange)
    {
        var format = exchange.Header("Accept")!.Contains("image/jpeg", StringComparison.OrdinalIgnoreCase) ? "jpeg" : "png";
        var (bytes, type) = PictureFormat.Write(Make(Seed), format);
        exchange.Http.Response.Headers["Seed"] = Seed.ToString(CultureInfo.InvariantCulture);
        exchange.Http.Response.Headers["Finish-Reason"] = FinishReason;
        return exchange.WriteBytesAsync(200, bytes, type);
    }

    private Picture Make(long seed)
    {
        var picture = Draw(seed);
        return IsFiltered ? Picture.Plain(picture.Width, picture.Height, 0) : picture;
    }
}
