using System.Globalization;

namespace ProviderRouter.Load.Mixed;

/// <summary>One call, what it met, and how it ended.</summary>
internal sealed record Call(int Number, WorkKind Kind, FaultCase? Case)
{
    /// <summary>Stands in what is said to the provider, so that the emulator knows the call by it.</summary>
    public string Mark => string.Create(CultureInfo.InvariantCulture, $"call {Number};");

    /// <summary>The provider that is asked first, and the one after it.</summary>
    public (string First, string Second) Providers => Kind == WorkKind.Job ? ("replicate", "fal-ai") : ("fireworks-ai", LoadClient.Second);

    /// <summary>When it was begun.</summary>
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>Who answered; null when the call failed.</summary>
    public string? ServedBy { get; set; }

    /// <summary>Why it failed; null when it was answered.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Whether it was given up on, for it did not end by itself.</summary>
    public bool Hangs { get; set; }

    public bool IsPaid => Kind is WorkKind.Image or WorkKind.Job;

    /// <summary>Whether its first target is also that of other calls which make it rest. Chats, embeddings and direct images have one of their own for that.</summary>
    public bool MeetsRests => Kind == WorkKind.Job;

    /// <summary>Whether it went to the second target sooner than its own fault sent it there.</summary>
    public bool WentElsewhere(Arrivals seen) => MeetsRests && seen.Second.Count > 0 && seen.FirstBeforeSecond < Free.AtFirst;

    /// <summary>Says what is wrong with the end of the call; null for nothing.</summary>
    /// <param name="seen">What the emulator saw of it.</param>
    /// <param name="rests">When the target that jobs share was not to be asked.</param>
    public string? Judge(Arrivals seen, Rests rests)
    {
        var expected = Expect(seen, rests);
        var server = ServedBy is null ? (int?)null : ServedBy == Providers.First ? 1 : ServedBy == Providers.Second ? 2 : 0;
        var isRight = !Hangs && seen.First.Count == expected.AtFirst && seen.Second.Count == expected.AtSecond && server == expected.Server
            && (server is not null || IsExpectedFailure());
        return !isRight ? string.Create(
                CultureInfo.InvariantCulture,
                $"{Kind} with '{Case?.Name ?? "no fault"}': {Describe(expected)} expected; seen {seen.First.Count} + {seen.Second.Count} requests, {(Hangs ? "no end" : server is null ? FailureInWords() : $"answered by {ServedBy}")}")
            : MeetsRests && seen.First.Select((at, index) => rests.Forbid(at, isRetry: index > 0)).FirstOrDefault(cause => cause is not null) is { Case: { } cause }
                ? $"{Kind} with '{Case?.Name ?? "no fault"}': asked {Providers.First} while that rested after '{cause.Name}'"
            : null;
    }

    private Expected Free => Case?.Expect() ?? Expected.Plain;

    // Who comes while the first target rests goes to the second; so does who wants to try again there while it rests for a time that it named.
    private Expected Expect(Arrivals seen, Rests rests)
    {
        var before = seen.FirstBeforeSecond;
        if (!WentElsewhere(seen) || !rests.Explain(this, before == 0 ? StartedAt : seen.First[before - 1], seen.Second[0], isRetry: before > 0))
        {
            return Free;
        }

        var elsewhere = Case?.ExpectElsewhere(before) ?? new Expected(0, 1, 2);
        var comesBack = elsewhere.Server is null && !(seen.First.Count == before && rests.MayOutlast(seen.Second[^1], TimeSpan.FromSeconds(MixedRun.MaxRetryAfter)));
        return comesBack ? Free : elsewhere; // nobody else is left: the first is waited for, and fails as it would have
    }

    private bool IsExpectedFailure() =>
        Failure is ProviderException failure && failure.Kind == Case!.Fault.Kind && (!IsPaid || failure.MaybeExecuted == Case.Fault.MayHaveRun);

    private string Describe(Expected expected) => string.Create(
        CultureInfo.InvariantCulture,
        $"{expected.AtFirst} + {expected.AtSecond} requests, {expected.Server switch { 1 => $"answer by {Providers.First}", 2 => $"answer by {Providers.Second}", _ => $"{Case?.Fault.Kind}, maybe executed {Case?.Fault.MayHaveRun}" }}");

    private string FailureInWords() => Failure is ProviderException failure
        ? $"{failure.GetType().Name} {failure.Kind} {failure.ErrorCode}, maybe executed {failure.MaybeExecuted}: {failure.Message}"
        : $"{Failure?.GetType().Name}: {Failure?.Message}";
}
