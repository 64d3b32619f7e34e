namespace ProviderRouter.Providers;

/// <summary>Wakes those who wait for a job, because a webhook told of it. A ring that nobody hears is heard by the next who listens.</summary>
internal sealed class JobBell
{
    private TaskCompletionSource rung = New();

    /// <summary>Completed by the next ring.</summary>
    public Task WhenRung => Volatile.Read(ref rung).Task;

    /// <summary>Wakes everybody.</summary>
    public void Ring() => Volatile.Read(ref rung).TrySetResult();

    /// <summary>Listens for the next ring, after one was heard.</summary>
    public void Reset(Task heard)
    {
        var current = Volatile.Read(ref rung);
        if (current.Task == heard)
        {
            Interlocked.CompareExchange(ref rung, New(), current);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
