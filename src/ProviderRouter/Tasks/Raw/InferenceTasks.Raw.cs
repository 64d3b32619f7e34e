namespace ProviderRouter;

public static partial class InferenceTasks
{
    /// <summary>JSON as the provider takes it, answered as a whole. What it does is not known: it is treated as work that is expensive to do twice.</summary>
    public static InferenceTask<RawRequest, RawResponse> Raw { get; } =
        new("raw") { CatalogTasks = [], DefaultTimeout = TimeSpan.FromMinutes(30), RetryWhenMaybeExecuted = false };

    /// <summary>JSON as the provider takes it, answered piece by piece.</summary>
    public static StreamingTask<RawRequest, RawUpdate> RawStream { get; } =
        new("raw") { CatalogTasks = [], DefaultTimeout = TimeSpan.FromMinutes(10), RetryWhenMaybeExecuted = false };
}
