using ProviderRouter.Providers;

namespace ProviderRouter.Protocols.Jobs;

/// <summary>Tells a listener of each state of a job, and of each line of its log once. A listener that fails does not fail the call.</summary>
internal sealed class JobReporter(IProgress<JobStatus>? progress, JobHandle handle, TimeProvider timeProvider)
{
    private int told;
    private bool hasEnded;

    /// <summary>Whether any state of the job was seen.</summary>
    public bool HasSeen { get; private set; }

    /// <summary>Tells of the result, where the last state left open whether there is one.</summary>
    public void ReportResult<TState>(IJobSteps<TState> steps, TState result)
        where TState : IDisposable
    {
        if (!hasEnded)
        {
            Report(steps, result);
        }
    }

    public void Report<TState>(IJobSteps<TState> steps, TState state)
        where TState : IDisposable
    {
        HasSeen = true;
        if (progress is null)
        {
            return;
        }

        try
        {
            var status = steps.StatusOf(state);
            var lines = status.LogLines;
            told = lines.Count < told ? 0 : told; // a log that begins anew
            IReadOnlyList<string> fresh = [.. lines.Skip(told)];
            told = lines.Count;
            hasEnded = status.IsDone;
            progress.Report(status with { LogLines = fresh, Elapsed = timeProvider.GetUtcNow() - handle.CreatedAt });
        }
#pragma warning disable CA1031 // A state that cannot be told, and a listener that fails, are no reason to lose a paid job.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
