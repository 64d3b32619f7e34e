namespace ProviderRouter.Tests.Faults;

/// <summary>Every case, over real sockets; a class for each kind of operation, so that they run beside each other.</summary>
public static class FaultTests
{
    public sealed class OfChats
    {
        [Theory]
        [MemberData(nameof(Cases))]
        public Task Case(string name) => FaultCases.RunAsync(name);

        public static IEnumerable<TheoryDataRow<string>> Cases() => FaultCases.Of(FaultOperations.Chat, FaultOperations.Embeddings);
    }

    public sealed class OfStreams
    {
        [Theory]
        [MemberData(nameof(Cases))]
        public Task Case(string name) => FaultCases.RunAsync(name);

        public static IEnumerable<TheoryDataRow<string>> Cases() => FaultCases.Of(FaultOperations.Stream);
    }

    public sealed class OfImages
    {
        [Theory]
        [MemberData(nameof(Cases))]
        public Task Case(string name) => FaultCases.RunAsync(name);

        public static IEnumerable<TheoryDataRow<string>> Cases() => FaultCases.Of(FaultOperations.Image, FaultOperations.Download);
    }

    public sealed class OfJobs
    {
        [Theory]
        [MemberData(nameof(Cases))]
        public Task Case(string name) => FaultCases.RunAsync(name);

        public static IEnumerable<TheoryDataRow<string>> Cases() => FaultCases.Of(FaultOperations.Job, FaultOperations.Queue);
    }

    public sealed class OfPolls
    {
        [Theory]
        [MemberData(nameof(Cases))]
        public Task Case(string name) => FaultCases.RunAsync(name);

        public static IEnumerable<TheoryDataRow<string>> Cases() => FaultCases.Of(FaultOperations.Poll, FaultOperations.QueuePoll);
    }
}
