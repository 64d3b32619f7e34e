using ProviderRouter.Providers;
using ProviderRouter.Routing;

namespace ProviderRouter.Tests.Routing;

/// <summary>Whose turn it is, told by candidates that run at once.</summary>
public sealed class CandidateWalkTests
{
    [Fact]
    public async Task Note_SeveralFailAtOnce_EachIsToldOnce()
    {
        var candidates = Enumerable.Range(0, 4).Select(index => new PlannedCandidate(new($"p{index}", "m"), Offer: null)).ToList();
        var walk = new CandidateWalk(new() { Candidates = candidates, Reason = "test", Excluded = [] }, new(new(), new([])), new(TimeProvider.System));
        using var together = new Barrier(candidates.Count);

        var noting = candidates.Select(planned => Task.Factory.StartNew(
            () =>
            {
                together.SignalAndWait(TestContext.Current.CancellationToken);
                for (var time = 0; time < 20_000; time++)
                {
                    walk.Note(planned, new(planned.Candidate.Provider, ErrorKind.Unavailable, "down"));
                }
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default));

        await Task.WhenAll(noting);
        walk.Plan.Candidates.Should().HaveCount(4).And.OnlyContain(candidate => candidate.Outcome == CandidateOutcome.PassedOver && candidate.Reason == "down");
    }
}
