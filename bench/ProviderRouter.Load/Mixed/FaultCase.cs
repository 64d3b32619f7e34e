namespace ProviderRouter.Load.Mixed;

/// <summary>A fault that a call meets: so many times at its first target, and so many at its second.</summary>
internal sealed record FaultCase(Fault Fault, Verdict Verdict, int AtFirst, int AtSecond)
{
    private const int MostAttempts = 3; // at one target

    private readonly int tries = Verdict switch { Verdict.Again => MostAttempts, Verdict.AgainOnce => 2, _ => 1 };

    public string Name => AtSecond > 0 ? $"{Fault.Name} x{AtFirst}, then x{AtSecond}" : AtFirst > 1 ? $"{Fault.Name} x{AtFirst}" : Fault.Name;

    /// <summary>How often each target has to be asked, and which of them has to answer; null when the call has to fail.</summary>
    public Expected Expect()
    {
        if (Verdict == Verdict.Throw)
        {
            return new(1, 0, null);
        }

        if (Verdict == Verdict.Pass || AtFirst < tries)
        {
            return new(Verdict == Verdict.Pass ? 1 : AtFirst + 1, 0, 1);
        }

        return ExpectElsewhere(tries);
    }

    /// <summary>The same when the second target is asked after so many requests to the first, or none.</summary>
    public Expected ExpectElsewhere(int atFirst) => AtSecond < tries ? new(atFirst, AtSecond + 1, 2) : new(atFirst, tries, null);

    /// <summary>The cases that a kind of work goes through in turn.</summary>
    public static IReadOnlyList<FaultCase> Of(WorkKind kind)
    {
        var cases = new List<FaultCase>();
        foreach (var fault in FaultTable.All)
        {
            if (!fault.Verdicts.TryGetValue(kind, out var verdict))
            {
                continue;
            }

            cases.Add(new(fault, verdict, 1, 0));
            if (verdict is Verdict.Again or Verdict.AgainOnce && !fault.ComesOnce)
            {
                cases.Add(new(fault, verdict, verdict == Verdict.Again ? MostAttempts : 2, 0));
            }

            if (verdict == Verdict.Again && fault.Name.StartsWith("503, ", StringComparison.Ordinal))
            {
                cases.Add(new(fault, verdict, MostAttempts, MostAttempts));
            }
        }

        return cases;
    }
}

/// <summary>What has to become of a call.</summary>
/// <param name="AtFirst">How often the first target is asked.</param>
/// <param name="AtSecond">How often the second is.</param>
/// <param name="Server">Which of them answers, 1 or 2; null when the call fails.</param>
internal sealed record Expected(int AtFirst, int AtSecond, int? Server)
{
    public static Expected Plain { get; } = new(1, 0, 1);
}
