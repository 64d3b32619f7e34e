namespace ProviderRouter;

/// <summary>A candidate of a plan with its price.</summary>
/// <param name="Candidate">The provider and its own id of the model.</param>
/// <param name="Price">The catalog's price in words, such as <c>$0.10 in, $0.10 out per million tokens</c>; null when unknown.</param>
public sealed record ExplainedCandidate(RouteCandidate Candidate, string? Price)
{
    /// <inheritdoc/>
    public override string ToString() => Price is null ? Candidate.ToString() : $"{Candidate} ({Price})";
}
