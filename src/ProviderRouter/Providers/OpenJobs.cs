namespace ProviderRouter.Providers;

/// <summary>
/// The jobs that a client waits for, and the cancels it sent for those it gave up. A caller who gives up does not wait for the cancel, so it
/// goes on by itself; connections stay open until no job is.
/// </summary>
internal sealed class OpenJobs(TimeProvider timeProvider)
{
    private static readonly TimeSpan CancelLimit = TimeSpan.FromSeconds(5);

    private readonly Lock changing = new();
    private TaskCompletionSource idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int count;

    /// <summary>Completed when no job is open.</summary>
    public Task WhenIdle()
    {
        lock (changing)
        {
            return count == 0 ? Task.CompletedTask : idle.Task;
        }
    }

    /// <summary>Holds a job open until the hold is disposed.</summary>
    public IDisposable Hold()
    {
        lock (changing)
        {
            if (count++ == 0)
            {
                idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        return new JobHold(this);
    }

    /// <summary>Sends a cancel, which may take five seconds whatever became of the call; its failure changes nothing.</summary>
    public void Cancel(Func<CancellationToken, Task> cancel) => _ = CancelAsync(cancel);

    private async Task CancelAsync(Func<CancellationToken, Task> cancel)
    {
        using var hold = Hold();
        using var limit = new CancellationTokenSource(CancelLimit, timeProvider);
        try
        {
            await cancel(limit.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // However it fails, nobody is there to be told.
        catch (Exception)
#pragma warning restore CA1031
        {
            // the job ends by itself, or by its own deadline
        }
    }

    private void Leave()
    {
        lock (changing)
        {
            if (--count == 0)
            {
                idle.SetResult();
            }
        }
    }

    private sealed class JobHold(OpenJobs jobs) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
            {
                jobs.Leave();
            }
        }
    }
}
