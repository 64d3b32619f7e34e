using System.Runtime.ExceptionServices;
using ProviderRouter.Providers;
using ProviderRouter.Resilience;

namespace ProviderRouter.Routing;

/// <summary>
/// The way of one call along the candidates of its plan: whose turn it is, whether a failure lets the next one be asked, and what is to be
/// told of those that were not. Nobody is visited twice; whose target is blocked is passed over, and waited for only when all are.
/// </summary>
internal sealed class CandidateWalk(RouteDecision decision, FallbackPolicy policy, CallState call)
{
    private readonly Lock changing = new(); // two that run at once may both fail
    private readonly Place[] places = new Place[policy.MaxTargets == 1 ? 1 : decision.Candidates.Count];
    private List<ExcludedCandidate>? passedOver;
    private int asked;
    private int? windowThatWasTooSmall;

    private enum Place
    {
        Ahead,
        Visited,
        TurnedAway, // free when it was looked at, and blocked when it was asked
        VisitedAgain,
    }

    /// <summary>The plan, and who was passed over until now.</summary>
    public RouteTrace Plan
    {
        get
        {
            lock (changing)
            {
                return passedOver is null ? decision.Trace : new(decision, [.. passedOver]);
            }
        }
    }

    /// <summary>The candidate whose turn it is. When all are blocked it waits for the first to open, if that may be waited for.</summary>
    /// <param name="last">What went wrong before; it is thrown when nobody can be asked in time.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="RoutingException">All are blocked for longer than may be waited.</exception>
    public async ValueTask<PlannedCandidate> NextAsync(ProviderException? last, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (index, wait, hint) = await FindAsync(cancellationToken).ConfigureAwait(false);
            if (wait is not { } opensIn)
            {
                return Visit(index);
            }

            if (index < 0 || opensIn > policy.LongestWait || !call.HasTimeFor(opensIn))
            {
                if (last is not null)
                {
                    ExceptionDispatchInfo.Throw(last);
                }

                throw AllBlocked(hint);
            }

            await Task.Delay(TimerDelay.NoShorterThan(opensIn), call.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Who can be asked beside a candidate that has not answered yet: the next that is free, or itself where there is no other; null when nobody may.</summary>
    public async ValueTask<PlannedCandidate?> NextBesideAsync(PlannedCandidate first, CancellationToken cancellationToken)
    {
        if (!call.HasAttemptsLeft)
        {
            return null;
        }

        if (decision.Candidates.Count == 1)
        {
            return call.HasAttemptsLeftAt(first.Candidate) ? first : null;
        }

        if (asked >= policy.MaxTargets)
        {
            return null;
        }

        var (index, wait, _) = await FindAsync(cancellationToken).ConfigureAwait(false);
        return wait is null ? Visit(index) : null;
    }

    /// <summary>Notes why a candidate failed.</summary>
    /// <returns>False, so that it can stand in an exception filter.</returns>
    public bool Note(PlannedCandidate failed, ProviderException failure)
    {
        lock (changing)
        {
            if (failure.IsTurnedAway)
            {
                TakeBack(failed, Place.TurnedAway); // nothing was sent: this was no visit, but once only
            }

            if (failure.Kind == ErrorKind.ContextLengthExceeded)
            {
                windowThatWasTooSmall = Math.Max(windowThatWasTooSmall ?? 0, failed.Offer?.ContextWindow ?? int.MaxValue); // beside an unknown one nothing is known to be larger
            }

            PassOver(failed.Candidate, failure.Message);
        }

        return false;
    }

    /// <summary>Takes back a turn of <see cref="NextBesideAsync"/> that was not used.</summary>
    public void Return(PlannedCandidate planned)
    {
        lock (changing)
        {
            TakeBack(planned, Place.Ahead);
        }
    }

    /// <summary>Whether another candidate is asked after this failure.</summary>
    public bool MayGoOn(ProviderException failure) => HasMore && policy.MayGoOn(failure, call);

    /// <summary>Whether another candidate may take up an answer that broke after part of it was given.</summary>
    public bool MayTakeUp => HasMore && call.HasAttemptsLeft && call.HasTimeFor(TimeSpan.Zero);

    /// <summary>Whether there is another candidate that could be asked.</summary>
    public bool HasMore => asked < policy.MaxTargets && HasNext();

    /// <summary>Whether a candidate that refused a form of the request may be asked in another.</summary>
    public bool MayAskAgain(PlannedCandidate refused) => call.HasAttemptsLeftAt(refused.Candidate) && call.HasTimeFor(TimeSpan.Zero);

    private bool HasNext()
    {
        for (var index = 0; index < places.Length; index++)
        {
            if (IsAhead(index))
            {
                return true;
            }
        }

        return false;
    }

    // The first that is free, without a wait; else the one that is known to open first, or -1, with how long it takes, and when it is worth trying again.
    private async ValueTask<(int Index, TimeSpan? OpensIn, TimeSpan Hint)> FindAsync(CancellationToken cancellationToken)
    {
        var first = -1;
        var (shortest, hint) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var index = 0; index < places.Length; index++)
        {
            if (!IsAhead(index))
            {
                continue;
            }

            var candidate = decision.Candidates[index].Candidate;
            var status = policy.TargetOf(candidate) is { } target ? await target.State.LookAsync(cancellationToken).ConfigureAwait(false) : default;
            if (status.Block == TargetBlock.None || (status.Block == TargetBlock.CoolingDownUnasked && places.Length == 1))
            {
                return (index, null, default);
            }

            lock (changing)
            {
                PassOver(candidate, TargetRefusal.Describe(status));
            }

            hint = status.OpensIn < hint ? status.OpensIn : hint;
            if (status.OpensIn < shortest && status.Block != TargetBlock.Probing) // when a probe ends, nobody knows
            {
                (first, shortest) = (index, status.OpensIn);
            }
        }

        return (first, shortest, hint);
    }

    private PlannedCandidate Visit(int index)
    {
        lock (changing)
        {
            places[index] = places[index] == Place.TurnedAway ? Place.VisitedAgain : Place.Visited;
            asked++;
            return decision.Candidates[index];
        }
    }

    private void TakeBack(PlannedCandidate planned, Place place)
    {
        var index = IndexOf(planned);
        if (index >= 0 && places[index] == Place.Visited)
        {
            places[index] = place;
            asked--;
        }
    }

    private bool IsAhead(int index) =>
        places[index] is Place.Ahead or Place.TurnedAway
        && (windowThatWasTooSmall is not { } window || decision.Candidates[index].Offer?.ContextWindow > window);

    private int IndexOf(PlannedCandidate planned)
    {
        for (var index = 0; index < places.Length; index++)
        {
            if (ReferenceEquals(decision.Candidates[index], planned))
            {
                return index;
            }
        }

        return -1;
    }

    private void PassOver(RouteCandidate candidate, string reason)
    {
        passedOver ??= [];
        passedOver.RemoveAll(passed => passed.Candidate == candidate); // the last word counts
        passedOver.Add(new() { Candidate = candidate, Reason = reason });
    }

    private RoutingException AllBlocked(TimeSpan opensIn) => new(
        $"Nobody can be asked now: {string.Join("; ", passedOver!)}. Try again later, or name Fallbacks or another provider.")
    {
        RetryAfter = opensIn == TimeSpan.MaxValue ? null : opensIn,
        Excluded = [.. passedOver!],
    };
}
