using ProviderRouter.Providers;

namespace ProviderRouter.Protocols.Jobs;

/// <summary>Makes the handles of jobs that were just submitted.</summary>
internal static class JobHandles
{
    /// <summary>Names a job.</summary>
    /// <param name="context">The call that submitted it.</param>
    /// <param name="id">The provider's id.</param>
    /// <param name="location">Where it is kept, below the provider's address; null where the id tells that.</param>
    public static JobHandle Of(TaskContext context, string id, string? location = null)
    {
        var now = context.Call.TimeProvider.GetUtcNow();
        return new()
        {
            Provider = context.Provider,
            Model = context.Model,
            Task = context.Task,
            JobId = id,
            Location = location,
            Partner = context.Partner,
            CreatedAt = now,
            Deadline = context.Call.Limit is null ? null : now + context.Call.Remaining,
        };
    }
}
