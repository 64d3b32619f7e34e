namespace ProviderRouter;

public static partial class InferenceTasks
{
    /// <summary>A question, answered from a table.</summary>
    public static InferenceTask<TableQuestionAnsweringRequest, TableQuestionAnsweringResponse> TableQuestionAnswering { get; } =
        new("table-question-answering");
}
