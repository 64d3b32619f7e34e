using System.Text.Json;
using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Images at a server that speaks OpenAI's protocol. Source: wire notes of the dialect, §11.</summary>
internal sealed class OpenAIImagesHandler(ProviderTransport transport, OpenAIDialect dialect, MediaDownloader downloader)
    : ITaskHandler<TextToImageRequest, TextToImageResponse>
{
    private const string NotSent = "Not sent: OpenAI's image protocol has no such field; a server's own can be set by ProviderParameters.";

    private static readonly MediaFields Files = new("b64_json"u8.ToArray());

    public async Task<TextToImageResponse> HandleAsync(TaskContext<TextToImageRequest> context, CancellationToken cancellationToken)
    {
        Warn(context);
        var exchange = new JsonExchange(dialect.ImagesPath, context, body => Write(body, context));
        return await transport.SendAsync(
            context, exchange, (response, token) => ReadAsync(context, response, token), cancellationToken).ConfigureAwait(false);
    }

    private static void Write(RequestJson body, TaskContext<TextToImageRequest> context)
    {
        var request = context.Request;
        body.Add("model", context.Model);
        body.Add("prompt", request.Prompt);
        body.Add("n", request.Count);
        body.Add("size", request.Size?.ToString());
        body.Add("output_format", request.Format?.Value);
        body.AddParameters();
    }

    private static void Warn(TaskContext<TextToImageRequest> context)
    {
        var request = context.Request;
        context.WarnIf(request.NegativePrompt is not null, nameof(request.NegativePrompt), NotSent);
        context.WarnIf(request.AspectRatio is not null, nameof(request.AspectRatio), NotSent);
        context.WarnIf(request.Seed is not null, nameof(request.Seed), NotSent);
        context.WarnIf(request.Steps is not null, nameof(request.Steps), NotSent);
        context.WarnIf(request.Guidance is not null, nameof(request.Guidance), NotSent);
        context.WarnIf(request.Scheduler is not null, nameof(request.Scheduler), NotSent);
        context.WarnIf(request.SafetyChecker is not null, nameof(request.SafetyChecker), NotSent);
    }

    private async ValueTask<TextToImageResponse> ReadAsync(TaskContext context, ProviderResponse response, CancellationToken cancellationToken)
    {
        using var json = (await MediaJson.ReadAsync(response, Files, cancellationToken).ConfigureAwait(false)).ThrowIfError(response);
        var images = new List<MediaContent>();
        string? revised = null;
        if (json.Root.ValueKind == JsonValueKind.Object && json.Root.TryGetProperty("data"u8, out var data) && data.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in data.EnumerateArray())
            {
                if (ImageOf(context, json, item) is { } image)
                {
                    images.Add(image);
                    revised ??= item.TryGetProperty("revised_prompt"u8, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
                }
            }
        }

        return images.Count > 0
            ? new() { Images = images, RevisedPrompt = revised, Info = new() { Usage = new() { Images = images.Count } } }
            : throw json.Fail(response, "the answer holds no image");
    }

    private MediaContent? ImageOf(TaskContext context, MediaJson json, JsonElement item) =>
        item.ValueKind != JsonValueKind.Object ? null
        : item.TryGetProperty("b64_json"u8, out var file) && json.FileOf(file) is { } bytes ? bytes
        : item.TryGetProperty("url"u8, out var address) && address.ValueKind == JsonValueKind.String ? downloader.Reference(context.Provider, address.GetString()!)
        : null;
}
