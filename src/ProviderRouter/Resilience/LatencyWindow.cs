namespace ProviderRouter.Resilience;

/// <summary>How long the last exchanges took.</summary>
internal sealed class LatencyWindow
{
    private const int Length = 128;
    private const int Fewest = 20;

    private readonly Lock changing = new();
    private readonly TimeSpan[] durations = new TimeSpan[Length];
    private int count;
    private int next;

    /// <summary>What 95 of 100 did not exceed; null while too few are known.</summary>
    public TimeSpan? Percentile95
    {
        get
        {
            Span<TimeSpan> sorted = stackalloc TimeSpan[Length];
            lock (changing)
            {
                if (count < Fewest)
                {
                    return null;
                }

                durations.AsSpan(0, count).CopyTo(sorted);
                sorted = sorted[..count];
            }

            sorted.Sort();
            return sorted[((sorted.Length * 95) + 99) / 100 - 1];
        }
    }

    public void Add(TimeSpan duration)
    {
        lock (changing)
        {
            durations[next] = duration;
            next = (next + 1) % Length;
            count = Math.Min(count + 1, Length);
        }
    }
}
