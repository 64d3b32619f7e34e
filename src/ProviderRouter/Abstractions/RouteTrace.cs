namespace ProviderRouter;

/// <summary>What happened in a call on the way to its answer or its end. Put together when it is looked at, and immutable.</summary>
public sealed class RouteTrace
{
    private readonly ITracedPlan? plan;
    private readonly IReadOnlyList<ExcludedCandidate> passedOver;
    private readonly RouteCandidate? served;
    private IReadOnlyList<TracedCandidate>? candidates;

    internal RouteTrace(ITracedPlan? plan, IReadOnlyList<ExcludedCandidate>? passedOver = null, RouteCandidate? served = null)
    {
        this.plan = plan;
        this.passedOver = passedOver ?? [];
        this.served = served;
    }

    internal static RouteTrace Empty { get; } = new(plan: null);

    /// <summary>Why the plan was as it was, in words; empty when there was none.</summary>
    public string Reason => plan?.Reason ?? "";

    /// <summary>When the call began.</summary>
    public DateTimeOffset StartedAt { get; private init; }

    /// <summary>How long the call had taken when this trace was made: planning aside, with waits, polls and reading.</summary>
    public TimeSpan Duration { get; private init; }

    /// <summary>Everybody who might have served the call, in the order of the plan, with the reason for in or out.</summary>
    public IReadOnlyList<TracedCandidate> Candidates => candidates ??= Describe();

    /// <summary>Every exchange that generated or submitted, in order of their beginning. Polls and downloads are not among them.</summary>
    public IReadOnlyList<RouteAttempt> Attempts { get; private init; } = [];

    /// <summary>What all attempts have cost in US dollars, as far as that is known: the answer, and streams that broke before it; null when nothing is known.</summary>
    public decimal? CostUsd
    {
        get
        {
            decimal? sum = null;
            foreach (var attempt in Attempts)
            {
                sum = attempt.CostUsd is { } cost ? (sum ?? 0) + cost : sum;
            }

            return sum;
        }
    }

    /// <summary>Says reason, candidates and attempts in a few lines.</summary>
    public override string ToString()
    {
        var text = new System.Text.StringBuilder(Reason);
        foreach (var candidate in Candidates)
        {
            text.AppendLine().Append("- ").Append(candidate);
        }

        return text.ToString();
    }

    /// <summary>The same plan, later.</summary>
    internal RouteTrace At(RouteCandidate? servedBy, IReadOnlyList<RouteAttempt> attempts, DateTimeOffset startedAt, TimeSpan duration) =>
        new(plan, passedOver, servedBy ?? served) { Attempts = attempts, StartedAt = startedAt, Duration = duration };

    private List<TracedCandidate> Describe()
    {
        var list = new List<TracedCandidate>();
        foreach (var candidate in plan?.InOrder ?? [])
        {
            list.Add(Describe(candidate));
        }

        foreach (var excluded in plan?.Excluded ?? [])
        {
            list.Add(new() { Candidate = excluded.Candidate, Outcome = CandidateOutcome.Excluded, Reason = WithRemedy(excluded) });
        }

        return list;
    }

    private TracedCandidate Describe(RouteCandidate candidate)
    {
        if (candidate == served)
        {
            return new() { Candidate = candidate, Outcome = CandidateOutcome.Served, Reason = "answered" };
        }

        var passed = passedOver.FirstOrDefault(passed => passed.Candidate == candidate)?.Reason;
        for (var index = Attempts.Count - 1; index >= 0; index--)
        {
            if (Attempts[index] is var attempt && attempt.Candidate == candidate)
            {
                return new() { Candidate = candidate, Outcome = CandidateOutcome.Failed, Reason = attempt.Error is null && passed is not null ? passed : ReasonOf(attempt) };
            }
        }

        if (passed is not null)
        {
            return new() { Candidate = candidate, Outcome = CandidateOutcome.PassedOver, Reason = passed };
        }

        return new() { Candidate = candidate, Outcome = CandidateOutcome.NotAsked, Reason = served is null ? "the call ended before its turn" : "not needed" };
    }

    private static string ReasonOf(RouteAttempt attempt) =>
        attempt.Error is { } error ? (attempt.StatusCode is { } status ? $"{error} ({(int)status})" : attempt.ErrorCode is { } code ? $"{error} ({code})" : error.ToString())
        : attempt.Phase == AttemptPhase.Completed ? "answered, and was not needed any more"
        : "another was faster";

    private static string WithRemedy(ExcludedCandidate excluded) =>
        excluded.Remedy is null ? excluded.Reason : $"{excluded.Reason}; {excluded.Remedy}";
}
