using System.Text.Json;
using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Images at a server that speaks OpenAI's protocol. Source: wire notes of the dialect, §11.</summary>
internal sealed class OpenAIImagesHandler(ProviderTransport transport, OpenAIDialect dialect, MediaDownloader downloader)
    : ITaskHandler<TextToImageRequest, TextToImageResponse>
{
    private const string NotSent = "Not sent: OpenAI's image protocol has no such field; a server's own can be set by ProviderParameters.";

    private static readonly MediaFields Files = new("b64_json"u8.ToArray(), "image"u8.ToArray()); // image: Hyperbolic's name

    public async Task<TextToImageResponse> HandleAsync(TaskContext<TextToImageRequest> context, CancellationToken cancellationToken)
    {
        Warn(context);
        var exchange = new JsonExchange(dialect.ImagesPath, context, body => Write(body, context)) { Headers = dialect.Headers };
        return await transport.SendAsync(
            context,
            exchange,
            (response, token) => MediaJson.ReadAsync(response, Files, json => Read(context, response, json), token),
            cancellationToken).ConfigureAwait(false);
    }

    private static void Write(RequestJson body, TaskContext<TextToImageRequest> context)
    {
        var request = context.Request;
        body.Writer.WriteString("model"u8, context.Model); // the route decides it, whatever the caller's own fields say
        body.Add("prompt", request.Prompt);
        body.Add("n", request.Count);
        body.Add("size", request.Size?.ToString());
        body.Add("output_format", request.Format?.Value);
        body.AddParameters(except: "model");
    }

    private static void Warn(TaskContext<TextToImageRequest> context)
    {
        var request = context.Request;
        context.WarnIf(context.Overrides("model"), "ProviderParameters.model", "Ignored: the router sets it.");
        context.WarnIf(request.NegativePrompt is not null, nameof(request.NegativePrompt), NotSent);
        context.WarnIf(request.AspectRatio is not null, nameof(request.AspectRatio), NotSent);
        context.WarnIf(request.Seed is not null, nameof(request.Seed), NotSent);
        context.WarnIf(request.Steps is not null, nameof(request.Steps), NotSent);
        context.WarnIf(request.Guidance is not null, nameof(request.Guidance), NotSent);
        context.WarnIf(request.Scheduler is not null, nameof(request.Scheduler), NotSent);
        context.WarnIf(request.SafetyChecker is not null, nameof(request.SafetyChecker), NotSent);
    }

    private static JsonElement ListOf(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object
        && (root.TryGetProperty("data"u8, out var list) || root.TryGetProperty("images"u8, out list)) // images: Hyperbolic, fal
        && list.ValueKind == JsonValueKind.Array
            ? list
            : default;

    // Models that are billed by tokens say how many.
    private static Usage UsageOf(JsonElement root, int images) =>
        root.TryGetProperty("usage"u8, out var usage) && usage.ValueKind == JsonValueKind.Object
            ? new()
            {
                Images = images,
                InputTokens = NumberOf(usage, "input_tokens"u8),
                OutputTokens = NumberOf(usage, "output_tokens"u8),
                TotalTokens = NumberOf(usage, "total_tokens"u8),
            }
            : new() { Images = images };

    private static long? NumberOf(JsonElement usage, ReadOnlySpan<byte> name) =>
        usage.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out var value) && value >= 0 ? value : null;

    private static string? TextOf(JsonElement item, ReadOnlySpan<byte> name) =>
        item.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private TextToImageResponse Read(TaskContext context, ProviderResponse response, MediaJson json)
    {
        var images = new List<MediaContent>();
        string? revised = null;
        if (ListOf(json.Root) is { ValueKind: JsonValueKind.Array } list)
        {
            foreach (var item in list.EnumerateArray())
            {
                if (ImageOf(context, json, item) is { } image)
                {
                    images.Add(image);
                    revised ??= TextOf(item, "revised_prompt"u8);
                }
            }
        }

        return images.Count > 0
            ? new() { Images = images, RevisedPrompt = revised, Info = new() { Usage = UsageOf(json.Root, images.Count) } }
            : throw json.Fail(response, "the answer holds no image");
    }

    private MediaContent? ImageOf(TaskContext context, MediaJson json, JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if ((item.TryGetProperty("b64_json"u8, out var file) || item.TryGetProperty("image"u8, out file)) && json.FileOf(file) is { } bytes)
        {
            return bytes;
        }

        return TextOf(item, "url"u8) is { } address ? downloader.Reference(context.Provider, address, TextOf(item, "content_type"u8)) : null;
    }
}
