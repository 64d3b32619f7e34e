using System.Collections.Frozen;

namespace ProviderRouter.Routing;

/// <summary>Where tasks go out of the box when nothing is known of the model, and the models of requests that name none.</summary>
internal static class DefaultRoutes
{
    private const string Fireworks = "fireworks-ai";
    private const string Replicate = "replicate";
    private const string HuggingFace = "hf-inference";

    private static readonly FrozenDictionary<string, (string Provider, string? Model)> BuiltIn = new Dictionary<string, (string, string?)>
    {
        ["conversational"] = (Fireworks, "openai/gpt-oss-20b"),
        ["text-generation"] = (Fireworks, null),
        ["feature-extraction"] = (Fireworks, null),
        ["text-ranking"] = (Fireworks, null),
        ["text-to-image"] = (Replicate, "stabilityai/stable-diffusion-xl-base-1.0"),
        ["image-to-image"] = (Replicate, null),
        ["text-to-speech"] = (Replicate, "suno/bark"),
        ["text-to-audio"] = (Replicate, null),
        ["text-to-video"] = (Replicate, null),
        ["image-to-video"] = (Replicate, null),
        ["image-text-to-text"] = (Replicate, null),
        ["image-to-text"] = (Replicate, null),
        ["visual-question-answering"] = (Replicate, null),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The provider and default model of a task: the application's choice, else the built-in one; speech recognition and the classic tasks go to hf-inference.</summary>
    public static (string Provider, string? Model) For(InferenceTask task, InferenceRoutingOptions options)
    {
        var (provider, model) = BuiltIn.GetValueOrDefault(task.Name, (HuggingFace, null));
        return options.Tasks.TryGetValue(task.Name, out var own) ? (own.Provider ?? provider, own.Model ?? model) : (provider, model);
    }
}
