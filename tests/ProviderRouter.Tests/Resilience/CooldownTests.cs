using CsCheck;
using ProviderRouter.Resilience;

namespace ProviderRouter.Tests.Resilience;

public sealed class CooldownTests
{
    private readonly Cooldown cooldown = new();

    [Fact]
    public void Look_NothingHappened_IsFree() => cooldown.Look(TimeSpan.Zero).Should().Be(default(TargetStatus));

    [Fact]
    public void Look_NamedWait_LocksUntilItIsOver()
    {
        cooldown.Rest(Seconds(10), Seconds(7));

        cooldown.Look(Seconds(12)).Should().Be(new TargetStatus(TargetBlock.CoolingDown, Seconds(5)));
        cooldown.Look(Seconds(17)).Should().Be(default(TargetStatus));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(-3)]
    public void Look_NoUsableWait_IsFiveSecondsUnasked(int? seconds)
    {
        cooldown.Rest(Seconds(10), seconds is { } named ? Seconds(named) : null);

        cooldown.Look(Seconds(10)).Should().Be(new TargetStatus(TargetBlock.CoolingDownUnasked, Seconds(5)));
        cooldown.Look(Seconds(15)).Should().Be(default(TargetStatus));
    }

    [Fact]
    public void Rest_ShorterWait_DoesNotShortenALongerOne()
    {
        cooldown.Rest(Seconds(0), Seconds(30));
        cooldown.Rest(Seconds(1), Seconds(2));

        cooldown.Look(Seconds(1)).Should().Be(new TargetStatus(TargetBlock.CoolingDown, Seconds(29)));
    }

    [Fact]
    public void Rest_NoWaitNamedAfterANamedOne_NeitherShortensNorSoftensIt()
    {
        cooldown.Rest(Seconds(0), Seconds(3));
        cooldown.Rest(Seconds(1), null);

        cooldown.Look(Seconds(2)).Should().Be(new TargetStatus(TargetBlock.CoolingDown, Seconds(1)));
        cooldown.Look(Seconds(3)).Should().Be(new TargetStatus(TargetBlock.CoolingDownUnasked, Seconds(3)));
    }

    [Fact]
    public void Rest_ShortWaitNamedAfterNone_LocksForNoLongerThanWasNamed()
    {
        cooldown.Rest(Seconds(0), null);
        cooldown.Rest(Seconds(1), Seconds(2));

        cooldown.Look(Seconds(1)).Should().Be(new TargetStatus(TargetBlock.CoolingDown, Seconds(2)));
        cooldown.Look(Seconds(3)).Should().Be(new TargetStatus(TargetBlock.CoolingDownUnasked, Seconds(2)));
    }

    [Fact]
    public void Rest_EndlessWait_DoesNotOverflow()
    {
        cooldown.Rest(Seconds(10), TimeSpan.MaxValue);

        cooldown.Look(TimeSpan.FromDays(10_000)).Block.Should().Be(TargetBlock.CoolingDown);
    }

    [Fact]
    public void Rest_AnySequence_NeverFreesSooner() =>
        Gen.Select(Gen.Int[0, 3_000], Gen.Int[-1, 10_000]).Array[1, 30].Sample(events =>
        {
            var (rested, now, lockedUntil, anyUntil) = (new Cooldown(), TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
            foreach (var (pause, wait) in events)
            {
                now += TimeSpan.FromMilliseconds(pause);
                TimeSpan? named = wait < 0 ? null : TimeSpan.FromMilliseconds(wait);
                rested.Rest(now, named);
                if (wait > 0)
                {
                    lockedUntil = Max(lockedUntil, now + named!.Value);
                }

                anyUntil = Max(anyUntil, now + (wait > 0 ? named!.Value : Seconds(5)));
                rested.Look(now).Block.Should().Be(lockedUntil > now ? TargetBlock.CoolingDown : TargetBlock.CoolingDownUnasked);
                rested.Look(anyUntil - Cooldown.TimerError - TimeSpan.FromTicks(1)).Block.Should().NotBe(TargetBlock.None);
                rested.Look(anyUntil).Should().Be(default(TargetStatus));
            }
        });

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
