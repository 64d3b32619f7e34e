namespace ProviderRouter.Tests.Testing;

/// <summary>
/// Holds what happens to a time by the machine's own clock: it is played up to ten times, and the best play counts. That proves the time, for a
/// delay that is built in shows in every play, and what a busy machine does in between does not. Each play has to end rightly all the same, and
/// none may take longer than load explains: what now and then waits for the next tick of something else would.
/// </summary>
internal static class BestPlay
{
    private const int Most = 10;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100); // longer each time, so that the plays are not all within one bad moment

    /// <summary>Plays until a play meets every limit, and fails when none does.</summary>
    /// <param name="limits">The time that each part may take.</param>
    /// <param name="play">Plays once and tells the time that each part took.</param>
    public static async Task ShouldMeetAsync(TimeSpan[] limits, Func<Task<TimeSpan[]>> play)
    {
        var taken = new List<TimeSpan[]>();
        while (taken.Count < Most)
        {
            taken.Add(await play());
            taken[^1].Should().OnlyContain(static time => time < Longest, "load does not explain more");
            if (taken[^1].Zip(limits).All(static part => part.First < part.Second))
            {
                return;
            }

            await Task.Delay(taken.Count * Rest, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"Not one play of {Most} stayed below {Told(limits)}: {string.Join("; ", taken.Select(Told))}.");
    }

    private static string Told(TimeSpan[] times) => string.Join(" and ", times.Select(static time => $"{time.TotalMilliseconds:0} ms"));
}
