namespace ProviderRouter.Protocols.OpenAI;

/// <summary>In what a server's list of models differs.</summary>
internal sealed record ModelsDialect
{
    public string Path { get; init; } = "models";

    /// <summary>For how many tokens the listed prices in US dollars are: 1, or 1,000,000; null where none are listed, or not so.</summary>
    public int? TokensOfPrice { get; init; }
}
