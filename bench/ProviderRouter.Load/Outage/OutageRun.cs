namespace ProviderRouter.Load.Outage;
internal sealed class OutageRun(int rate, TimeSpan down) { public Task<IReadOnlyList<Measure>> RunAsync(CancellationToken c) => Task.FromResult<IReadOnlyList<Measure>>([Measure.State("x", $"{rate}{down}{c}")]); }
