namespace ProviderRouter;

/// <summary>The probabilities of the tokens of the text that came just before, or with which no text came.</summary>
/// <param name="LogProbabilities">The tokens in order.</param>
public sealed record TextGenerationLogProbabilitiesUpdate(IReadOnlyList<TokenLogProbability> LogProbabilities) : TextGenerationUpdate
{
    /// <inheritdoc/>
    protected internal override bool IsContent => false;
}
