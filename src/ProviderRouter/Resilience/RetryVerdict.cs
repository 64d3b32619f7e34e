namespace ProviderRouter.Resilience;

/// <summary>What may be done after a failure: the same target again, and then another one.</summary>
/// <param name="Same">Whether the same target may be asked again.</param>
/// <param name="Elsewhere">Whether the next target may be asked.</param>
internal readonly record struct RetryVerdict(bool Same, bool Elsewhere)
{
    public static RetryVerdict Throw { get; } = new(false, false);

    public static RetryVerdict Next { get; } = new(false, true);

    public static RetryVerdict AgainThenNext { get; } = new(true, true);
}
