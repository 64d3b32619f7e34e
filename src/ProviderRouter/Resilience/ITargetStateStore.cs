namespace ProviderRouter.Resilience;

/// <summary>Where the state of targets lives.</summary>
internal interface ITargetStateStore
{
    ITargetState Get(TargetKey key);
}
