namespace ProviderRouter.Providers;

/// <summary>What one call has done so far: its deadline and its attempts. One flow at a time writes to it.</summary>
internal sealed class CallState(TimeProvider timeProvider)
{
    private readonly long startedAt = timeProvider.GetTimestamp();
    private List<RouteAttempt>? attempts;

    public TimeProvider TimeProvider { get; } = timeProvider;

    /// <summary>How long the whole call may take; null where nothing limits it, as in tests of handlers.</summary>
    public TimeSpan? Limit { get; init; }

    /// <summary>The most exchanges that generate or submit, over all targets.</summary>
    public int MaxAttempts { get; init; } = int.MaxValue;

    /// <summary>Whether an attempt that may have been executed may be sent again, here or elsewhere.</summary>
    public bool RetryWhenMaybeExecuted { get; init; } = true;

    public IReadOnlyList<RouteAttempt> Attempts => attempts is null ? [] : attempts;

    public bool HasAttemptsLeft => Attempts.Count < MaxAttempts;

    public TimeSpan Remaining =>
        Limit is { } limit ? limit - TimeProvider.GetElapsedTime(startedAt) : Timeout.InfiniteTimeSpan;

    public void Record(RouteAttempt attempt) => (attempts ??= new(1)).Add(attempt);

    /// <summary>Puts what was learned later, such as the end of a stream, in place of the last attempt.</summary>
    public void Amend(Func<RouteAttempt, RouteAttempt> change)
    {
        if (attempts is { Count: > 0 })
        {
            attempts[^1] = change(attempts[^1]);
        }
    }

    /// <summary>Puts on the last attempt what it cost.</summary>
    public void Price(decimal? costUsd)
    {
        if (attempts is { Count: > 0 })
        {
            attempts[^1] = attempts[^1] with { CostUsd = costUsd };
        }
    }

    /// <summary>Whether a wait of this length leaves time for anything after it.</summary>
    public bool HasTimeFor(TimeSpan delay) => Limit is null || delay < Remaining;
}
