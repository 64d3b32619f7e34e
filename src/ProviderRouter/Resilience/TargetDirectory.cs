namespace ProviderRouter.Resilience;

/// <summary>The targets of a client, up to a number; one that was dropped begins anew.</summary>
internal sealed class TargetDirectory
{
    public const int MaxTargets = 10_000;

    private readonly IdleFirstCache<TargetKey, Target> targets;

    public TargetDirectory(ITargetStateStore store, ConcurrencyOptions options, int capacity = MaxTargets) =>
        targets = new(
            capacity,
            key => new()
            {
                Key = key,
                State = store.Get(key),
                Gate = new(options.MaxPerTarget, options.MaxWaitingPerTarget),
                Latency = new(),
            },
            static target => target.Gate.Active > 0);

    public Target Get(TargetKey key) => targets.Get(key);
}
