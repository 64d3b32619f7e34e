namespace ProviderRouter.Resilience;

/// <summary>Counts of good and bad results in the last while, in ten slices that leave one after another. Not thread-safe.</summary>
internal sealed class ResultWindow(TimeSpan length)
{
    private const int Count = 10;

    private readonly Slice[] slices = new Slice[Count];
    private readonly long width = Math.Max(1, length.Ticks / Count);

    public void Clear() => Array.Clear(slices);

    public void AddSuccess(TimeSpan now) => At(now).Successes++;

    public void AddFailure(TimeSpan now) => At(now).Failures++;

    /// <summary>Takes one success back that was added since a moment; none when that is before the window, for it has left then.</summary>
    public void TakeBackSuccess(TimeSpan since, TimeSpan now)
    {
        for (var number = NumberOf(since); number <= NumberOf(now); number++)
        {
            if (NumberOf(now) - number >= Count)
            {
                return;
            }

            ref var slice = ref slices[number % Count];
            if (slice.Number == number && slice.Successes > 0)
            {
                slice.Successes--;
                return;
            }
        }
    }

    public (long Successes, long Failures) Sum(TimeSpan now)
    {
        var oldest = NumberOf(now) - Count;
        var (successes, failures) = (0L, 0L);
        foreach (ref readonly var slice in slices.AsSpan())
        {
            if (slice.Number > oldest)
            {
                successes += slice.Successes;
                failures += slice.Failures;
            }
        }

        return (successes, failures);
    }

    // From 1: a slice that was never used has the number 0, and no count.
    private long NumberOf(TimeSpan time) => (time.Ticks / width) + 1;

    private ref Slice At(TimeSpan now)
    {
        var number = NumberOf(now);
        ref var slice = ref slices[number % Count];
        if (slice.Number != number)
        {
            slice = new() { Number = number };
        }

        return ref slice;
    }

    private struct Slice
    {
        public long Number;
        public int Successes;
        public int Failures;
    }
}
