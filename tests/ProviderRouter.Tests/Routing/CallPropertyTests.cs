using System.Diagnostics;
using System.Text;
using CsCheck;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Routing;

/// <summary>
/// Any mix of calls, faults, cancellations and streams that are left: no call goes beyond its limits, what is let through is told of once, every
/// place is given back, and the caller gets what the servers said, whole or up to a break.
/// </summary>
public sealed class CallPropertyTests
{
    private const int Samples = 250;
    private const int AtAnyStep = 60;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Names = ["first", "second", "third", "fourth"];

    private static readonly Gen<Doing[]> Script = Gen.Frequency(
        (2, Gen.Const(Doing.Good)), (3, Gen.Enum<Doing>())).Array[1, 8];

    private static readonly Gen<Rules> AnyRules = Gen.Select(
        Gen.Int[1, 4], Gen.Int[1, 8], Gen.Int[1, 4], Gen.Bool, Gen.Select(Gen.Int[1, 4], Gen.Int[0, 3], Gen.Int[14, 60]), Gen.Bool,
        static (perTarget, all, targets, resume, places, breaks) => new Rules(perTarget, all, targets, resume, places.Item1, places.Item2, places.Item3, breaks));

    private static readonly Gen<Way> AnyWay = Gen.Select(
        Gen.Bool, Gen.Frequency((2, Gen.Const(int.MaxValue)), (1, Gen.Int[0, 6])), Gen.Frequency((2, Gen.Const(int.MaxValue)), (1, Gen.Int[1, AtAnyStep])),
        static (isStream, leavesAfter, cancelledAt) => new Way(isStream, leavesAfter, cancelledAt));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Calls_AnyMix_KeepLimitsAndLoseNothing(bool hedges) =>
        await Gen.Select(Script.Array[1, 4], AnyRules, AnyWay.Array[1, 6], Gen.Int[0, 1_000].Array[0, 30], Gen.Int[0, 15]).SampleAsync(
            (scripts, rules, ways, cuts, continuing) => PlayAsync(scripts, rules, ways, cuts, continuing, hedges), iter: Samples);

    private static async Task PlayAsync(Doing[][] scripts, Rules rules, Way[] ways, int[] cuts, int continuing, bool hedges)
    {
        var servers = Names.Zip(scripts).ToDictionary(static server => server.First, static server => server.Second);
        await using var world = new PropertyWorld(servers, cuts, [.. Names.Where((_, index) => (continuing >> index) % 2 == 1)], options =>
        {
            (options.Retry.MaxAttemptsPerTarget, options.Retry.MaxAttempts, options.Retry.MaxTargets) = (rules.MaxAttemptsPerTarget, rules.MaxAttempts, rules.MaxTargets);
            (options.Hedging.Enabled, options.StreamResume) = (hedges, rules.Resumes);
            (options.Concurrency.MaxPerTarget, options.Concurrency.MaxWaitingPerTarget) = (rules.MaxPerTarget, rules.MaxWaiting);
            (options.RetryBudget.Capacity, options.CircuitBreaker.Enabled, options.CircuitBreaker.MinimumThroughput) = (rules.Budget, rules.Breaks, 3);
        });
        var callers = ways.Select(way => new Caller(world, way)).ToList();
        for (var call = 0; call < ways.Length; call++)
        {
            if (ways[call].CancelledAt < int.MaxValue)
            {
                world.CancelAt(ways[call].CancelledAt, callers[call].Source);
            }
        }

        await Task.WhenAll(callers.Select((caller, call) => Task.Run(() => caller.CallAsync(call)))).WaitAsync(Patience);

        for (var call = 0; call < ways.Length; call++)
        {
            var sent = world.SentFor(call);
            sent.Count.Should().BeLessThanOrEqualTo(rules.MaxAttempts);
            sent.Distinct().Count().Should().BeLessThanOrEqualTo(rules.MaxTargets);
            sent.GroupBy(static server => server).Should().NotContain(server => server.Count() > rules.MaxAttemptsPerTarget);
            if (!hedges)
            {
                Visits(sent).Should().OnlyHaveUniqueItems();
                (callers[call].Attempts?.Select(static attempt => attempt.Candidate.Provider) ?? sent).Should().Equal(sent, "each is on record");
            }
        }

        await UntilAsync(() => world.Places == 0 && world.States.Admissions.All(static told => told.Reports > 0));
        world.States.Admissions.Should().NotContain(static told => told.Reports != 1 || told.Breaks > 1);
        world.States.Strangers.Should().Be(0);
    }

    private static IEnumerable<string> Visits(IReadOnlyList<string> sent) => sent.Where((server, index) => index == 0 || sent[index - 1] != server);

    // A loser of a race is disposed by nobody who waits for it.
    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var startedAt = Stopwatch.GetTimestamp(); !condition();)
        {
            Stopwatch.GetElapsedTime(startedAt).Should().BeLessThan(Patience);
            await Task.Yield();
        }
    }

    private sealed record Rules(int MaxAttemptsPerTarget, int MaxAttempts, int MaxTargets, bool Resumes, int MaxPerTarget, int MaxWaiting, int Budget, bool Breaks);

    private sealed record Way(bool IsStream, int LeavesAfter, int CancelledAt);

    private sealed class Caller(PropertyWorld world, Way way)
    {
        public CancellationTokenSource Source { get; } = new();

        /// <summary>The attempts as the call tells them; null where it does not.</summary>
        public IReadOnlyList<RouteAttempt>? Attempts { get; private set; }

        public async Task CallAsync(int call)
        {
            var text = new StringBuilder();
            try
            {
                var isWhole = way.IsStream ? await StreamAsync(call, text) : await ChatAsync(call, text);
                var expected = isWhole ? PropertyWorld.Text : PropertyWorld.Text[..Math.Min(text.Length, PropertyWorld.Text.Length)];
                text.ToString().Should().Be(expected);
            }
            catch (StreamInterruptedException failure)
            {
                failure.PartialText.Should().Be(text.ToString());
                PropertyWorld.Text.Should().StartWith(text.ToString());
                Attempts = failure.Attempts;
            }
            catch (InferenceException failure)
            {
                PropertyWorld.Text.Should().StartWith(text.ToString());
                Attempts = failure.Attempts;
            }
            catch (OperationCanceledException failure)
            {
                failure.CancellationToken.Should().Be(Source.Token);
                Source.IsCancellationRequested.Should().BeTrue();
                PropertyWorld.Text.Should().StartWith(text.ToString());
            }
        }

        private async Task<bool> ChatAsync(int call, StringBuilder text)
        {
            var answer = await world.Client.ChatAsync(world.RequestOf(call), Source.Token);
            text.Append(answer.Text);
            Attempts = answer.Info.Attempts;
            return true;
        }

        private async Task<bool> StreamAsync(int call, StringBuilder text)
        {
            var count = 0;
            await foreach (var update in world.Client.ChatStreamAsync(world.RequestOf(call), Source.Token))
            {
                world.Step();
                switch (update)
                {
                    case ChatTextUpdate piece:
                        text.Append(piece.Text);
                        break;
                    case ChatStreamRestartedUpdate { Continues: false }:
                        text.Clear();
                        break;
                    case ChatFinishedUpdate { Info: { } info }:
                        Attempts = info.Attempts;
                        break;
                }

                if (count++ == way.LeavesAfter)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
