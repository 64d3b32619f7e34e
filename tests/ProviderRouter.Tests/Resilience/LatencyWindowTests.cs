using ProviderRouter.Resilience;

namespace ProviderRouter.Tests.Resilience;

public sealed class LatencyWindowTests
{
    private readonly LatencyWindow window = new();

    [Fact]
    public void Percentile95_FewerThanTwenty_IsUnknown()
    {
        Add(1, 19);
        window.Percentile95.Should().BeNull();

        Add(20, 20);
        window.Percentile95.Should().Be(Milliseconds(19));
    }

    [Fact]
    public void Percentile95_Hundred_IsWhatNinetyFiveDidNotExceed()
    {
        Add(1, 100);

        window.Percentile95.Should().Be(Milliseconds(95));
    }

    [Fact]
    public void Percentile95_Many_IsOfTheLast128()
    {
        Add(10_001, 10_300);
        Add(1, 128);

        window.Percentile95.Should().Be(Milliseconds(122));
    }

    [Fact]
    public void Add_Warm_AllocatesNothing()
    {
        Add(1, 200);
        _ = window.Percentile95;

        var before = GC.GetAllocatedBytesForCurrentThread();
        Add(1, 1_000);
        _ = window.Percentile95;

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public void Add_ManyThreads_LosesNothingThatFits()
    {
        Parallel.For(0, 10_000, _ =>
        {
            window.Add(Milliseconds(7));
            if (window.Percentile95 is { } known && known != Milliseconds(7))
            {
                throw new InvalidOperationException($"{known} was never added.");
            }
        });

        window.Percentile95.Should().Be(Milliseconds(7));
    }

    private void Add(int from, int to)
    {
        for (var value = from; value <= to; value++)
        {
            window.Add(Milliseconds(value));
        }
    }

    private static TimeSpan Milliseconds(int value) => TimeSpan.FromMilliseconds(value);
}
