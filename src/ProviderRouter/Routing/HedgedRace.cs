using ProviderRouter.Providers;

namespace ProviderRouter.Routing;

/// <summary>
/// Asks a second candidate when the first has not answered for longer than is usual there; the first acceptable answer wins, and the other
/// is given up and disposed at once. Never beside a job: that would be a second one.
/// </summary>
/// <typeparam name="TResult">An answer, or a stream that has come to its first content.</typeparam>
internal sealed class HedgedRace<TResult>(
    CandidateWalk walk,
    FallbackPolicy policy,
    InferenceRoutingOptions options,
    CallState call,
    Func<PlannedCandidate, CandidateState, CancellationToken, Task<TResult>> ask)
{
    /// <summary>Runs one candidate, and a second one beside it when it takes long.</summary>
    /// <exception cref="ProviderException">Both failed, or the first in a way that is to be seen.</exception>
    public async Task<TResult> RunAsync(PlannedCandidate first, CancellationToken cancellationToken)
    {
        var main = new Runner(ask, first, new() { IsLast = !walk.HasMore }, cancellationToken);
        PlannedCandidate second;
        try
        {
            if (await main.EndsWithinAsync(DelayFor(first), call.TimeProvider, cancellationToken).ConfigureAwait(false)
                || await ChooseAsync(main, first, cancellationToken).ConfigureAwait(false) is not { } beside)
            {
                return await main.Answer.ConfigureAwait(false);
            }

            second = beside;
        }
        catch
        {
            main.GiveUp();
            throw;
        }

        var hedge = new Runner(ask, second, new() { IsHedge = true, Paid = options.RetryBudget.RetryCost }, cancellationToken);
        var ended = await Task.WhenAny(main.Answer, hedge.Answer).ConfigureAwait(false) == main.Answer ? main : hedge;
        var other = ended == main ? hedge : main;
        if (ended.HasAnswered || (ended == main && !IsForAnother(main)))
        {
            other.GiveUp();
            return await ended.Answer.ConfigureAwait(false);
        }

        ended.GiveUp();
        try
        {
            return await other.Answer.ConfigureAwait(false); // it runs already, whatever may still be begun
        }
        catch (ProviderException)
        {
            return await (IsForAnother(main) && hedge.WasAsked ? hedge : main).Answer.ConfigureAwait(false); // the failure that counts if they are asked in turn
        }
        finally
        {
            if (!hedge.WasAsked && second != first)
            {
                walk.Return(second); // a job, say, or a key that could not be had
            }
        }
    }

    private bool IsForAnother(Runner runner) => runner.Failure is { } failure && policy.IsForAnother(failure, call);

    private TimeSpan DelayFor(PlannedCandidate first)
    {
        var usual = policy.TargetOf(first.Candidate)?.Latency.Percentile95;
        return usual > options.Hedging.MinDelay ? usual.Value : options.Hedging.MinDelay;
    }

    private async ValueTask<PlannedCandidate?> ChooseAsync(Runner main, PlannedCandidate first, CancellationToken cancellationToken)
    {
        // Beside what has not begun yet nothing is extra, and what it begins may be a job.
        if (!main.WasAsked || main.Asked.HasSubmitted || await walk.NextBesideAsync(first, cancellationToken).ConfigureAwait(false) is not { } second)
        {
            return null;
        }

        if (policy.TargetOf(second.Candidate) is not { } target || await target.State.TrySpendAsync(options.RetryBudget.RetryCost, cancellationToken).ConfigureAwait(false))
        {
            return second;
        }

        if (second != first)
        {
            walk.Return(second);
        }

        return null;
    }

    private sealed class Runner
    {
        private readonly CancellationTokenSource end;

        public Runner(Func<PlannedCandidate, CandidateState, CancellationToken, Task<TResult>> ask, PlannedCandidate candidate, CandidateState asked, CancellationToken cancellationToken)
        {
            end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Asked = asked;
            Answer = ask(candidate, asked, end.Token);
        }

        public CandidateState Asked { get; }

        public Task<TResult> Answer { get; }

        public bool HasAnswered => Answer.IsCompletedSuccessfully;

        /// <summary>Whether anything was sent for it.</summary>
        public bool WasAsked => Asked.LastAttempt >= 0;

        /// <summary>Why it failed, where that is no cancellation.</summary>
        public ProviderException? Failure => Answer.Exception?.InnerException as ProviderException;

        public async ValueTask<bool> EndsWithinAsync(TimeSpan delay, TimeProvider timeProvider, CancellationToken cancellationToken)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var timer = Task.Delay(delay, timeProvider, stop.Token);
            var ended = await Task.WhenAny(Answer, timer).ConfigureAwait(false) == Answer;
            await stop.CancelAsync().ConfigureAwait(false);
            return ended || cancellationToken.IsCancellationRequested;
        }

        /// <summary>Cancels it; nobody waits for it any more, and what it still brings is disposed.</summary>
        public void GiveUp()
        {
            end.Cancel();
            _ = DisposeAsync();
        }

        private async Task DisposeAsync()
        {
            try
            {
                if (await Answer.ConfigureAwait(false) is IAsyncDisposable late)
                {
                    await late.DisposeAsync().ConfigureAwait(false);
                }
            }
#pragma warning disable CA1031 // It lost: however it ends, nobody is there to be told.
            catch (Exception)
#pragma warning restore CA1031
            {
            }
            finally
            {
                end.Dispose();
            }
        }
    }
}
