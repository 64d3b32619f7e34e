namespace ProviderRouter;

public static partial class InferenceTasks
{
    /// <summary>A text, continued as a whole.</summary>
    public static InferenceTask<TextGenerationRequest, TextGenerationResponse> TextGeneration { get; } = new("text-generation");

    /// <summary>A text, continued piece by piece.</summary>
    public static StreamingTask<TextGenerationRequest, TextGenerationUpdate> TextGenerationStream { get; } =
        new("text-generation") { DefaultTimeout = TimeSpan.FromMinutes(10), Resume = static request => new TextGenerationProgress(request) };
}
