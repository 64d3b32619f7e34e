using CsCheck;
using ProviderRouter.Resilience;

namespace ProviderRouter.Tests.Resilience;

public sealed class ResultWindowTests
{
    private readonly ResultWindow window = new(TimeSpan.FromSeconds(30));

    [Fact]
    public void Sum_ResultsLeaveTheWindow_CountsTheRest()
    {
        window.AddFailure(Seconds(0));
        window.AddSuccess(Seconds(10));

        window.Sum(Seconds(29)).Should().Be((1, 1));
        window.Sum(Seconds(30)).Should().Be((1, 0));
        window.Sum(Seconds(40)).Should().Be((0, 0));
    }

    [Fact]
    public void TakeBackSuccess_OfThisWindow_TakesOneAndNoOlderOne()
    {
        window.AddSuccess(Seconds(1));
        window.AddSuccess(Seconds(13));

        window.TakeBackSuccess(since: Seconds(10), Seconds(20));
        window.TakeBackSuccess(since: Seconds(10), Seconds(20));

        window.Sum(Seconds(20)).Should().Be((1, 0));
    }

    [Fact]
    public void TakeBackSuccess_OfBeforeTheWindow_TakesNobodyElses()
    {
        window.AddSuccess(Seconds(40));

        window.TakeBackSuccess(since: Seconds(5), Seconds(41));

        window.Sum(Seconds(41)).Should().Be((1, 0));
    }

    [Fact]
    public void Sum_AnySequence_IsWhatCameInTheLastTenSlices() =>
        Gen.Select(Gen.Int[0, 8], Gen.Bool).Array[0, 60].Sample(steps =>
        {
            var (counts, all, now) = (new ResultWindow(Seconds(30)), new List<(int At, bool Good)>(), 0);
            foreach (var (pause, good) in steps)
            {
                now += pause;
                all.Add((now, good));
                if (good)
                {
                    counts.AddSuccess(Seconds(now));
                }
                else
                {
                    counts.AddFailure(Seconds(now));
                }

                var left = all.Where(result => (now / 3) - (result.At / 3) < 10).ToList();
                counts.Sum(Seconds(now)).Should().Be((left.Count(result => result.Good), left.Count(result => !result.Good)));
            }
        });

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
