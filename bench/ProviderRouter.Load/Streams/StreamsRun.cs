using System.Diagnostics;
using System.Globalization;
using ProviderRouter.Routing;

namespace ProviderRouter.Load.Streams;

/// <summary>Opens many chat streams at once through one client, holds them all open, measures, and lets them run to their ends.</summary>
internal sealed class StreamsRun(int count, int tokens)
{
    private const string Held = "held";
    private const int TokenDelay = 20; // milliseconds
    private const int SpareFiles = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public async Task<IReadOnlyList<Measure>> RunAsync(CancellationToken cancellationToken)
    {
        await using var emulator = await EmulatorProcess.StartAsync(cancellationToken, "--token-delay", TokenDelay.ToString(CultureInfo.InvariantCulture));
        var files = (Client: Machine.MaxOpenFiles(Environment.ProcessId), Emulator: Machine.MaxOpenFiles(emulator.ProcessId));
        if (count + SpareFiles > Math.Min(files.Client ?? int.MaxValue, files.Emulator ?? int.MaxValue))
        {
            return [Measure.Check("open files", $">= {count + SpareFiles:N0} (raise ulimit -n)", $"{files.Client:N0} here, {files.Emulator:N0} at the emulator", isOk: false)];
        }

        var measures = new List<Measure>();
        using (var control = new EmulatorControl(emulator.Port)) // it has connections of its own, which have to be gone as well
        using (var client = LoadClient.Create(emulator, Configure))
        {
            await RunAsync(client, emulator, control, measures, cancellationToken);
        }

        measures.Add(Measure.State("open files allowed", $"{files.Client:N0} here, {files.Emulator:N0} at the emulator"));
        measures.Add(Measure.Count("connections left after the client's disposal", 0, Machine.Connections(emulator.Port)));
        return measures;
    }

    private void Configure(InferenceRoutingOptions options)
    {
        options.Concurrency.MaxPerTarget = count;
        options.ConfigureProviders((_, provider) => provider.IdleTimeout = Patience);
    }

    private async Task RunAsync(
        OwnedInferenceClient client, EmulatorProcess emulator, EmulatorControl control, List<Measure> measures, CancellationToken cancellationToken)
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => new CheckedStream(client, number, 5, "warm").RunAsync(cancellationToken)));
        var before = Machine.Measure();

        // More often than there are streams: one may take a second attempt.
        await control.AddFaultAsync(CheckedStream.Provider, new Dictionary<string, object> { ["kind"] = "pause", ["events"] = 3, ["bodyContains"] = Held, ["times"] = 2 * count });
        var streams = Enumerable.Range(0, count).Select(number => new CheckedStream(client, number, tokens, Held)).ToArray();
        var startedAt = Stopwatch.GetTimestamp();
        var ends = Array.ConvertAll(streams, stream => stream.RunAsync(cancellationToken));
        await Task.WhenAll(streams.Select(stream => stream.Begun)).WaitAsync(Patience, cancellationToken);
        var opening = Stopwatch.GetElapsedTime(startedAt);

        await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken); // all are silent now
        var connections = Machine.Connections(emulator.Port);
        var open = await control.CountOpenAsync(CheckedStream.Provider);
        var unfinished = ends.Count(end => !end.IsCompleted);
        var held = Machine.Measure() - before;

        var resumedAt = Stopwatch.GetTimestamp();
        await control.ResumeAsync(CheckedStream.Provider);
        var problems = await Task.WhenAll(ends).WaitAsync(Patience, cancellationToken);
        var running = Stopwatch.GetElapsedTime(resumedAt);

        var wrong = problems.Where(problem => problem is not null).ToList();
        var texts = streams.Sum(stream => (long)stream.Texts);
        measures.Add(Measure.Count("streams open at once, seen here", count, unfinished));
        measures.Add(Measure.Count("streams open at once, seen at the emulator", count, open));
        measures.Add(Measure.Count("streams with an event lost, doubled, merged or out of order", 0, wrong.Count));
        measures.AddRange(wrong.Take(3).Select(problem => Measure.State("  for instance", problem!)));
        measures.Add(Measure.State("text events, each checked", $"{texts:N0} ({texts / count:N0} a stream)"));
        measures.Add(Measure.State("streams that took more than one attempt", $"{streams.Count(stream => stream.Attempts > 1):N0}"));
        measures.Add(Measure.State("connections while all were open", $"{connections:N0}"));
        measures.Add(Measure.State("memory per open, idle stream", string.Create(CultureInfo.InvariantCulture, $"{held.Managed / 1024.0 / count:0.0} KiB managed, {held.WorkingSet / 1024.0 / count:0.0} KiB working set (client process)")));
        measures.Add(Measure.State("time until all had begun", string.Create(CultureInfo.InvariantCulture, $"{opening.TotalSeconds:0.0} s")));
        measures.Add(Measure.State("time from there to the last end", string.Create(CultureInfo.InvariantCulture, $"{running.TotalSeconds:0.0} s, {texts / running.TotalSeconds:N0} events/s")));
    }
}
