namespace ProviderRouter.Providers.OpenAICompatible;

/// <summary>How a server's list of models tells prices.</summary>
public enum ListedPrices
{
    /// <summary>Not at all, or in a way that is not known.</summary>
    None,

    /// <summary>In US dollars for a token.</summary>
    PerToken,

    /// <summary>In US dollars for a million tokens.</summary>
    PerMillionTokens,
}
