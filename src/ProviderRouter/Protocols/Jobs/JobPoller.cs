using ProviderRouter.Providers;

namespace ProviderRouter.Protocols.Jobs;

/// <summary>Waits for a job: asks soon at first, then ever more seldom, and at once when a webhook tells of it; a wait that is given up cancels the job at the provider.</summary>
internal sealed class JobPoller(TimeProvider timeProvider, OpenJobs jobs, Func<double>? random = null)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LastLook = TimeSpan.FromSeconds(2); // the cancel waits for it
    private static readonly TimeSpan TimerError = TimeSpan.FromMilliseconds(20); // a timer may fire that much early
    private const int MaxFailures = 10;
    private const double Growth = 1.5;
    private const double Jitter = 0.2;

    private readonly Func<double> random = random ?? Random.Shared.NextDouble;

    /// <summary>The most time between two polls.</summary>
    /// <value>Default: 5 seconds; for videos, which take minutes, 10 are enough.</value>
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Waits for the result of a job.</summary>
    /// <param name="context">The call.</param>
    /// <param name="steps">The job.</param>
    /// <param name="state">The state to begin with, which is disposed once a newer one is there; null to read it first.</param>
    /// <param name="wait">Who wants to know of it; null for a wait that cancels the job when it is given up.</param>
    /// <param name="cancellationToken">Ends the wait, by the caller or by its deadline.</param>
    /// <exception cref="JobException">The job failed, the call's time is over (it was cancelled then, where it can be), or it could not be followed.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up; the job was cancelled where the wait says so.</exception>
    public async Task<TState> WaitAsync<TState>(
        TaskContext context, IJobSteps<TState> steps, TState? state, JobWait? wait, CancellationToken cancellationToken)
        where TState : class, IDisposable
    {
        using var hold = jobs.Hold();
        using var place = wait?.Bell?.Listen();
        var reporter = new JobReporter(wait?.Progress, steps.Handle, timeProvider);
        var isDone = false;
        try
        {
            var done = await PollAsync(context, steps, state, wait, reporter, cancellationToken).ConfigureAwait(false);
            isDone = true;
            var finished = await steps.FinishAsync(done, cancellationToken).ConfigureAwait(false);
            reporter.ReportResult(steps, finished);
            return finished;
        }
        catch (OperationCanceledException exception)
        {
            var isOver = !context.Call.IsGivenUp && !context.Call.HasTimeFor(TimerError);
            if (isOver && !reporter.HasSeen && await LookOnceMoreAsync(context, steps).ConfigureAwait(false) is { } result)
            {
                return result;
            }

            var cancels = !isDone && steps.CanCancel && (isOver || (wait?.CancelsRemote ?? true)) && (place?.LeaveLast() ?? true);
            if (cancels)
            {
                Cancel(steps);
            }

            if (isOver && !context.Call.IsGivenUp)
            {
                throw JobFailures.TimedOut(context, steps.Handle, isDone, cancels, exception);
            }

            throw;
        }
        catch (Exception failure) when (failure is InferenceException and not JobException || HandlerFaults.IsBare(failure))
        {
            // Whoever has the handle can go on; a call that gives none out ends its job.
            var cancels = !isDone && steps.CanCancel && wait is null && !JobFailures.IsGone(failure);
            if (cancels)
            {
                Cancel(steps);
            }

            throw JobFailures.Of(context, steps.Handle, failure, isDone ? "could not be followed to its result; with its handle one can wait on"
                : cancels ? "could not be followed, and was cancelled"
                : "could not be followed; with its handle one can wait on");
        }
    }

    /// <summary>Holds a job open that is followed in another way.</summary>
    public IDisposable Hold() => jobs.Hold();

    /// <summary>Cancels a job at its provider, whatever became of the call; nobody waits for that.</summary>
    public void Cancel<TState>(IJobSteps<TState> steps)
        where TState : IDisposable => jobs.Cancel(steps.CancelAsync);

    // A job may have ended while nobody looked: a handle that is resumed late still gives its result.
    private async Task<TState?> LookOnceMoreAsync<TState>(TaskContext context, IJobSteps<TState> steps)
        where TState : class, IDisposable
    {
        using var timer = new CancellationTokenSource(LastLook, timeProvider);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, context.Call.CallerToken, context.Call.ClientToken);
        try
        {
            var state = await steps.ReadAsync(limit.Token).ConfigureAwait(false);
            if (steps.IsDone(state))
            {
                return await steps.FinishAsync(state, limit.Token).ConfigureAwait(false);
            }

            state.Dispose();
        }
        catch (Exception exception) when (exception is OperationCanceledException or (InferenceException and not JobException) || HandlerFaults.IsBare(exception))
        {
            // it counts as not done
        }

        return null;
    }

    private async Task<TState> PollAsync<TState>(
        TaskContext context, IJobSteps<TState> steps, TState? state, JobWait? wait, JobReporter reporter, CancellationToken cancellationToken)
        where TState : class, IDisposable
    {
        var failures = 0;
        var demanded = TimeSpan.Zero;
        var delay = state is null ? TimeSpan.Zero : First;
        try
        {
            while (true)
            {
                if (state is not null && failures == 0)
                {
                    reporter.Report(steps, state);
                    if (steps.IsDone(state))
                    {
                        return state;
                    }
                }

                var spread = Spread(delay);
                await PauseAsync(spread > demanded ? spread : demanded, wait?.Bell, cancellationToken).ConfigureAwait(false);
                delay = Next(delay);
                try
                {
                    var newer = await steps.ReadAsync(cancellationToken).ConfigureAwait(false);
                    state?.Dispose();
                    (state, failures, demanded) = (newer, 0, TimeSpan.Zero);
                }
                catch (ProviderException failure) when (MayAskAgain(context, failure, ++failures, timeProvider.GetUtcNow() - steps.Handle.CreatedAt))
                {
                    demanded = TimerDelay.NoShorterThan(failure.RetryAfter ?? TimeSpan.Zero);
                }
            }
        }
        catch
        {
            state?.Dispose();
            throw;
        }
    }

    private async Task PauseAsync(TimeSpan delay, JobBell? bell, CancellationToken cancellationToken)
    {
        if (bell is null)
        {
            await Task.Delay(delay, timeProvider, cancellationToken).ConfigureAwait(false);
            return;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var rung = bell.WhenRung;
        var first = await Task.WhenAny(Task.Delay(delay, timeProvider, end.Token), rung).ConfigureAwait(false);
        if (first == rung)
        {
            bell.Reset(rung);
        }

        await end.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    // A key that could not be had says nothing of the job.
    private static bool MayAskAgain(TaskContext context, ProviderException failure, int failures, TimeSpan age) =>
        failure is not JobException
        && context.Call.HasTimeFor(failure.RetryAfter ?? TimeSpan.Zero)
        && (failure.IsTransient || failure is { Kind: ErrorKind.Authentication, Phase: AttemptPhase.Connecting, StatusCode: null } ? failures < MaxFailures : JobFailures.IsNotThereYet(failure, age));

    private TimeSpan Next(TimeSpan delay) => delay == TimeSpan.Zero ? First : delay * Growth > Longest ? Longest : delay * Growth;

    private TimeSpan Spread(TimeSpan delay) => delay * (1 - Jitter + (2 * Jitter * random()));
}
