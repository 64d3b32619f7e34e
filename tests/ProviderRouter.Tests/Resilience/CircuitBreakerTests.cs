using ProviderRouter.Resilience;

namespace ProviderRouter.Tests.Resilience;

public sealed class CircuitBreakerTests
{
    private readonly CircuitBreakerOptions options = new();
    private readonly CircuitBreaker breaker;
    private double random = 0.5;
    private TimeSpan now = TimeSpan.FromSeconds(100);

    public CircuitBreakerTests() => breaker = new(options, () => random);

    [Fact]
    public void Fail_FewerThanTheMinimum_StaysClosed()
    {
        Fail(9);

        breaker.Look(now).Should().Be(default(TargetStatus));
    }

    [Fact]
    public void Fail_MinimumAndRatioReached_OpensForFiveSeconds()
    {
        Succeed(5);
        Fail(4);
        breaker.Look(now).Block.Should().Be(TargetBlock.None);

        Fail(1);

        breaker.Look(now).Should().Be(new TargetStatus(TargetBlock.CircuitOpen, Seconds(5)));
        breaker.TryEnter(now, out _).Should().BeFalse();
    }

    [Fact]
    public void Fail_BelowTheRatio_StaysClosed()
    {
        Succeed(100);
        Fail(99);
        breaker.Look(now).Block.Should().Be(TargetBlock.None);

        Fail(1);

        breaker.Look(now).Block.Should().Be(TargetBlock.CircuitOpen);
    }

