namespace ProviderRouter.Load.Mixed;

/// <summary>When the emulator was asked for a call.</summary>
internal sealed class Arrivals
{
    public static Arrivals None { get; } = new();

    /// <summary>At the first target, oldest first.</summary>
    public List<DateTimeOffset> First { get; } = [];

    /// <summary>At the second.</summary>
    public List<DateTimeOffset> Second { get; } = [];

    /// <summary>How many requests met a fault.</summary>
    public int Faulty { get; set; }

    /// <summary>How many requests came to the first target before any to the second.</summary>
    public int FirstBeforeSecond => Second.Count == 0 ? First.Count : First.Count(at => at < Second[0]);

    /// <summary>How many requests were not refused outright, so that the work was done or may have been.</summary>
    public int RunsOf(Call call) => First.Count + Second.Count - (call.Case is { Fault.MayHaveRun: false } ? Faulty : 0);
}
