namespace ProviderRouter.Protocols.OpenAI;

/// <summary>In what a server's ranking differs; a field that is null is not known there.</summary>
internal sealed record RankingDialect
{
    public string Path { get; init; } = "rerank";

    public string? TopCountField { get; init; } = "top_n";

    public string? ReturnDocumentsField { get; init; } = "return_documents";

    /// <summary>The field for an instruction; <c>task</c> at Fireworks.</summary>
    public string? InstructionField { get; init; }
}
