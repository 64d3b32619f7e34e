using System.Net;
using ProviderRouter.Providers;

namespace ProviderRouter.Protocols.Jobs;

/// <summary>Waits for a job: asks soon at first, then ever more seldom, and at once when a webhook tells of it; a wait that is given up cancels the job at the provider.</summary>
internal sealed class JobPoller(TimeProvider timeProvider, OpenJobs jobs, Func<double>? random = null)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Unseen = TimeSpan.FromSeconds(10);
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
    /// <exception cref="JobException">The job failed, the call's time is over, or it could not be followed; unless the provider does not know it, it was cancelled.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up; the job was cancelled where the wait says so.</exception>
    public async Task<TState> WaitAsync<TState>(
        TaskContext context, IJobSteps<TState> steps, TState? state, JobWait? wait, CancellationToken cancellationToken)
        where TState : class, IDisposable
    {
        using var hold = jobs.Hold();
        var cancels = steps.CanCancel && (wait?.CancelsRemote ?? true);
        try
        {
            var done = await PollAsync(context, steps, state, wait, cancellationToken).ConfigureAwait(false);
            return await steps.FinishAsync(done, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception)
        {
            var isOver = !context.Call.HasTimeFor(TimerError); // the cancel takes time of its own
            if (cancels || (isOver && steps.CanCancel))
            {
                Cancel(steps);
            }

            if (isOver)
            {
                throw TimedOut(context, steps.Handle, steps.CanCancel, exception);
            }

            throw;
        }
        catch (ProviderException failure) when (failure is not JobException && IsGone(failure))
        {
            throw Lost(context, steps.Handle, failure, ErrorKind.JobFailed, ErrorCodes.JobNotFound, "is not known there any more");
        }
        catch (ProviderException failure) when (failure is not JobException)
        {
            if (cancels)
            {
                Cancel(steps);
            }

            throw Lost(context, steps.Handle, failure, failure.Kind, failure.ErrorCode, cancels ? "could not be followed, and was cancelled" : "could not be followed");
        }
    }

    /// <summary>Holds a job open that is followed in another way.</summary>
    public IDisposable Hold() => jobs.Hold();

    /// <summary>Cancels a job at its provider, whatever became of the call; nobody waits for that.</summary>
    public void Cancel<TState>(IJobSteps<TState> steps)
        where TState : IDisposable => jobs.Cancel(steps.CancelAsync);

    private async Task<TState> PollAsync<TState>(
        TaskContext context, IJobSteps<TState> steps, TState? state, JobWait? wait, CancellationToken cancellationToken)
        where TState : class, IDisposable
    {
        var reporter = new JobReporter(wait?.Progress, steps.Handle, timeProvider);
        var startedAt = timeProvider.GetTimestamp();
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
                catch (ProviderException failure) when (MayAskAgain(context, failure, ++failures, timeProvider.GetElapsedTime(startedAt)))
                {
                    demanded = failure.RetryAfter ?? TimeSpan.Zero;
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

    // A new job may take a moment to be found.
    private static bool MayAskAgain(TaskContext context, ProviderException failure, int failures, TimeSpan elapsed) =>
        failure is not JobException
        && context.Call.HasTimeFor(failure.RetryAfter ?? TimeSpan.Zero)
        && (failure.IsTransient ? failures < MaxFailures : failure.StatusCode == HttpStatusCode.NotFound && elapsed < Unseen);

    private static bool IsGone(ProviderException failure) => failure.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone;

    private static JobException TimedOut(TaskContext context, JobHandle handle, bool isCanceled, Exception cause) =>
        new(context.Provider, ErrorKind.Timeout, handle.JobId, $"Provider '{context.Provider}': job '{handle.JobId}' was not done when the call's time was over, and {(isCanceled ? "was cancelled" : "goes on there, for it cannot be cancelled: with its handle one can wait on")}. CallTimeout sets how long a call may take.", cause)
        {
            Model = context.Model,
            Handle = handle,
            ErrorCode = ErrorCodes.JobTimeout,
            MaybeExecuted = true,
        };

    private static JobException Lost(TaskContext context, JobHandle handle, ProviderException cause, ErrorKind kind, string? code, string words) =>
        new(context.Provider, kind, handle.JobId, $"Provider '{context.Provider}': job '{handle.JobId}' {words}. {cause.Message}", cause)
        {
            Model = context.Model,
            Handle = handle,
            StatusCode = cause.StatusCode,
            ErrorCode = code,
            RequestId = cause.RequestId,
            RetryAfter = cause.RetryAfter,
            ResponseBody = cause.ResponseBody,
            ExchangeKind = cause.ExchangeKind,
            MaybeExecuted = true,
        };

    private TimeSpan Next(TimeSpan delay) => delay == TimeSpan.Zero ? First : delay * Growth > Longest ? Longest : delay * Growth;

    private TimeSpan Spread(TimeSpan delay) => delay * (1 - Jitter + (2 * Jitter * random()));
}
