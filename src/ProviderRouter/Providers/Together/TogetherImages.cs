using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Together;

/// <summary>Images at Together, from texts and from images. Source: wire notes of Together, §6.</summary>
internal sealed class TogetherImages(ProviderTransport transport, MediaDownloader downloader)
{
    private const string Path = "v1/images/generations";
    private const string NotSent = "Not sent: Together has no such field for images.";
    private const string NotTaken = "Not sent: this model does not take it at Together.";
    private const int DefaultSide = 1024;

    private static readonly MediaFields Files = new("b64_json"u8.ToArray());

    /// <summary>Makes images.</summary>
    /// <param name="context">The call.</param>
    /// <param name="model">The model's family.</param>
    /// <param name="settings">What is wanted.</param>
    /// <param name="inputs">Writes the images to begin with; null for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<TogetherPictures> MakeAsync(
        TaskContext context, TogetherImageModel model, TogetherImageSettings settings, Action<RequestJson>? inputs, CancellationToken cancellationToken)
    {
        Warn(context, model, settings);
        var size = TogetherImageSize.Of(context, model, settings);
        var exchange = new JsonExchange(Path, context, body => Write(body, context, model, settings, size, inputs));
        return transport.SendAsync(
            context,
            exchange,
            (response, token) => MediaJson.ReadAsync(response, Files, json => Read(context, model, size, response, json), token),
            cancellationToken);
    }

    private static void Write(
        RequestJson body, TaskContext context, TogetherImageModel model, TogetherImageSettings settings, TogetherImageSize size, Action<RequestJson>? inputs)
    {
        body.Writer.WriteString("model"u8, context.Model); // the route decides it, whatever the caller's own fields say
        body.Add("prompt", settings.Prompt);
        inputs?.Invoke(body);
        body.Add("negative_prompt", settings.NegativePrompt);
        body.Add("width", size.Sides?.Width);
        body.Add("height", size.Sides?.Height);
        body.Add("aspect_ratio", size.Ratio?.ToString());
        body.Add("guidance_scale", settings.Guidance);
        if (model.IsDiffusion)
        {
            body.Add("steps", settings.Steps);
            body.Add("seed", settings.Seed);
            body.Add("n", settings.Count > 1 ? settings.Count : null); // several models refuse even a 1
        }

        WriteLoras(body, context, model, settings.Loras);
        body.Add("response_format", "base64"); // the answer calls it b64_json
        body.Add("output_format", settings.Format == ImageFormat.Webp ? null : settings.Format?.Value);
        body.Add("disable_safety_checker", settings.SafetyChecker is { } check ? !check : null);
        body.AddParameters(except: "model");
    }

    private static void WriteLoras(RequestJson body, TaskContext context, TogetherImageModel model, IReadOnlyList<LoraWeights> loras)
    {
        if (loras.Count == 0 || !model.TakesLoras || context.Overrides("image_loras"))
        {
            return;
        }

        body.Writer.WriteStartArray("image_loras"u8);
        foreach (var lora in loras)
        {
            body.Writer.WriteStartObject();
            body.Writer.WriteString("path"u8, lora.Path);
            body.Writer.WriteNumber("scale"u8, lora.Scale ?? 1); // demanded
            body.Writer.WriteEndObject();
        }

        body.Writer.WriteEndArray();
    }

    private static void Warn(TaskContext context, TogetherImageModel model, TogetherImageSettings settings)
    {
        context.WarnIf(context.Overrides("model"), "ProviderParameters.model", "Ignored: the router sets it.");
        context.WarnIf(settings.Steps is not null && !model.IsDiffusion, nameof(settings.Steps), NotTaken);
        context.WarnIf(settings.Seed is not null && !model.IsDiffusion, nameof(settings.Seed), NotTaken);
        context.WarnIf(settings.Count > 1 && !model.IsDiffusion, nameof(settings.Count), NotTaken);
        context.WarnIf(settings.Loras.Count > 0 && !model.TakesLoras, nameof(settings.Loras), NotTaken);
        context.WarnIf(settings.Scheduler is not null, nameof(settings.Scheduler), NotSent);
        context.WarnIf(settings.Format == ImageFormat.Webp, nameof(settings.Format), "Not sent: Together makes JPEG and PNG.");
    }

    private TogetherPictures Read(TaskContext context, TogetherImageModel model, TogetherImageSize size, ProviderResponse response, MediaJson json)
    {
        var images = new List<MediaContent>();
        if (json.Root.ValueKind == JsonValueKind.Object && json.Root.TryGetProperty("data"u8, out var list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in list.EnumerateArray())
            {
                if (ImageOf(context, response, json, item) is { } image)
                {
                    images.Add(image);
                }
            }
        }

        return images.Count > 0
            ? new(images, new() { Images = images.Count, Megapixels = MegapixelsOf(context, model, size, images.Count) })
            : throw json.Fail(response, "the answer holds no image");
    }

    // Which of the two is there says what it is: "type" may be missing.
    private MediaContent? ImageOf(TaskContext context, ProviderResponse response, MediaJson json, JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        return item.TryGetProperty("b64_json"u8, out var file) && json.FileOf(file) is { } bytes ? bytes
            : item.TryGetProperty("url"u8, out var address) && address.ValueKind == JsonValueKind.String && address.GetString() is { Length: > 0 } text
                ? json.FileAt(response, downloader, context.Provider, text)
                : null;
    }

    private static double? MegapixelsOf(TaskContext context, TogetherImageModel model, TogetherImageSize size, int images) =>
        !model.TakesSides || size.Ratio is not null || context.Overrides("aspect_ratio")
            ? null
            : SentSide(context, "width", size.Sides?.Width) * SentSide(context, "height", size.Sides?.Height) * images / 1_000_000;

    // What the caller set by ProviderParameters went out instead.
    private static double? SentSide(TaskContext context, string field, int? own) =>
        !context.Overrides(field) ? own ?? DefaultSide
        : context.Parameters![field] is { ValueKind: JsonValueKind.Number } number ? number.GetDouble()
        : null;
}

/// <summary>Images that were made.</summary>
internal sealed record TogetherPictures(IReadOnlyList<MediaContent> Images, Usage Usage);
