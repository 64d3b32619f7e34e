using ProviderRouter.Providers;

namespace ProviderRouter.Protocols.Jobs;

/// <summary>Waits for a job: asks soon at first, then ever more seldom; a wait that is given up cancels the job at the provider.</summary>
internal sealed class JobPoller(TimeProvider timeProvider, Func<double>? random = null)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CancelLimit = TimeSpan.FromSeconds(5);
    private const double Growth = 1.5;
    private const double Jitter = 0.2;

    private readonly Func<double> random = random ?? Random.Shared.NextDouble;

    /// <summary>Waits from a state on.</summary>
    /// <exception cref="JobException">The call's time is over.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up; the job was cancelled.</exception>
    public async Task<TState> WaitAsync<TState>(TaskContext context, IJobSteps<TState> steps, TState state, CancellationToken cancellationToken)
    {
        try
        {
            for (var delay = First; !steps.IsDone(state); delay = Next(delay))
            {
                await Task.Delay(Spread(delay), timeProvider, cancellationToken).ConfigureAwait(false);
                state = await steps.ReadAsync(cancellationToken).ConfigureAwait(false);
            }

            return state;
        }
        catch (OperationCanceledException exception)
        {
            await CancelAsync(steps).ConfigureAwait(false);
            throw context.Call.HasTimeFor(TimeSpan.Zero)
                ? exception
                : new JobException(context.Provider, ErrorKind.Timeout, steps.Id, $"Provider '{context.Provider}': job '{steps.Id}' was not done when the call's time was over, and was cancelled. CallTimeout sets how long a call may take.", exception)
                {
                    Model = context.Model,
                    ErrorCode = ErrorCodes.JobTimeout,
                    MaybeExecuted = true,
                };
        }
    }

    /// <summary>Cancels a job at its provider, whatever became of the call; its failure changes nothing.</summary>
    public async Task CancelAsync<TState>(IJobSteps<TState> steps)
    {
        using var limit = new CancellationTokenSource(CancelLimit, timeProvider);
        try
        {
            await steps.CancelAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ProviderException or OperationCanceledException or ObjectDisposedException)
        {
            // the job ends by itself, or by its own deadline
        }
    }

    private static TimeSpan Next(TimeSpan delay) => delay * Growth > Longest ? Longest : delay * Growth;

    private TimeSpan Spread(TimeSpan delay) => delay * (1 - Jitter + (2 * Jitter * random()));
}
