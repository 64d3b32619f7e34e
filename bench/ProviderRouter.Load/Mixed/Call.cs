using System.Globalization;

namespace ProviderRouter.Load.Mixed;

/// <summary>One call, what it met, and how it ended.</summary>
internal sealed record Call(int Number, WorkKind Kind, FaultCase? Case)
{
    /// <summary>Stands in what is said to the provider, so that the emulator knows the call by it.</summary>
    public string Mark => string.Create(CultureInfo.InvariantCulture, $"call {Number};");

    /// <summary>The provider that is asked first, and the one after it.</summary>
    public (string First, string Second) Providers => Kind == WorkKind.Job ? ("replicate", "fal-ai") : ("fireworks-ai", LoadClient.Second);

    /// <summary>Who answered; null when the call failed.</summary>
    public string? ServedBy { get; set; }

    /// <summary>Why it failed; null when it was answered.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Whether it was given up on, for it did not end by itself.</summary>
    public bool Hangs { get; set; }

    public bool IsPaid => Kind is WorkKind.Image or WorkKind.Job;

    /// <summary>Says what is wrong with the end of the call; null for nothing.</summary>
    /// <param name="seen">What the emulator saw of it.</param>
    public string? Judge(Arrivals seen)
    {
        var expected = Case?.Expect() ?? Expected.Plain;
        var server = ServedBy is null ? (int?)null : ServedBy == Providers.First ? 1 : ServedBy == Providers.Second ? 2 : 0;
        var isRight = !Hangs && seen.First == expected.AtFirst && seen.Second == expected.AtSecond && server == expected.Server
            && (server is not null || IsExpectedFailure());
        return isRight ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"{Kind} with '{Case?.Name ?? "no fault"}': {Describe(expected)} expected; seen {seen.First} + {seen.Second} requests, {(Hangs ? "no end" : server is null ? FailureInWords() : $"answered by {ServedBy}")}");
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

/// <summary>How often the emulator was asked for a call.</summary>
/// <param name="First">At the first target.</param>
/// <param name="Second">At the second.</param>
/// <param name="Runs">How many of these were not refused outright, so that the work was done or may have been.</param>
internal readonly record struct Arrivals(int First, int Second, int Runs);
