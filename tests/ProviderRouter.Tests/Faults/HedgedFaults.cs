using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ProviderRouter.Resilience;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Faults;

/// <summary>Calls whose first server is slow, by a clock that passes on demand.</summary>
public abstract class HedgedFaults
{
    private protected static readonly TimeSpan MinDelay = TimeSpan.FromSeconds(2);

    private CountingStateStore? states;

    private protected PassingTime Time { get; } = new();

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected static IEnumerable<(string Provider, bool IsHedge, ErrorKind? Error, bool MaybeExecuted)> Told(ResponseInfo info) =>
        info.Attempts.Select(static attempt => (attempt.Candidate.Provider, attempt.IsHedge, attempt.Error, attempt.MaybeExecuted));

    private protected static Task UntilAskedAsync(FaultServer server) => server.UntilAsync(static server => server.Requests.Count >= 1, "the request is there");

    /// <summary>Waits until the client itself knows how so many attempts ended: that a server has answered does not mean that it was read.</summary>
    private protected Task UntilEndedAsync(int attempts) => Waiting.UntilAsync(() => states!.Admissions.Sum(static admission => admission.Reports) == attempts);

    private protected FaultScene Scene(FaultOperation operation, int attemptsPerTarget = 1, int maxAttempts = 6, int placesPerTarget = 1_000) => new(operation, new FaultSignals())
    {
        Time = Time,
        Builder = builder => builder.Services.AddSingleton<ITargetStateStore>(container =>
        {
            var options = container.GetRequiredService<IOptions<InferenceRoutingOptions>>().Value;
            return states = new(new InMemoryTargetStateStore(options.CircuitBreaker, options.RetryBudget, Time));
        }),
        Routing = options =>
        {
            (options.Hedging.Enabled, options.Concurrency.MaxPerTarget) = (true, placesPerTarget);
            (options.Retry.MaxAttemptsPerTarget, options.Retry.MaxAttempts) = (attemptsPerTarget, maxAttempts);
        },
    };

    /// <summary>The same by the system's clock, for calls with delays of their own.</summary>
    private protected static FaultScene Quick(FaultOperation operation) => new(operation, new FaultSignals())
    {
        Routing = static options => (options.Hedging.Enabled, options.Hedging.MinDelay, options.Retry.MaxAttempts) = (true, TimeSpan.FromMilliseconds(10), 20),
    };

    /// <summary>Begins a call and lets the time pass after which a second server is asked.</summary>
    private protected async Task<Task<FaultReport>> HedgeAsync(FaultScene scene, FaultServer first, int asked = 1, CancellationTokenSource? caller = null)
    {
        var call = scene.PlayAsync(caller?.Token ?? Stop);
        await first.UntilAsync(server => server.Requests.Count >= asked, "the first is asked");
        await Time.PassAsync(MinDelay);
        return call;
    }
}
