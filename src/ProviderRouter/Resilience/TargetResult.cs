namespace ProviderRouter.Resilience;

/// <summary>What an exchange says of its target.</summary>
internal enum TargetResult
{
    Succeeded,

    /// <summary>Unreachable, broken, too late, or its own error.</summary>
    Failed,

    /// <summary>Too much was asked of it: it has to rest, and is neither good nor bad.</summary>
    RateLimited,

    /// <summary>Nothing: our request was wrong, our limit was met, or the caller left.</summary>
    Neutral,
}
