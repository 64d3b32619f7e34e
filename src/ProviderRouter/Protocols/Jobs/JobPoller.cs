using System.Net;
using ProviderRouter.Providers;

namespace ProviderRouter.Protocols.Jobs;

/// <summary>Waits for a job: asks soon at first, then ever more seldom; a wait that is given up cancels the job at the provider.</summary>
internal sealed class JobPoller(TimeProvider timeProvider, OpenJobs jobs, Func<double>? random = null)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Unseen = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TimerError = TimeSpan.FromMilliseconds(20); // a timer may fire that much early
    private const int MaxFailures = 10;
    private const double Growth = 1.5;
    private const double Jitter = 0.2;

    private readonly Func<double> random = random ?? Random.Shared.NextDouble;

    /// <summary>Waits from a state on, which is disposed once a newer one is there.</summary>
    /// <exception cref="JobException">The call's time is over, or the job could not be followed; unless the provider does not know it, it was cancelled.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up; the job was cancelled.</exception>
    public async Task<TState> WaitAsync<TState>(TaskContext context, IJobSteps<TState> steps, TState state, CancellationToken cancellationToken)
        where TState : IDisposable
    {
        using var hold = jobs.Hold();
        try
        {
            return await PollAsync(context, steps, state, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception)
        {
            var isOver = !context.Call.HasTimeFor(TimerError); // the cancel takes time of its own
            Cancel(steps);
            if (isOver)
            {
                throw TimedOut(context, steps.Id, exception);
            }

            throw;
        }
        catch (ProviderException failure) when (IsGone(failure))
        {
            throw Lost(context, steps.Id, failure, ErrorKind.JobFailed, ErrorCodes.JobNotFound, "is not known there any more");
        }
        catch (ProviderException failure)
        {
            Cancel(steps);
            throw Lost(context, steps.Id, failure, failure.Kind, failure.ErrorCode, "could not be followed, and was cancelled");
        }
    }

    /// <summary>Holds a job open that is followed in another way.</summary>
    public IDisposable Hold() => jobs.Hold();

    /// <summary>Cancels a job at its provider, whatever became of the call; nobody waits for that.</summary>
    public void Cancel<TState>(IJobSteps<TState> steps)
        where TState : IDisposable => jobs.Cancel(steps.CancelAsync);

    private async Task<TState> PollAsync<TState>(TaskContext context, IJobSteps<TState> steps, TState state, CancellationToken cancellationToken)
        where TState : IDisposable
    {
        var startedAt = timeProvider.GetTimestamp();
        var failures = 0;
        var demanded = TimeSpan.Zero;
        try
        {
            for (var delay = First; !steps.IsDone(state); delay = Next(delay))
            {
                var spread = Spread(delay);
                await Task.Delay(spread > demanded ? spread : demanded, timeProvider, cancellationToken).ConfigureAwait(false);
                try
                {
                    var newer = await steps.ReadAsync(cancellationToken).ConfigureAwait(false);
                    state.Dispose();
                    (state, failures, demanded) = (newer, 0, TimeSpan.Zero);
                }
                catch (ProviderException failure) when (MayAskAgain(context, failure, ++failures, timeProvider.GetElapsedTime(startedAt)))
                {
                    demanded = failure.RetryAfter ?? TimeSpan.Zero;
                }
            }

            return state;
        }
        catch
        {
            state.Dispose();
            throw;
        }
    }

    // A new job may take a moment to be found.
    private static bool MayAskAgain(TaskContext context, ProviderException failure, int failures, TimeSpan elapsed) =>
        context.Call.HasTimeFor(failure.RetryAfter ?? TimeSpan.Zero)
        && (failure.IsTransient ? failures < MaxFailures : failure.StatusCode == HttpStatusCode.NotFound && elapsed < Unseen);

    private static bool IsGone(ProviderException failure) => failure.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone;

    private static JobException TimedOut(TaskContext context, string id, Exception cause) =>
        new(context.Provider, ErrorKind.Timeout, id, $"Provider '{context.Provider}': job '{id}' was not done when the call's time was over, and was cancelled. CallTimeout sets how long a call may take.", cause)
        {
            Model = context.Model,
            ErrorCode = ErrorCodes.JobTimeout,
            MaybeExecuted = true,
        };

    private static JobException Lost(TaskContext context, string id, ProviderException cause, ErrorKind kind, string? code, string words) =>
        new(context.Provider, kind, id, $"Provider '{context.Provider}': job '{id}' {words}. {cause.Message}", cause)
        {
            Model = context.Model,
            StatusCode = cause.StatusCode,
            ErrorCode = code,
            RequestId = cause.RequestId,
            RetryAfter = cause.RetryAfter,
            ResponseBody = cause.ResponseBody,
            ExchangeKind = cause.ExchangeKind,
            MaybeExecuted = true,
        };

    private static TimeSpan Next(TimeSpan delay) => delay * Growth > Longest ? Longest : delay * Growth;

    private TimeSpan Spread(TimeSpan delay) => delay * (1 - Jitter + (2 * Jitter * random()));
}
