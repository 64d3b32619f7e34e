using CsCheck;
using Microsoft.Extensions.Time.Testing;
using ProviderRouter.Resilience;

namespace ProviderRouter.Tests.Resilience;

/// <summary>One probe at a time, whoever comes when.</summary>
public sealed class TargetStateInterleavingTests
{
    private static readonly TimeSpan ProbeMemory = TimeSpan.FromMinutes(10);
    private static readonly CircuitBreakerOptions Quick = new() { MinimumThroughput = 2, BreakDuration = TimeSpan.FromSeconds(1), MaxBreakDuration = TimeSpan.FromSeconds(4) };

    private static readonly Gen<(int Action, int Which, int Result, int Milliseconds)> Step = Gen.Select(
        Gen.Int[0, 9], Gen.Int[0, 1_000], Gen.Int[0, 3], Gen.Frequency((9, Gen.Int[0, 3_000]), (1, Gen.Int[0, 700_000])));

    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EnterAsync_AnyInterleaving_AdmitsNobodyBesideAProbe()
    {
        var probes = 0;
        await Gen.Select(Step.Array[0, 120], Gen.Double[0, 1]).SampleAsync(async (steps, random) =>
        {
            var time = new FakeTimeProvider();
            var state = new InMemoryTargetState(Quick, new(), time, () => random);
            var all = new List<TargetAdmission>();
            (TargetAdmission Admission, DateTimeOffset Since)? probe = null;
            foreach (var (action, which, result, milliseconds) in steps)
            {
                if (action < 4)
                {
                    var look = await state.LookAsync(None);
                    var admission = await state.EnterAsync(None);
                    admission.IsAdmitted.Should().Be(look.Block is TargetBlock.None or TargetBlock.CoolingDownUnasked, "looking tells what entering does");
                    (admission.Status.OpensIn > TimeSpan.Zero).Should().Be(!admission.IsAdmitted);
                    if (admission.IsAdmitted)
                    {
                        (probe is null || time.GetUtcNow() - probe.Value.Since >= ProbeMemory).Should().BeTrue("nobody goes beside a probe");
                        all.Add(admission);
                    }

                    if (admission.IsProbe)
                    {
                        probe = (admission, time.GetUtcNow());
                        Interlocked.Increment(ref probes);
                    }
                }
                else if (action < 8 && all.Count > 0)
                {
                    var admission = all[which % all.Count];
                    var isProbe = probe?.Admission == admission;
                    if (action == 7)
                    {
                        await state.BreakAsync(admission, None);
                    }
                    else
                    {
                        await state.ReportAsync(admission, new((TargetResult)result, result == 2 && which % 2 == 0 ? TimeSpan.FromMilliseconds(milliseconds) : null), None);
                    }

                    probe = isProbe ? null : probe;
                }
                else
                {
                    time.Advance(TimeSpan.FromMilliseconds(milliseconds));
                }
            }
        });

        probes.Should().BeGreaterThan(100, "else nothing was tried");
    }

    [Fact]
    public async Task EnterAsync_ManyThreadsAtHalfOpen_AdmitsOne()
    {
        const int Threads = 8;
        var time = new FakeTimeProvider();
        var state = new InMemoryTargetState(Quick, new(), time, static () => 0.5);
        for (var round = 0; round < 200; round++)
        {
            for (var exchange = 0; exchange < 2; exchange++)
            {
                await state.ReportAsync(await state.EnterAsync(None), new(TargetResult.Failed), None);
            }

            time.Advance(TimeSpan.FromSeconds(1));
            using var start = new Barrier(Threads);
            var admissions = await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait(None);
                    return state.EnterAsync(None).AsTask();
                },
                None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default).Unwrap()));

            var probe = admissions.Single(admission => admission.IsAdmitted);
            probe.IsProbe.Should().BeTrue();
            await state.ReportAsync(probe, new(TargetResult.Succeeded), None);
        }
    }

    [Fact]
    public void EnterAndReport_ManyThreads_NeverTwoProbesAndNothingIsLost()
    {
        var time = new FakeTimeProvider();
        var state = new InMemoryTargetState(Quick, new(), time, static () => 0.5);
        var (running, probes, most) = (0, 0, 0);
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, seed =>
        {
            var random = new Random(seed);
            for (var exchange = 0; exchange < 5_000; exchange++)
            {
                if (random.Next(4) == 0)
                {
                    time.Advance(TimeSpan.FromMilliseconds(10)); // all of them take less time than it takes to forget a probe
                }

                var admission = state.EnterAsync(None).AsTask().Result;
                if (admission.IsProbe)
                {
                    Interlocked.Increment(ref probes);
                    InterlockedMax(ref most, Interlocked.Increment(ref running));
                    Thread.Yield();
                    Interlocked.Decrement(ref running);
                }

                if (admission.IsAdmitted)
                {
                    _ = state.ReportAsync(admission, new(random.Next(2) == 0 ? TargetResult.Succeeded : TargetResult.Failed), None).AsTask();
                }
            }
        });

        probes.Should().BeGreaterThan(0);
        most.Should().Be(1);
        time.Advance(TimeSpan.FromSeconds(5));
        state.IsBusy.Should().BeFalse("every admission was reported");
    }

    [Fact]
    public async Task EnterAndReport_ManyThreadsAtFullSpeed_CountsEach()
    {
        var state = new InMemoryTargetState(new() { MinimumThroughput = 1_000_000 }, new(), TimeProvider.System, static () => 0.5);
        await Parallel.ForAsync(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = None }, async (_, token) =>
        {
            for (var exchange = 0; exchange < 100_000; exchange++)
            {
                await state.ReportAsync(await state.EnterAsync(token), new(TargetResult.Failed), token);
            }
        });

        state.IsBusy.Should().BeFalse("every admission was reported");
    }

    private static void InterlockedMax(ref int place, int value)
    {
        for (var seen = Volatile.Read(ref place); seen < value; seen = Volatile.Read(ref place))
        {
            Interlocked.CompareExchange(ref place, value, seen);
        }
    }
}
