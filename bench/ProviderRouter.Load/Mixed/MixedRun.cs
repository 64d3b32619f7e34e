using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using ProviderRouter.Routing;

namespace ProviderRouter.Load.Mixed;

/// <summary>Calls of all kinds by many callers, some of which meet a fault; what becomes of each is compared with the retry matrix.</summary>
internal sealed class MixedRun(int callers, TimeSpan duration, int faults)
{
    /// <summary>The longest wait that a provider may ask for, in seconds: short, so that a run sees many rests and not one.</summary>
    public const int MaxRetryAfter = 3;

    private const int WarmUp = 400; // calls
    private const int ReadFaultsEvery = 25; // jobs; seldom enough that no read is likely to meet three of them in a row
    private const double MostGrowth = 8; // MiB
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = CallTimeout + TimeSpan.FromSeconds(10);

    private readonly ConcurrentQueue<Call> ended = new();
    private int jobs;

    public async Task<IReadOnlyList<Measure>> RunAsync(CancellationToken cancellationToken)
    {
        await using var emulator = await EmulatorProcess.StartAsync(cancellationToken, "--token-delay", "5", "--job-duration", "600");
        var measures = new List<Measure>();
        using (var control = new EmulatorControl(emulator.Port)) // it has connections of its own, which have to be gone as well
        using (var client = LoadClient.Create(emulator, Configure))
        {
            await RunAsync(client, emulator, control, measures, cancellationToken);
        }

        measures.Add(Measure.Count("connections left after the client's disposal", 0, Machine.Connections(emulator.Port)));
        return measures;
    }

    private static void Configure(InferenceRoutingOptions options)
    {
        options.CallTimeout = CallTimeout;
        options.Retry.MaxRetryAfter = TimeSpan.FromSeconds(MaxRetryAfter);
        options.ConfigureProviders((_, provider) =>
        {
            provider.AttemptTimeout = TimeSpan.FromSeconds(4);
            provider.FirstEventTimeout = TimeSpan.FromSeconds(2);
            provider.IdleTimeout = TimeSpan.FromSeconds(2);
        });
    }

    private async Task RunAsync(
        OwnedInferenceClient client, EmulatorProcess emulator, EmulatorControl control, List<Measure> measures, CancellationToken cancellationToken)
    {
        await CallAsync(client, control, new CallPlan(0), count => count < WarmUp, cancellationToken);
        ended.Clear();
        var log = new ArrivalLog(control);
        await log.FetchAsync();
        log = new(control); // what is fetched of the warm-up bears the same numbers
        var before = Machine.Measure();

        var startedAt = Stopwatch.GetTimestamp();
        using (var fetching = new CancellationTokenSource())
        {
            var fetches = FetchAsync(log, fetching.Token);
            await CallAsync(client, control, new CallPlan(faults), _ => Stopwatch.GetElapsedTime(startedAt) < duration, cancellationToken);
            await fetching.CancelAsync();
            await fetches;
        }

        var elapsed = Stopwatch.GetElapsedTime(startedAt);
        await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken); // what was given up on reaches the emulator
        await log.FetchAsync();
        Judge(log, elapsed, measures);
        ended.Clear();

        var open = 0;
        foreach (var provider in emulator.Providers.Keys)
        {
            open += await control.CountOpenAsync(provider);
        }

        measures.Add(Measure.Count("requests still open at the emulator", 0, open));
        var growth = (Machine.Measure() - before).Managed / 1024.0 / 1024.0;
        measures.Add(Measure.AtMost("managed memory above that of before", MostGrowth, growth, " MiB"));
    }

    private async Task CallAsync(
        IInferenceClient client, EmulatorControl control, CallPlan plan, Func<int, bool> goesOn, CancellationToken cancellationToken)
    {
        var caller = new Caller(client);
        var count = 0;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(
            async () =>
            {
                while (goesOn(Interlocked.Increment(ref count)))
                {
                    var call = plan.Next();
                    await DealAsync(control, call);
                    await caller.MakeAsync(call, Patience, cancellationToken);
                    ended.Enqueue(call);
                }
            },
            cancellationToken)));
    }

    private async Task DealAsync(EmulatorControl control, Call call)
    {
        if (call.Case is { } dealt)
        {
            await DealAsync(control, call.Providers.First, dealt.Fault, dealt.AtFirst, "bodyContains", call.Mark);
            if (dealt.AtSecond > 0)
            {
                await DealAsync(control, call.Providers.Second, dealt.Fault, dealt.AtSecond, "bodyContains", call.Mark);
            }
        }

        if (call.Kind == WorkKind.Job && faults > 0 && Interlocked.Increment(ref jobs) is var job && job % ReadFaultsEvery == 0)
        {
            var turn = job / ReadFaultsEvery;
            await DealAsync(
                control, call.Providers.First, FaultTable.Reads[turn / 2 % FaultTable.Reads.Count], 1, "pathContains", turn % 2 == 0 ? "v1/predictions/" : "delivery/");
        }
    }

    private static Task DealAsync(EmulatorControl control, string provider, Fault fault, int times, string where, string mark) =>
        control.AddFaultAsync(provider, new Dictionary<string, object>(fault.Wire) { ["times"] = times, [where] = mark });

    private static async Task FetchAsync(ArrivalLog log, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(3), stop).ContinueWith(static _ => { }, TaskScheduler.Default);
            await log.FetchAsync();
        }
    }

    private void Judge(ArrivalLog log, TimeSpan elapsed, List<Measure> measures)
    {
        var rests = new Rests(ended.Where(call => call.MeetsRests), log);
        var wrong = ended.Select(call => call.Judge(log.Of(call), rests)).Where(problem => problem is not null).ToList();
        var faulty = ended.Where(call => log.Of(call).Faulty > 0).ToList();
        var paid = ended.Where(call => call.IsPaid).ToList();
        var dealt = faulty.Select(call => (call.Kind, call.Case!.Name)).Distinct().Count();
        var all = Enum.GetValues<WorkKind>().Sum(kind => FaultCase.Of(kind).Count);
        measures.Add(Measure.State("calls", string.Create(CultureInfo.InvariantCulture, $"{ended.Count:N0} by {callers} callers, {ended.Count / elapsed.TotalSeconds:N0} a second: {string.Join(", ", ended.CountBy(call => call.Kind).OrderBy(kind => kind.Key).Select(kind => $"{kind.Value:N0} {kind.Key}"))}")));
        measures.Add(Measure.State("calls that met a fault", string.Create(CultureInfo.InvariantCulture, $"{faulty.Count:N0}, {dealt} of {all} cases of kind and fault")));
        measures.Add(Measure.State("polls and downloads that met a fault", $"{log.FaultyReads:N0}"));
        measures.Add(Measure.State("jobs that went elsewhere while their first target rested", $"{ended.Count(call => call.WentElsewhere(log.Of(call))):N0} of {ended.Count(call => call.MeetsRests):N0}"));
        measures.Add(Measure.Count("calls that did not end as the rules say", 0, wrong.Count));
        measures.AddRange(wrong.CountBy(problem => problem!).OrderByDescending(problem => problem.Value).Take(20).Select(problem => Measure.State($"  {problem.Value:N0} times", problem.Key)));
        measures.Add(Measure.Count($"paid calls done more than once, of {paid.Count:N0}", 0, paid.Count(call => log.Of(call).RunsOf(call) > 1)));
        measures.Add(Measure.Count(string.Create(CultureInfo.InvariantCulture, $"calls without an end after {Patience.TotalSeconds:0} s"), 0, ended.Count(call => call.Hangs)));
    }
}
