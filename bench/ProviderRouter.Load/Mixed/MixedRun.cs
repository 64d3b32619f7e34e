namespace ProviderRouter.Load.Mixed;
internal sealed class MixedRun(int callers, TimeSpan duration, int faults) { public Task<IReadOnlyList<Measure>> RunAsync(CancellationToken c) => Task.FromResult<IReadOnlyList<Measure>>([Measure.State("x", $"{callers}{duration}{c}{faults}")]); }
