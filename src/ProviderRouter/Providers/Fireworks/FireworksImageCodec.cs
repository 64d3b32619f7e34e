using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fireworks;

/// <summary>Writes Fireworks' image requests and reads the answers that are JSON. Source: wire notes of Fireworks, §6.</summary>
internal static class FireworksImageCodec
{
    public static readonly MediaFields Files = new("base64"u8.ToArray());

    private static readonly AspectRatio[] WorkflowRatios =
        [new(1, 1), new(21, 9), new(16, 9), new(3, 2), new(5, 4), new(4, 5), new(2, 3), new(9, 16), new(9, 21), new(4, 3), new(3, 4)];

    public static string PathOf(string model, FireworksImageFamily family) => family == FireworksImageFamily.Generation
        ? $"inference/v1/image_generation/{model}"
        : $"inference/v1/workflows/{model}/text_to_image";

    /// <summary>What cannot be honoured, told once for the call.</summary>
    public static void Warn(TaskContext<TextToImageRequest> context, FireworksImageFamily family)
    {
        var request = context.Request;
        if (family == FireworksImageFamily.Generation && request.Count > 1)
        {
            context.WarnIf(request.Format is { } format && format != ImageFormat.Png, nameof(request.Format), "Several images at once come as PNG at Fireworks.");
        }
        else
        {
            context.WarnIf(request.Format is { } format && format != ImageFormat.Png && format != ImageFormat.Jpeg, nameof(request.Format), "Fireworks makes JPEG and PNG; JPEG was asked for.");
        }

        if (family == FireworksImageFamily.Generation)
        {
            context.WarnIf(request.AspectRatio is not null, nameof(request.AspectRatio), "Not sent: this model takes a Size.");
            return;
        }

        context.WarnIf(request.NegativePrompt is not null, nameof(request.NegativePrompt), "Not sent: this model takes none at Fireworks.");
        context.WarnIf(request.Count > 1, nameof(request.Count), "One image is made: this model makes one for each call at Fireworks.");
        context.WarnIf(request.Scheduler is not null, nameof(request.Scheduler), "Not sent: this model takes none at Fireworks.");
        context.WarnIf(request.SafetyChecker is not null, nameof(request.SafetyChecker), "Not sent: this model's checker cannot be set at Fireworks.");
        if (request.Size is { } size)
        {
            context.Warn(nameof(request.Size), $"This model takes a ratio, not a size, at Fireworks: {request.AspectRatio ?? Nearest(size)} was asked for.");
        }
    }

    public static void WriteWorkflow(RequestJson body, TextToImageRequest request)
    {
        body.Add("prompt", request.Prompt);
        body.Add("aspect_ratio", (request.AspectRatio ?? (request.Size is { } size ? Nearest(size) : null))?.ToString());
        body.Add("guidance_scale", request.Guidance);
        body.Add("num_inference_steps", request.Steps);
        body.Add("seed", request.Seed);
        body.AddParameters();
    }

    public static void WriteGeneration(RequestJson body, TextToImageRequest request)
    {
        body.Add("prompt", request.Prompt);
        body.Add("negative_prompt", request.NegativePrompt);
        body.Add("cfg_scale", request.Guidance);
        body.Add("height", request.Size?.Height);
        body.Add("width", request.Size?.Width);
        body.Add("sampler", request.Scheduler);
        body.Add("samples", request.Count);
        body.Add("steps", request.Steps);
        body.Add("seed", request.Seed);
        body.Add("safety_check", request.SafetyChecker);
        body.AddParameters();
    }

    /// <summary>The images of an answer that is JSON: one object, or a list of them; <c>base64</c> is a text or a list.</summary>
    public static (List<MediaContent> Images, long? Seed, bool IsFiltered) Decode(MediaJson json)
    {
        var images = new List<MediaContent>();
        long? seed = null;
        var isFiltered = false;
        foreach (var item in json.Root.ValueKind == JsonValueKind.Array ? [.. json.Root.EnumerateArray()] : (IEnumerable<JsonElement>)[json.Root])
        {
            if (item.ValueKind != JsonValueKind.Object)
            {
                continue;
            }

            if (item.TryGetProperty("base64"u8, out var files))
            {
                foreach (var file in files.ValueKind == JsonValueKind.Array ? [.. files.EnumerateArray()] : (IEnumerable<JsonElement>)[files])
                {
                    if (json.FileOf(file) is { } image)
                    {
                        images.Add(image);
                    }
                }
            }

            seed ??= item.TryGetProperty("seed"u8, out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out var value) ? value : null;
            isFiltered |= item.TryGetProperty("finishReason"u8, out var reason) && reason.ValueKind == JsonValueKind.String && reason.ValueEquals("CONTENT_FILTERED"u8);
        }

        return (images, seed, isFiltered);
    }

    private static AspectRatio Nearest(ImageSize size) =>
        WorkflowRatios.MinBy(ratio => Math.Abs(Math.Log((double)ratio.Width / ratio.Height / ((double)size.Width / size.Height))));
}
