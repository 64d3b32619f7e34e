namespace ProviderRouter;

public static partial class InferenceTasks
{
    /// <summary>A question, answered from a text.</summary>
    public static InferenceTask<QuestionAnsweringRequest, QuestionAnsweringResponse> QuestionAnswering { get; } = new("question-answering");
}
