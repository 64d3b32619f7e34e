using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>What the tasks that put images into words have in common.</summary>
internal static class FalVision
{
    public const string NotSent = "Not sent: this model has no such input at fal.";
    public const string OneAnswer = "fal's models give one answer.";

    /// <summary>Writes images as the model takes them.</summary>
    public static void WriteImages(RequestJson input, FalVisionModel model, IReadOnlyList<FalInput> images)
    {
        if (images.Count > 0 && (images.Count > 1 || model.Image is null) && model.Images is not null)
        {
            FalInput.Write(input, model.Images, images);
        }
        else if (images.Count > 0)
        {
            images[0].Write(input, model.Image!);
        }
    }

    public static void WriteSampling(RequestJson input, FalVisionModel model, int? maxTokens, double? temperature, double? topP)
    {
        input.AddIf(model.MaxTokens, maxTokens);
        input.AddIf(model.Temperature, temperature);
        input.AddIf(model.TopP, topP);
    }

    public static void WarnSampling(TaskContext context, FalVisionModel model, int? maxTokens, double? temperature, double? topP)
    {
        context.WarnIf(maxTokens is not null && model.MaxTokens is null, nameof(ImageToTextRequest.MaxOutputTokens), NotSent);
        context.WarnIf(temperature is not null && model.Temperature is null, nameof(ImageToTextRequest.Temperature), NotSent);
        context.WarnIf(topP is not null && model.TopP is null, nameof(ImageToTextRequest.TopP), NotSent);
    }

    /// <summary>The input of a model that answers a question about one image.</summary>
    /// <exception cref="ProviderException">The model only describes images, or the image cannot be had.</exception>
    public static async ValueTask<Action<RequestJson>> AskAsync(
        TaskContext context, FalInputs inputs, MediaContent image, string question, int? maxTokens, double? temperature, double? topP, CancellationToken cancellationToken)
    {
        var model = FalVisionModel.Of(context.Model);
        if (model.Prompt is not { } prompt)
        {
            throw context.Fail(ErrorKind.Unsupported, $"Provider '{context.Provider}': '{context.Model}' describes images and answers no questions.");
        }

        WarnSampling(context, model, maxTokens, temperature, topP);
        var ready = await inputs.ReadyAsync(context, image, cancellationToken).ConfigureAwait(false);
        var language = FalEndpoint.Of(context.Model).LanguageModel;
        return input =>
        {
            input.Add("model", language);
            input.Add(prompt, question);
            WriteImages(input, model, [ready]);
            WriteSampling(input, model, maxTokens, temperature, topP);
        };
    }

    /// <summary>The text of an output: under <c>output</c>, <c>results</c> or <c>text</c>, alone or first in a list; null when there is none.</summary>
    public static string? TextOf(JsonElement output) => FalJson.Text(FindText(output));

    /// <summary>Where the text of an output stands.</summary>
    public static JsonElement FindText(JsonElement output)
    {
        foreach (var name in (ReadOnlySpan<string>)["output", "results", "text", "outputs"])
        {
            var value = FalJson.Get(output, name);
            value = value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 ? value[0] : value;
            if (value.ValueKind == JsonValueKind.String)
            {
                return value;
            }
        }

        return default;
    }

    /// <summary>Tokens, by the names of fal or of OpenAI.</summary>
    public static Usage? UsageOf(JsonElement output)
    {
        var usage = FalJson.Get(output, "usage") is { ValueKind: JsonValueKind.Object } found ? found : FalJson.Get(output, "usage_info");
        return usage.ValueKind != JsonValueKind.Object
            ? null
            : new()
            {
                InputTokens = FalJson.Integer(usage, "input_tokens") ?? FalJson.Integer(usage, "prompt_tokens"),
                OutputTokens = FalJson.Integer(usage, "output_tokens") ?? FalJson.Integer(usage, "completion_tokens"),
                TotalTokens = FalJson.Integer(usage, "total_tokens"),
            };
    }

    /// <summary>The text of a job's result.</summary>
    /// <exception cref="ProviderException">It holds none.</exception>
    public static (string Text, ResponseInfo Info) Read(TaskContext context, FalState state) => (
        TextOf(state.Output) ?? throw context.Fail(ErrorKind.BadResponse, $"Provider '{context.Provider}': the output of {state.Name} holds no text."),
        new() { RequestId = state.RequestId, Usage = (UsageOf(state.Output) ?? new()) with { ComputeSeconds = state.InferenceSeconds } });
}
