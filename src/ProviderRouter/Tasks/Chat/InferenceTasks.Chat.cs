namespace ProviderRouter;

public static partial class InferenceTasks
{
    private static readonly string[] ChatCatalogTasks = ["conversational", "text-generation", "image-text-to-text"];

    /// <summary>A conversation, answered as a whole; messages may hold images and sounds.</summary>
    public static InferenceTask<ChatRequest, ChatResponse> Chat { get; } = new("conversational") { CatalogTasks = ChatCatalogTasks };

    /// <summary>A conversation, answered piece by piece.</summary>
    public static StreamingTask<ChatRequest, ChatUpdate> ChatStream { get; } =
        new("conversational") { CatalogTasks = ChatCatalogTasks, DefaultTimeout = TimeSpan.FromMinutes(10), Resume = static request => new ChatProgress(request) };
}
