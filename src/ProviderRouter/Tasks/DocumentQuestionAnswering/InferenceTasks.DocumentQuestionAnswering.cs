namespace ProviderRouter;

public static partial class InferenceTasks
{
    /// <summary>A question about the image of a document, answered.</summary>
    public static InferenceTask<DocumentQuestionAnsweringRequest, DocumentQuestionAnsweringResponse> DocumentQuestionAnswering { get; } =
        new("document-question-answering");
}
