namespace ProviderRouter.Providers;

/// <summary>What one call has done so far: its deadline and its attempts. An attempt counts from its beginning, and two may run at once.</summary>
internal sealed class CallState(TimeProvider timeProvider)
{
    private readonly long startedAt = timeProvider.GetTimestamp();
    private readonly Lock changing = new();
    private List<Entry>? entries;

    public TimeProvider TimeProvider { get; } = timeProvider;

    /// <summary>When the call began.</summary>
    public DateTimeOffset StartedAt { get; } = timeProvider.GetUtcNow();

    /// <summary>How long the whole call may take; null where nothing limits it, as in tests of handlers.</summary>
    public TimeSpan? Limit { get; init; }

    /// <summary>The most exchanges that generate or submit, over all targets.</summary>
    public int MaxAttempts { get; init; } = int.MaxValue;

    /// <summary>The most of them at one target.</summary>
    public int MaxAttemptsPerTarget { get; init; } = int.MaxValue;

    /// <summary>Whether an attempt that may have been executed may be sent again, here or elsewhere.</summary>
    public bool RetryWhenMaybeExecuted { get; init; } = true;

    /// <summary>The caller's own token, and one that ends with the client: what goes on after the deadline still hears them.</summary>
    public CancellationToken CallerToken { get; set; }

    public CancellationToken ClientToken { get; set; }

    /// <summary>Whether the caller or the client gave the call up, whatever became of its time.</summary>
    public bool IsGivenUp => CallerToken.IsCancellationRequested || ClientToken.IsCancellationRequested;

    public bool HasAttemptsLeft
    {
        get
        {
            lock (changing)
            {
                return (entries?.Count ?? 0) < MaxAttempts;
            }
        }
    }

    /// <summary>Whether a candidate may be sent one exchange more.</summary>
    public bool HasAttemptsLeftAt(RouteCandidate candidate)
    {
        lock (changing)
        {
            return IsFree(candidate);
        }
    }

    public TimeSpan Elapsed => TimeProvider.GetElapsedTime(startedAt);

    public TimeSpan Remaining => Limit is { } limit ? limit - Elapsed : Timeout.InfiniteTimeSpan;

    /// <summary>The attempts so far; one that still runs shows as given up, for whoever looks has stopped waiting for it.</summary>
    public RouteAttempt[] Attempts
    {
        get
        {
            lock (changing)
            {
                if (entries is null)
                {
                    return [];
                }

                var attempts = new RouteAttempt[entries.Count];
                for (var index = 0; index < attempts.Length; index++)
                {
                    attempts[index] = entries[index].Ended ?? GivenUp(entries[index].Begun);
                }

                return attempts;
            }
        }
    }

    /// <summary>Begins an attempt and tells its number; null when it is one more than it has to be and there is none left.</summary>
    public int? Begin(in AttemptStart start, bool isExtra)
    {
        lock (changing)
        {
            entries ??= new(1);
            if (isExtra && !IsFree(start.Candidate))
            {
                return null;
            }

            entries.Add(new(start, Ended: null));
            return entries.Count - 1;
        }
    }

    /// <summary>Ends an attempt.</summary>
    public void End(int attempt, RouteAttempt ended)
    {
        lock (changing)
        {
            entries![attempt] = entries[attempt] with { Ended = ended };
        }
    }

    /// <summary>Puts an attempt of an earlier call on record: the one that started the job.</summary>
    public void Record(RouteAttempt attempt)
    {
        lock (changing)
        {
            (entries ??= new(1)).Add(new(default, attempt));
        }
    }

    /// <summary>Puts what was learned later, such as the end of a stream or the cost, in place of an attempt that has ended.</summary>
    public void Amend(int attempt, Func<RouteAttempt, RouteAttempt> change)
    {
        lock (changing)
        {
            if (entries is not null && attempt >= 0 && attempt < entries.Count && entries[attempt].Ended is { } ended)
            {
                entries[attempt] = entries[attempt] with { Ended = change(ended) };
            }
        }
    }

    /// <summary>The provider's id for the request of an attempt; null when it sent none.</summary>
    public string? RequestIdOf(int attempt)
    {
        lock (changing)
        {
            return entries is not null && attempt >= 0 && attempt < entries.Count ? entries[attempt].Ended?.RequestId : null;
        }
    }

    /// <summary>Whether a wait of this length leaves time for anything after it.</summary>
    public bool HasTimeFor(TimeSpan delay) => Limit is null || delay < Remaining;

    /// <summary>The same for what only reads: after the call's end, as a job's cancel does, it has a limit of its own.</summary>
    public bool HasTimeToRead(TimeSpan delay) => HasTimeFor(delay) || !HasTimeFor(TimeSpan.Zero);

    private bool IsFree(RouteCandidate candidate)
    {
        if (entries is null)
        {
            return true;
        }

        var count = 0;
        foreach (var entry in entries)
        {
            count += (entry.Ended?.Candidate ?? entry.Begun.Candidate) == candidate ? 1 : 0;
        }

        return entries.Count < MaxAttempts && count < MaxAttemptsPerTarget;
    }

    private RouteAttempt GivenUp(in AttemptStart start) => new()
    {
        Candidate = start.Candidate,
        Phase = AttemptPhase.AwaitingHead,
        DelayBefore = start.DelayBefore,
        StartedAt = start.StartedAt,
        Duration = TimeProvider.GetElapsedTime(start.Timestamp),
        MaybeExecuted = true,
        IsHedge = start.IsHedge,
    };

    private readonly record struct Entry(AttemptStart Begun, RouteAttempt? Ended);
}
