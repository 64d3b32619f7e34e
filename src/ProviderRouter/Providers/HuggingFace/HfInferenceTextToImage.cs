using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace;

/// <summary>Images at hf-inference: the bytes themselves, or one of two JSON forms of its partners. Source: wire notes of Hugging Face, §5.</summary>
internal sealed class HfInferenceTextToImage(
    ProviderTransport transport, IReadOnlyList<KeyValuePair<string, string>> headers, MediaDownloader downloader)
    : ITaskHandler<TextToImageRequest, TextToImageResponse>
{
    private static readonly MediaFields Files = new("b64_json"u8.ToArray(), "output"u8.ToArray());

    public async Task<TextToImageResponse> HandleAsync(TaskContext<TextToImageRequest> context, CancellationToken cancellationToken)
    {
        Warn(context);
        var exchange = new JsonExchange($"models/{context.Model}", context, body => Write(body, context))
        {
            Accept = context.Request.Format == ImageFormat.Jpeg ? "image/jpeg" : "image/png",
            Headers = headers,
        };
        var images = await transport.SendAsync(
            context, exchange, (response, token) => ReadAsync(context, response, token), cancellationToken).ConfigureAwait(false);
        return new() { Images = images, Info = new() { Usage = new() { Images = images.Count } } };
    }

    private static void Write(RequestJson body, TaskContext<TextToImageRequest> context)
    {
        var request = context.Request;
        HfParameters.Write(body, context, request.Prompt, parameters =>
        {
            parameters.Add("guidance_scale", request.Guidance);
            parameters.Add("negative_prompt", request.NegativePrompt);
            parameters.Add("num_inference_steps", request.Steps);
            parameters.Add("width", request.Size?.Width);
            parameters.Add("height", request.Size?.Height);
            parameters.Add("scheduler", request.Scheduler);
            parameters.Add("seed", request.Seed);
        });
    }

    private static void Warn(TaskContext<TextToImageRequest> context)
    {
        var request = context.Request;
        context.WarnIf(request.Count > 1, nameof(request.Count), "One image is made: hf-inference makes one for each call.");
        context.WarnIf(request.AspectRatio is not null, nameof(request.AspectRatio), "Not sent: hf-inference takes a Size.");
        context.WarnIf(
            request.Format is { } format && format != ImageFormat.Png && format != ImageFormat.Jpeg, nameof(request.Format), "hf-inference makes JPEG and PNG; PNG was asked for.");
        context.WarnIf(request.SafetyChecker is not null, nameof(request.SafetyChecker), "Not sent: hf-inference has no such setting.");
    }

    private async ValueTask<IReadOnlyList<MediaContent>> ReadAsync(TaskContext context, ProviderResponse response, CancellationToken cancellationToken)
    {
        if (!response.ContentType.EndsWith("json", StringComparison.Ordinal))
        {
            return [await response.ReadMediaAsync(cancellationToken).ConfigureAwait(false)];
        }

        return await MediaJson.ReadAsync(response, Files, json => Read(context, response, json), cancellationToken).ConfigureAwait(false);
    }

    private List<MediaContent> Read(TaskContext context, ProviderResponse response, MediaJson json)
    {
        var images = new List<MediaContent>();
        if (json.Root.ValueKind == JsonValueKind.Object && (json.Root.TryGetProperty("data"u8, out var files) || json.Root.TryGetProperty("output"u8, out files)))
        {
            images.AddRange((files.ValueKind == JsonValueKind.Array ? [.. files.EnumerateArray()] : (IEnumerable<JsonElement>)[files])
                .Select(item => ImageOf(context, json, item)).OfType<MediaContent>());
        }

        return images.Count > 0 ? images : throw json.Fail(response, "the answer holds no image");
    }

    private MediaContent? ImageOf(TaskContext context, MediaJson json, JsonElement item)
    {
        var file = item.ValueKind == JsonValueKind.Object && (item.TryGetProperty("b64_json"u8, out var inner) || item.TryGetProperty("url"u8, out inner)) ? inner : item;
        return json.FileOf(file) ?? (file.ValueKind == JsonValueKind.String ? downloader.Reference(context.Provider, file.GetString()!) : null);
    }
}
