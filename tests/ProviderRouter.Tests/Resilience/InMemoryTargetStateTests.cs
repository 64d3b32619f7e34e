using Microsoft.Extensions.Time.Testing;
using ProviderRouter.Resilience;

namespace ProviderRouter.Tests.Resilience;

public sealed class InMemoryTargetStateTests
{
    private static readonly TargetReport Good = new(TargetResult.Succeeded);
    private static readonly TargetReport Bad = new(TargetResult.Failed);

    private readonly FakeTimeProvider time = new();
    private readonly InMemoryTargetState state;

    public InMemoryTargetStateTests() => state = new(new(), new(), time, static () => 0.5);

    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EnterAsync_NothingHappened_IsAdmitted()
    {
        (await state.LookAsync(None)).Should().Be(default(TargetStatus));

        var admission = await state.EnterAsync(None);

        admission.IsAdmitted.Should().BeTrue();
        admission.IsProbe.Should().BeFalse();
        admission.Status.Should().Be(default(TargetStatus));
    }

    [Fact]
    public async Task EnterAsync_CoolingDown_IsRefusedUntilTheNamedWaitIsOver()
    {
        await ReportAsync(new(TargetResult.RateLimited, TimeSpan.FromSeconds(7)));

        var refused = await state.EnterAsync(None);
        refused.IsAdmitted.Should().BeFalse();
        refused.Status.Should().Be(new TargetStatus(TargetBlock.CoolingDown, TimeSpan.FromSeconds(7)));
        time.Advance(TimeSpan.FromSeconds(7));

        (await state.EnterAsync(None)).IsAdmitted.Should().BeTrue();
    }

    [Fact]
    public async Task EnterAsync_CoolingDownUnasked_IsAdmittedAndOnlyLookTells()
    {
        await ReportAsync(new(TargetResult.RateLimited));

        (await state.LookAsync(None)).Should().Be(new TargetStatus(TargetBlock.CoolingDownUnasked, TimeSpan.FromSeconds(5)));
        (await state.EnterAsync(None)).IsAdmitted.Should().BeTrue();
    }

    [Fact]
    public async Task ReportAsync_RateLimitsAndNeutrals_CountNeitherGoodNorBad()
    {
        for (var exchange = 0; exchange < 50; exchange++)
        {
            await ReportAsync(new(TargetResult.RateLimited));
            await ReportAsync(new(TargetResult.Neutral));
        }

        for (var exchange = 0; exchange < 9; exchange++)
        {
            await ReportAsync(Bad);
        }

        time.Advance(TimeSpan.FromSeconds(5));
        (await state.LookAsync(None)).Should().Be(default(TargetStatus), "9 failures are too few, and nothing else counts");
        await ReportAsync(Bad);
        (await state.LookAsync(None)).Block.Should().Be(TargetBlock.CircuitOpen, "10 of 10 failed");
    }

    [Fact]
    public async Task LookAsync_RestingAndOpen_TellsTheLongerLock()
    {
        var resting = await state.EnterAsync(None);
        await OpenAsync();
        await state.ReportAsync(resting, new(TargetResult.RateLimited, TimeSpan.FromSeconds(3)), None);
        (await state.LookAsync(None)).Should().Be(new TargetStatus(TargetBlock.CircuitOpen, TimeSpan.FromSeconds(5)));
        (await state.EnterAsync(None)).Status.Block.Should().Be(TargetBlock.CircuitOpen);
    }

