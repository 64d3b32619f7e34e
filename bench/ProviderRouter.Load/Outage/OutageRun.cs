using System.Diagnostics;
using System.Globalization;
using ProviderRouter.Routing;

namespace ProviderRouter.Load.Outage;

/// <summary>
/// The first target goes down, wholly, and comes back, while calls with a second target go on at a steady rate. Two ways to be
/// down, for every setting, by clients that run at the same time.
/// </summary>
internal sealed class OutageRun(int rate, TimeSpan down)
{
    public const string Even = "even";
    public const string Odd = "odd";

    private static readonly TimeSpan Healthy = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10); // until the retry budget is used up
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan MostForReturn = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan MaxBreak = TimeSpan.FromSeconds(8); // and a fifth of it: the default, 60 s, says nothing of a return within 10 s
    private static readonly string[] Ways = ["refused", "503 or reset"];

    /// <summary>What the clients are set to; each of these meets each way to be down.</summary>
    private static readonly (string Words, Action<InferenceRoutingOptions> Configure)[] Settings =
    [
        ("budget alone", static options => options.CircuitBreaker.Enabled = false),
        ("breaker", static options => options.CircuitBreaker.MaxBreakDuration = MaxBreak),
    ];

    public async Task<IReadOnlyList<Measure>> RunAsync(CancellationToken cancellationToken)
    {
        await using var second = await EmulatorProcess.StartAsync(cancellationToken);
        var refusing = await EmulatorProcess.StartAsync(cancellationToken);
        using var control = new EmulatorControl(second.Port);
        var cases = new List<OutageCase>();
        try
        {
            foreach (var (words, configure) in Settings)
            {
                cases.Add(new($"{Ways[0]}, {words}", rate, refusing, second, configure));
                cases.Add(new($"{Ways[1]}, {words}", rate, second, second, configure));
            }

            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var runs = Task.WhenAll(cases.Select(each => each.RunAsync(stop.Token)));
            await Task.Delay(Healthy, cancellationToken);

            var downAt = Stopwatch.GetTimestamp();
            var port = refusing.Port;
            refusing.Kill();
            await control.AddFaultAsync(OutageCase.First, new Dictionary<string, object> { ["kind"] = "status", ["status"] = 503, ["bodyContains"] = Even, ["times"] = int.MaxValue });
            await control.AddFaultAsync(OutageCase.First, new Dictionary<string, object> { ["kind"] = "reset", ["bodyContains"] = Odd, ["times"] = int.MaxValue });
            await Task.Delay(down, cancellationToken);

            await control.ClearFaultsAsync(OutageCase.First);
            await refusing.DisposeAsync();
            refusing = await EmulatorProcess.StartAsync(cancellationToken, "--port", port.ToString(CultureInfo.InvariantCulture));
            var upAt = Stopwatch.GetTimestamp();
            await Task.Delay(Recovery, cancellationToken);

            await stop.CancelAsync();
            await runs;
            return
            [
                Measure.State("set", string.Create(CultureInfo.InvariantCulture, $"{rate} calls/s by each of {cases.Count} clients; down {down.TotalSeconds:0} s; breaker: MaxBreakDuration {MaxBreak.TotalSeconds:0} s")),
                .. cases.SelectMany(each => Compare(each, downAt, upAt)),
                .. Ways.Select((way, index) => Saved(way, cases[index].Sent(downAt, upAt), cases[Ways.Length + index].Sent(downAt, upAt))),
            ];
        }
        finally
        {
            cases.ForEach(each => each.Dispose());
            await refusing.DisposeAsync();
        }
    }

    private static IEnumerable<Measure> Compare(OutageCase each, long downAt, long upAt)
    {
        var failed = each.Ends.Where(call => call.Failure is not null).ToList();
        yield return Measure.Count($"{each.Name}: calls that failed, of {each.Ends.Count:N0}", 0, failed.Count);
        foreach (var (words, count) in failed.CountBy(call => $"{call.Failure!.GetType().Name}: {call.Failure.Message}").OrderByDescending(failure => failure.Value).Take(3))
        {
            yield return Measure.State($"  {count:N0} times", words);
        }

        var early = (double)each.Sent(downAt, After(downAt, Grace)) / Math.Max(1, each.Calls(downAt, After(downAt, Grace)));
        yield return Measure.State($"{each.Name}: requests to the first per call, first {Grace.TotalSeconds:0} s", string.Create(CultureInfo.InvariantCulture, $"{early:0.00}"));
        var late = (double)each.Sent(After(downAt, Grace), upAt) / Math.Max(1, each.Calls(After(downAt, Grace), upAt));
        yield return Measure.AtMost($"{each.Name}: requests to the first per call, after {Grace.TotalSeconds:0} s", 1.1, late);

        var times = each.Ends.Where(call => call.StartedAt >= downAt && call.StartedAt < upAt).Select(call => Stopwatch.GetElapsedTime(call.StartedAt, call.EndedAt).TotalMilliseconds).Order().ToList();
        yield return Measure.State($"{each.Name}: a call while down, median, 99 of 100, longest", string.Create(CultureInfo.InvariantCulture, $"{times[times.Count / 2]:N0} ms, {times[times.Count * 99 / 100]:N0} ms, {times[^1]:N0} ms"));

        var back = each.Ends.Where(call => call.Provider == OutageCase.First && call.EndedAt >= upAt).Select(call => (long?)call.EndedAt).Min();
        var wait = back is { } at ? Stopwatch.GetElapsedTime(upAt, at) : TimeSpan.MaxValue;
        yield return Measure.Check(
            $"{each.Name}: until the first answers again",
            string.Create(CultureInfo.InvariantCulture, $"<= {MostForReturn.TotalSeconds:0} s"),
            back is null ? "never" : string.Create(CultureInfo.InvariantCulture, $"{wait.TotalSeconds:0.0} s"),
            wait <= MostForReturn);

        var last = each.Ends.Where(call => call.StartedAt >= After(upAt, MostForReturn + TimeSpan.FromSeconds(1))).ToList();
        yield return Measure.Count($"{each.Name}: calls by the second after {MostForReturn.TotalSeconds + 1:0} s, of {last.Count:N0}", 0, last.Count(call => call.Provider != OutageCase.First));
    }

    private static Measure Saved(string way, int without, int with) => Measure.State(
        $"{way}: requests to the first while down, without and with breaker",
        string.Create(CultureInfo.InvariantCulture, $"{without:N0}, {with:N0}: {100.0 * (without - with) / without:0.0} % saved"));

    private static long After(long timestamp, TimeSpan time) => timestamp + (long)(time.TotalSeconds * Stopwatch.Frequency);
}
