using ProviderRouter.Routing;

namespace ProviderRouter.Tests.Faults;

/// <summary>All sequences of calls: what is learned in the first ones, and what becomes of the next. docs/reliability.md shows them as a table.</summary>
internal static partial class FaultSequences
{
    /// <summary>The sequences, in the order of the table.</summary>
    public static IReadOnlyList<FaultSequence> All { get; } = [.. Circuits, .. Cooldowns, .. Budgets, .. Places];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static FaultScript Say(int status, params string[] headers) => new FaultScript().Send(FaultHttp.Json("", status, headers));

    private static FaultScript Good { get; } = new FaultScript().Send(FaultHttp.Whole(200, FaultOperations.Chat.ContentType, FaultOperations.Chat.Body(null!)));

    /// <summary>Servers of which each is asked once in a call, so that it is plain which call learned what.</summary>
    private static FaultScene Scene(FaultOperation operation, Action<InferenceRoutingOptions>? change = null) => new(operation)
    {
        Routing = options =>
        {
            options.Retry.MaxAttemptsPerTarget = 1;
            change?.Invoke(options);
        },
    };

    private static async Task ShouldBeAnsweredByAsync(FaultScene scene, string server, int calls = 1)
    {
        for (var call = 0; call < calls; call++)
        {
            (await scene.PlayAsync(Stop)).Info.Provider.Should().Be(server);
        }
    }

    private static async Task<TException> ShouldFailAsync<TException>(FaultScene scene)
        where TException : Exception =>
        (await FluentActions.Awaiting(() => scene.PlayAsync(Stop)).Should().ThrowAsync<TException>()).Which;

    private static Task UntilAskedAsync(FaultServer server, int requests) =>
        server.UntilAsync(server => server.Requests.Count >= requests, $"request {requests} is there");

    /// <summary>The candidates as the trace has them.</summary>
    private static IEnumerable<(string Provider, CandidateOutcome Outcome)> Outcomes(RouteTrace trace) =>
        trace.Candidates.Select(static candidate => (candidate.Candidate.Provider, candidate.Outcome));
}