    [Fact]
    public async Task LookAsync_OpenAndLongerRestWithoutAWord_TellsWhatRefuses()
    {
        var first = await state.EnterAsync(None);
        await OpenAsync();
        time.Advance(TimeSpan.FromSeconds(3));
        await state.ReportAsync(first, new(TargetResult.RateLimited), None);

        (await state.LookAsync(None)).Should().Be(new TargetStatus(TargetBlock.CircuitOpen, TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public async Task ReportAsync_RateLimitedProbe_RestsAndLeavesTheProbeToTheNext()
    {
        await OpenAsync();
        time.Advance(TimeSpan.FromSeconds(5));
        var probe = await state.EnterAsync(None);

        await state.ReportAsync(probe, new(TargetResult.RateLimited, TimeSpan.FromSeconds(2)), None);

        (await state.LookAsync(None)).Should().Be(new TargetStatus(TargetBlock.CoolingDown, TimeSpan.FromSeconds(2)));
        time.Advance(TimeSpan.FromSeconds(2));
        (await state.EnterAsync(None)).IsProbe.Should().BeTrue();
    }

    [Fact]
    public async Task EnterAsync_RestingAtHalfOpen_DoesNotTakeTheProbe()
    {
        var first = await state.EnterAsync(None);
        await OpenAsync();
        await state.ReportAsync(first, new(TargetResult.RateLimited, TimeSpan.FromSeconds(8)), None);
        time.Advance(TimeSpan.FromSeconds(6));
        (await state.EnterAsync(None)).IsAdmitted.Should().BeFalse();
        time.Advance(TimeSpan.FromSeconds(2));

        (await state.EnterAsync(None)).IsProbe.Should().BeTrue();
    }

    [Fact]
    public async Task EnterAsync_CallerHasLeft_TakesNoProbe()
    {
        await OpenAsync();
        time.Advance(TimeSpan.FromSeconds(5));
        var left = new CancellationToken(canceled: true);

        await FluentActions.Awaiting(async () => await state.EnterAsync(left)).Should().ThrowAsync<OperationCanceledException>();
        await FluentActions.Awaiting(async () => await state.LookAsync(left)).Should().ThrowAsync<OperationCanceledException>();
        await FluentActions.Awaiting(async () => await state.TrySpendAsync(1, left)).Should().ThrowAsync<OperationCanceledException>();

        (await state.EnterAsync(None)).IsProbe.Should().BeTrue();
    }

    [Fact]
    public async Task ReportAsync_CallerHasLeft_IsHeardAllTheSame()
    {
        await OpenAsync();
        time.Advance(TimeSpan.FromSeconds(5));
        var left = new CancellationToken(canceled: true);

        await state.ReportAsync(await state.EnterAsync(None), new(TargetResult.Neutral), left);
        var probe = await state.EnterAsync(None);
        probe.IsProbe.Should().BeTrue();
        await state.ReportAsync(probe, Good, left);
        await state.BreakAsync(probe, left);

        (await state.LookAsync(None)).Should().Be(new TargetStatus(TargetBlock.CircuitOpen, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task ReportAsync_SecondTime_IsIgnored()
    {
        var admission = await state.EnterAsync(None);
        for (var time = 0; time < 20; time++)
        {
            await state.ReportAsync(admission, Bad, None);
            await state.ReportAsync(admission, new(TargetResult.RateLimited, TimeSpan.FromMinutes(1)), None);
        }

        (await state.LookAsync(None)).Should().Be(default(TargetStatus));
    }

    [Fact]
    public async Task ReportAsync_NeverAdmitted_IsIgnored()
    {
        for (var exchange = 0; exchange < 20; exchange++)
        {
            await state.ReportAsync(default, Bad, None);
            await state.BreakAsync(default, None);
        }

        (await state.LookAsync(None)).Should().Be(default(TargetStatus));
    }

    [Fact]
    public async Task BreakAsync_BeforeAnyReport_IsTheReport()
    {
        await OpenAsync();
        time.Advance(TimeSpan.FromSeconds(5));
        var probe = await state.EnterAsync(None);

        await state.BreakAsync(probe, None);
        await state.ReportAsync(probe, Good, None);

        (await state.LookAsync(None)).Should().Be(new TargetStatus(TargetBlock.CircuitOpen, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task BreakAsync_StreamsThatSucceeded_OpenIt()
    {
        var streams = new List<TargetAdmission>();
        for (var stream = 0; stream < 10; stream++)
        {
            streams.Add(await state.EnterAsync(None));
            await state.ReportAsync(streams[^1], Good, None);
        }

        foreach (var stream in streams.Take(5))
        {
            (await state.LookAsync(None)).Block.Should().Be(TargetBlock.None);
            await state.BreakAsync(stream, None);
        }

        (await state.LookAsync(None)).Block.Should().Be(TargetBlock.CircuitOpen);
    }

    [Fact]
    public async Task EnterAndReport_Warm_AllocateNothing()
    {
        var token = None;
        var allocated = 0L;
        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var exchange = 0; exchange < 1_000; exchange++)
            {
                await state.LookAsync(token);
                var stream = await state.EnterAsync(token);
                var other = await state.EnterAsync(token);
                await state.ReportAsync(stream, Good, token);
                await state.ReportAsync(other, exchange % 10 == 0 ? Bad : Good, token);
                if (exchange % 10 == 0)
                {
                    await state.BreakAsync(stream, token);
                }

                await state.TrySpendAsync(14, token);
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        allocated.Should().Be(0);
        (await state.EnterAsync(token)).IsAdmitted.Should().BeTrue("all of it was measured while exchanges went through");
    }

    private async Task ReportAsync(TargetReport report)
    {
        var admission = await state.EnterAsync(None);
        admission.IsAdmitted.Should().BeTrue();
        await state.ReportAsync(admission, report, None);
    }

    private async Task OpenAsync()
    {
        for (var exchange = 0; exchange < 10; exchange++)
        {
            await ReportAsync(Bad);
        }

        (await state.LookAsync(None)).Block.Should().Be(TargetBlock.CircuitOpen);
    }
}
