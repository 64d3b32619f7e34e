namespace ProviderRouter.Tests.Faults;

/// <summary>Every sequence of calls, over real sockets.</summary>
public sealed class FaultSequenceTests
{
    public static IEnumerable<TheoryDataRow<string>> Names() =>
        FaultSequences.All.Select(static sequence => new TheoryDataRow<string>(sequence.Name) { TestDisplayName = $"FaultSequenceTests.Case_{sequence.Name}" });

    [Theory]
    [MemberData(nameof(Names))]
    public Task Case(string name) => FaultSequences.All.Single(sequence => sequence.Name == name).RunAsync();
}
