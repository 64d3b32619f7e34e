namespace ProviderRouter;

/// <summary>The probabilities of the tokens of the text that came just before, or with which no text came.</summary>
/// <param name="LogProbabilities">The tokens in order.</param>
public sealed record ChatLogProbabilitiesUpdate(IReadOnlyList<TokenLogProbability> LogProbabilities) : ChatUpdate
{
    /// <inheritdoc/>
    protected internal override bool IsContent => false;
}
