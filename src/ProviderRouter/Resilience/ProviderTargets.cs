namespace ProviderRouter.Resilience;

/// <summary>The targets of one provider instance, by model: found without hashing its address and key each time.</summary>
/// <param name="directory">All targets of the client.</param>
/// <param name="provider">The instance name.</param>
/// <param name="baseAddress">Where it is.</param>
/// <param name="keyId">Which key is in use now: a mark of it, never the key.</param>
internal sealed class ProviderTargets(TargetDirectory directory, string provider, string baseAddress, Func<string> keyId)
{
    private const int MaxCached = 1024;
    private volatile Known known = new("", new(MaxCached));

    public Target For(string model)
    {
        var key = keyId();
        var current = known;
        if (current.KeyId != key)
        {
            known = current = new(key, new(MaxCached));
        }

        if (current.ByModel.TryGet(model, out var target))
        {
            return target;
        }

        target = directory.Get(new() { Provider = provider, BaseAddress = baseAddress, Model = model, KeyId = key });
        current.ByModel.Add(model, target);
        return target;
    }

    private sealed record Known(string KeyId, BoundedCache<string, Target> ByModel);
}
