namespace ProviderRouter.Providers;

/// <summary>
/// Those who wait for one job: a webhook wakes them, and one of them who gives up does not end the job for the others. A ring that nobody hears is
/// heard by the next who listens.
/// </summary>
internal sealed class JobBell
{
    private TaskCompletionSource rung = New();
    private int listeners;

    /// <summary>Completed by the next ring.</summary>
    public Task WhenRung => Volatile.Read(ref rung).Task;

    /// <summary>Joins those who wait, until the place is given up.</summary>
    public Place Listen()
    {
        Interlocked.Increment(ref listeners);
        return new(this);
    }

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

    /// <summary>A place among those who wait.</summary>
    internal sealed class Place(JobBell bell) : IDisposable
    {
        private int left;

        /// <summary>Gives the place up.</summary>
        /// <returns>Whether nobody waits any more; of several who leave at once, one is told so.</returns>
        public bool LeaveLast() => Interlocked.Exchange(ref left, 1) == 0 && Interlocked.Decrement(ref bell.listeners) == 0;

        public void Dispose() => LeaveLast();
    }
}
