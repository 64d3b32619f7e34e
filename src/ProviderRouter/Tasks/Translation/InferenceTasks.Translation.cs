namespace ProviderRouter;

public static partial class InferenceTasks
{
    /// <summary>A text, translated.</summary>
    public static InferenceTask<TranslationRequest, TranslationResponse> Translation { get; } = new("translation");
}
