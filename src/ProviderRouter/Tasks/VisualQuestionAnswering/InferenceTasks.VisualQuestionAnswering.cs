namespace ProviderRouter;

public static partial class InferenceTasks
{
    /// <summary>A question about an image, answered.</summary>
    public static InferenceTask<VisualQuestionAnsweringRequest, VisualQuestionAnsweringResponse> VisualQuestionAnswering { get; } =
        new("visual-question-answering");
}
