namespace ProviderRouter;

public static partial class InferenceTasks
{
    /// <summary>A text, told in short.</summary>
    public static InferenceTask<SummarizationRequest, SummarizationResponse> Summarization { get; } = new("summarization");
}
