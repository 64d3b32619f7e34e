using CsCheck;
using ProviderRouter.Resilience;

namespace ProviderRouter.Tests.Resilience;

public sealed class ConcurrencyGateTests
{
    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EnterAsync_PlacesLeft_IsGrantedAtOnce()
    {
        var gate = new ConcurrencyGate(2, 10);

        var entering = gate.EnterAsync(None);

        entering.IsCompleted.Should().BeTrue();
        (await entering).IsGranted.Should().BeTrue();
        gate.Active.Should().Be(1);
    }

    [Fact]
    public async Task EnterAsync_Full_WaitsItsTurnInOrder()
    {
        var gate = new ConcurrencyGate(1, 10);
        var first = await gate.EnterAsync(None);
        var second = gate.EnterAsync(None).AsTask();
        var third = gate.EnterAsync(None).AsTask();
        gate.Waiting.Should().Be(2);

        first.Dispose();
        var held = await second;
        third.IsCompleted.Should().BeFalse();
        held.Dispose();

        (await third).Dispose();
        (gate.Active, gate.Waiting).Should().Be((0, 0));
    }

    [Fact]
    public async Task EnterAsync_TooManyWait_IsRefusedWithoutAThrow()
    {
        var gate = new ConcurrencyGate(1, 1);
        using var first = await gate.EnterAsync(None);
        var second = gate.EnterAsync(None).AsTask();

        var refused = await gate.EnterAsync(None);
        refused.IsGranted.Should().BeFalse();
        refused.Dispose();

        (gate.Active, gate.Waiting).Should().Be((1, 1));
        first.Dispose();
        (await second).IsGranted.Should().BeTrue();
    }

    [Fact]
    public async Task Dispose_Twice_GivesOnePlaceBack()
    {
        var gate = new ConcurrencyGate(2, 10);
        var first = await gate.EnterAsync(None);
        using var second = await gate.EnterAsync(None);

        first.Dispose();
        first.Dispose();

        gate.Active.Should().Be(1);
    }

    [Fact]
    public async Task EnterAsync_CallerLeavesTheQueue_ThrowsAtOnceAndMakesRoom()
    {
        var gate = new ConcurrencyGate(1, 1);
        var first = await gate.EnterAsync(None);
        using var caller = new CancellationTokenSource();
        var waiting = gate.EnterAsync(caller.Token).AsTask();

        await caller.CancelAsync();

        (await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
        gate.Waiting.Should().Be(0);
        var next = gate.EnterAsync(None).AsTask();
        first.Dispose();
        (await next).IsGranted.Should().BeTrue("nobody who left stands in the way");
    }

    [Fact]
    public async Task EnterAsync_CallerLeavesAfterTheGrant_KeepsTheLease()
    {
        var gate = new ConcurrencyGate(1, 1);
        var first = await gate.EnterAsync(None);
        using var caller = new CancellationTokenSource();
        var waiting = gate.EnterAsync(caller.Token).AsTask();
        first.Dispose();
        var lease = await waiting;

        await caller.CancelAsync();

        lease.IsGranted.Should().BeTrue();
        gate.Active.Should().Be(1);
        lease.Dispose();
        gate.Active.Should().Be(0);
    }

    [Fact]
    public async Task EnterAsync_CallerHasLeft_TakesNoPlace()
    {
        var gate = new ConcurrencyGate(1, 1);

        await FluentActions.Awaiting(async () => await gate.EnterAsync(new(canceled: true))).Should().ThrowAsync<OperationCanceledException>();

        gate.Active.Should().Be(0);
    }

    [Fact]
    public async Task EnterAsync_PlacesLeft_AllocatesTheLeaseAndNothingElse()
    {
        var gate = new ConcurrencyGate(4, 10);
        var token = None;
        var allocated = 0L;
        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var exchange = 0; exchange < 1_000; exchange++)
            {
                (await gate.EnterAsync(token)).Dispose();
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        allocated.Should().Be(1_000 * 32); // header, gate, flag
    }

    [Fact]
    public async Task EnterAsync_AnySequence_KeepsLimitsAndOrderAndLosesNothing() =>
        await Gen.Select(Gen.Int[1, 4], Gen.Int[0, 5], Gen.Select(Gen.Int[0, 9], Gen.Int[0, 100]).Array[0, 60]).SampleAsync(async (maxActive, maxWaiting, steps) =>
        {
            var gate = new ConcurrencyGate(maxActive, maxWaiting);
            var held = new List<Lease>();
            var queue = new List<(Task<Lease> Task, CancellationTokenSource Caller)>();
            foreach (var (action, which) in steps)
            {
                if (action < 5)
                {
                    var caller = new CancellationTokenSource();
                    var entering = gate.EnterAsync(caller.Token).AsTask();
                    if (held.Count == maxActive && queue.Count < maxWaiting)
                    {
                        entering.IsCompleted.Should().BeFalse();
                        queue.Add((entering, caller));
                    }
                    else
                    {
                        entering.IsCompletedSuccessfully.Should().BeTrue();
                        var lease = await entering;
                        lease.IsGranted.Should().Be(held.Count < maxActive);
                        held.AddRange(lease.IsGranted ? [lease] : []);
                    }
                }
                else if (action < 8 && held.Count > 0)
                {
                    var lease = held[which % held.Count];
                    lease.Dispose();
                    lease.Dispose();
                    held.Remove(lease);
                    if (queue.Count > 0)
                    {
                        held.Add(await queue[0].Task);
                        queue.RemoveAt(0);
                    }
                }
                else if (queue.Count > 0)
                {
                    var (waiting, caller) = queue[which % queue.Count];
                    queue.RemoveAt(which % queue.Count);
                    await caller.CancelAsync();
                    await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<OperationCanceledException>();
                }

                (gate.Active, gate.Waiting).Should().Be((held.Count, queue.Count));
                queue.Should().NotContain(waiter => waiter.Task.IsCompleted);
            }
        });

    [Fact]
    public async Task EnterAsync_ManyThreadsAndCallersWhoLeave_NeverAboveTheLimitAndNothingLost()
    {
        var gate = new ConcurrencyGate(4, 50);
        var (active, most, granted, refused, left) = (0, 0, 0, 0, 0);
        await Parallel.ForAsync(0, 5_000, new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = None }, async (number, _) =>
        {
            using var caller = new CancellationTokenSource();
            var entering = gate.EnterAsync(caller.Token).AsTask();
            if (number % 3 == 0)
            {
                await caller.CancelAsync();
            }

            try
            {
                using var lease = await entering;
                if (!lease.IsGranted)
                {
                    Interlocked.Increment(ref refused);
                    return;
                }

                var now = Interlocked.Increment(ref active);
                for (var seen = Volatile.Read(ref most); seen < now; seen = Volatile.Read(ref most))
                {
                    Interlocked.CompareExchange(ref most, now, seen);
                }

                await Task.Yield();
                Interlocked.Increment(ref granted);
                Interlocked.Decrement(ref active);
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref left);
            }
        });

        most.Should().BeInRange(1, 4);
        (granted + refused + left).Should().Be(5_000);
        granted.Should().BeGreaterThan(0);
        (gate.Active, gate.Waiting).Should().Be((0, 0));
    }
}
