namespace ProviderRouter.Emulator.Replicate.Predictions;

/// <summary>When a prediction was created, when it starts and ends, and when it must have ended.</summary>
internal sealed record PredictionTimes(DateTimeOffset Created, DateTimeOffset Started, DateTimeOffset Completed, DateTimeOffset? Deadline)
{
    /// <summary>Nothing runs longer; what does fails.</summary>
    public static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(30);

    /// <summary>So much longer than usual the start takes after a cold boot, in whole durations.</summary>
    private const int ColdBoot = 4;

    /// <summary>A quarter of the usual duration passes in the queue.</summary>
    public static PredictionTimes Plan(DateTimeOffset now, TimeSpan duration, PredictionScript script, TimeSpan? cancelAfter)
    {
        var started = now + (duration / 4) + (script.IsColdBoot ? duration * ColdBoot : TimeSpan.Zero);
        var run = script.IsEndless ? LongestRun : duration - (duration / 4);
        return new PredictionTimes(now, started, started + run, now + cancelAfter);
    }

    /// <summary>The share of the work that is done.</summary>
    public double Share(DateTimeOffset now) =>
        Completed > Started ? Math.Clamp((now - Started) / (Completed - Started), 0, 1) : now >= Started ? 1 : 0;
}