    [Fact]
    public void Fail_OlderThanTheWindow_DoesNotCount()
    {
        Fail(9);
        now += Seconds(30);

        Fail(9);

        breaker.Look(now).Block.Should().Be(TargetBlock.None);
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 6)]
    public void Open_Jitter_IsUpToAFifthEitherWay(double drawn, int seconds)
    {
        random = drawn;
        Fail(10);

        breaker.Look(now).OpensIn.Should().Be(Seconds(seconds));
    }

    [Fact]
    public void TryEnter_BreakIsOver_LetsOneProbeThrough()
    {
        Fail(10);
        now += Seconds(5);
        breaker.Look(now).Should().Be(default(TargetStatus), "the probe is free");

        Enter().IsProbe.Should().BeTrue();

        breaker.TryEnter(now, out _).Should().BeFalse();
        breaker.Look(now).Should().Be(new TargetStatus(TargetBlock.Probing, Seconds(1)));
    }

    [Fact]
    public void Fail_Probes_DoubleTheBreakUpToTheMost()
    {
        Fail(10);
        var breaks = new List<int>();
        for (var probe = 0; probe < 6; probe++)
        {
            now += breaker.Look(now).OpensIn;
            breaker.Fail(Enter(), now);
            breaks.Add((int)breaker.Look(now).OpensIn.TotalSeconds);
        }

        breaks.Should().Equal(10, 20, 40, 60, 60, 60);
    }

    [Fact]
    public void Succeed_Probe_ClosesAndForgetsEverything()
    {
        Fail(10);
        now += Seconds(5);
        breaker.Fail(Enter(), now);
        now += Seconds(10);

        breaker.Succeed(Enter(), now);

        breaker.Look(now).Should().Be(default(TargetStatus));
        Enter().IsProbe.Should().BeFalse();
        Fail(9);
        breaker.Look(now).Block.Should().Be(TargetBlock.None, "the window is empty again");
        Fail(1);
        breaker.Look(now).OpensIn.Should().Be(Seconds(5), "the break is short again");
    }

    [Fact]
    public void Release_Probe_LetsTheNextOneProbeWithoutJudgement()
    {
        Fail(10);
        now += Seconds(5);
        breaker.Release(Enter(), now);

        breaker.Look(now).Should().Be(default(TargetStatus));
        var second = Enter();
        second.IsProbe.Should().BeTrue();
        breaker.Fail(second, now);
        breaker.Look(now).OpensIn.Should().Be(Seconds(10), "only the second one judged");
    }

    [Fact]
    public void Release_NoProbe_ChangesNothing()
    {
        for (var exchange = 0; exchange < 20; exchange++)
        {
            breaker.Release(Enter(), now);
        }

        Enter().IsProbe.Should().BeFalse();
    }

    [Fact]
    public void TryEnter_ProbeThatIsLost_IsForgottenAfterTenMinutes()
    {
        Fail(10);
        now += Seconds(5);
        var lost = Enter();
        now += Seconds(599.5);
        breaker.Look(now).Should().Be(new TargetStatus(TargetBlock.Probing, Seconds(0.5)));
        breaker.TryEnter(now, out _).Should().BeFalse();
        now += Seconds(0.5);

        var second = Enter();

        second.IsProbe.Should().BeTrue();
        breaker.Succeed(lost, now);
        breaker.Fail(lost, now);
        breaker.Look(now).Block.Should().Be(TargetBlock.Probing, "what was forgotten has no say");
        breaker.Succeed(second, now);
        Enter().IsProbe.Should().BeFalse();
    }

    [Fact]
    public void Succeed_AdmittedBeforeItOpened_DoesNotClose()
    {
        var old = Enter();
        Fail(10);
        breaker.Succeed(old, now);
        breaker.Look(now).Block.Should().Be(TargetBlock.CircuitOpen);
        now += Seconds(5);
        Enter();

        breaker.Succeed(old, now);

        breaker.Look(now).Block.Should().Be(TargetBlock.Probing);
    }

    [Fact]
    public void Fail_AdmittedBeforeItOpened_NeitherDoublesNorCountsLater()
    {
        var old = Enumerable.Range(0, 20).Select(_ => Enter()).ToList();
        Fail(10);
        old.ForEach(pass => breaker.Fail(pass, now));
        breaker.Look(now).OpensIn.Should().Be(Seconds(5));
        now += Seconds(5);
        breaker.Succeed(Enter(), now);

        old.ForEach(pass => breaker.Fail(pass, now));

        breaker.Look(now).Should().Be(default(TargetStatus));
    }

    [Fact]
    public void Break_SuccessesThatBreakLater_BecomeFailures()
    {
        var streams = Enumerable.Range(0, 10).Select(_ => Enter()).ToList();
        streams.ForEach(pass => breaker.Succeed(pass, now));
        now += Seconds(10);

        streams.Take(4).ToList().ForEach(pass => breaker.Break(pass, now));
        breaker.Look(now).Block.Should().Be(TargetBlock.None, "4 of 10 broke");
        breaker.Break(streams[4], now);

        breaker.Look(now).Block.Should().Be(TargetBlock.CircuitOpen, "5 of 10 broke");
    }

    [Fact]
    public void Break_AdmittedBeforeItOpened_ChangesNothing()
    {
        var old = Enter();
        breaker.Succeed(old, now);
        Fail(9);
        breaker.Break(old, now);
        breaker.Look(now).OpensIn.Should().Be(Seconds(5));
        now += Seconds(5);
        breaker.Succeed(Enter(), now);
        Fail(9);

        breaker.Break(old, now);

        breaker.Look(now).Should().Be(default(TargetStatus));
    }

    [Fact]
    public void Break_ProbeThatHadClosedIt_OpensAgainForTwiceAsLongOnce()
    {
        Fail(10);
        now += Seconds(5);
        var probe = Enter();
        breaker.Succeed(probe, now);
        Succeed(100);

        breaker.Break(probe, now);
        breaker.Look(now).Should().Be(new TargetStatus(TargetBlock.CircuitOpen, Seconds(10)));
        now += Seconds(10);
        var second = Enter();
        breaker.Break(probe, now);

        breaker.Look(now).Block.Should().Be(TargetBlock.Probing, "it has had its say");
        breaker.Succeed(second, now);
        breaker.Break(probe, now);
        breaker.Look(now).Should().Be(default(TargetStatus));
    }

    [Fact]
    public void Enabled_False_LetsEverythingThrough()
    {
        options.Enabled = false;

        Fail(1_000);
        var stream = Enter();
        breaker.Succeed(stream, now);
        breaker.Break(stream, now);

        breaker.Look(now).Should().Be(default(TargetStatus));
        Enter().IsProbe.Should().BeFalse();
    }

    private CircuitPass Enter()
    {
        breaker.TryEnter(now, out var pass).Should().BeTrue();
        return pass;
    }

    private void Succeed(int times)
    {
        for (; times > 0; times--)
        {
            breaker.Succeed(Enter(), now);
        }
    }

    private void Fail(int times)
    {
        for (; times > 0; times--)
        {
            breaker.Fail(Enter(), now);
        }
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
