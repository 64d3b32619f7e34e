namespace ProviderRouter;

/// <summary>One piece of a streamed answer.</summary>
public abstract record InferenceUpdate
{
    /// <summary>On the first update who serves; on the last also usage, cost and attempts; null on those between.</summary>
    public ResponseInfo? Info { get; init; }

    /// <summary>
    /// Whether this piece is part of the answer itself. Pieces that are not (a role, a keep-alive) are held back until content comes,
    /// so that a provider which fails before its first content can still be replaced.
    /// </summary>
    protected internal virtual bool IsContent => true;

    /// <summary>Whether this piece ends the answer; it carries the complete <see cref="Info"/>.</summary>
    protected internal virtual bool IsFinal => false;

    /// <summary>How much text of the model's it holds, in bytes of UTF-8.</summary>
    internal virtual int TextBytes => 0;

    /// <summary>What the provider has told of the usage with it.</summary>
    internal virtual Usage? ReportedUsage => Info?.Usage;
}
