namespace ProviderRouter.Tests.Faults;

/// <summary>The scripts for one kind of request: each for one of them, the last for all that follow.</summary>
internal sealed class FaultRoute(Func<FaultRequest, bool> matches, IReadOnlyList<FaultScript> scripts)
{
    private int seen;

    public bool Matches(FaultRequest request) => matches(request);

    public FaultScript Next() => scripts[Math.Min(seen++, scripts.Count - 1)];
}
