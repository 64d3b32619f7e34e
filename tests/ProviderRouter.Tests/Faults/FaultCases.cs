namespace ProviderRouter.Tests.Faults;

/// <summary>All cases: what can go wrong, and what has to become of it. docs/reliability.md shows them as a table.</summary>
internal static partial class FaultCases
{
    private static readonly Lazy<IReadOnlyList<Fault>> all = new(static () =>
    [
        .. Connecting,
        .. Heads,
        .. Statuses,
        .. Hints,
        .. Bodies,
        .. Events,
        .. Jobs,
        .. Downloads,
        .. Limits,
    ]);

    /// <summary>The faults, in the order of the table.</summary>
    public static IReadOnlyList<Fault> All => all.Value;

    /// <summary>The cases of some operations, each by its name.</summary>
    public static IEnumerable<TheoryDataRow<string>> Of(params IReadOnlyList<FaultOperation> operations) =>
        from fault in All
        from outcome in fault.Outcomes
        where operations.Contains(outcome.Operation)
        let name = $"{outcome.Operation.Name}_{fault.Name}"
        select new TheoryDataRow<string>(name) { TestDisplayName = $"FaultTests.Case_{name}" };

    public static Task RunAsync(string name)
    {
        var (fault, operation, verdict) = (
            from known in All
            from outcome in known.Outcomes
            where $"{outcome.Operation.Name}_{known.Name}" == name
            select (known, outcome.Operation, outcome.Verdict)).Single();
        return new FaultRunner(fault, operation, verdict).RunAsync(TestContext.Current.CancellationToken);
    }

    private static FaultScript Say(byte[] answer) => new FaultScript().Send(answer);

    private static FaultScript Say(string text) => new FaultScript().Send(text);
}
