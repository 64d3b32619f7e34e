using ProviderRouter.Protocols.OpenAI;

namespace ProviderRouter.Providers.OpenAICompatible;

/// <summary>In what the ranking of a server differs. A field that is null is not known there, and its setting becomes a warning.</summary>
public sealed class OpenAICompatibleRanking
{
    /// <summary>The path below the address.</summary>
    /// <value>Default: <c>rerank</c>.</value>
    public string Path { get; set; } = "rerank";

    /// <summary>The field for <see cref="TextRankingRequest.TopCount"/>.</summary>
    /// <value>Default: <c>top_n</c>.</value>
    public string? TopCountField { get; set; } = "top_n";

    /// <summary>The field for <see cref="TextRankingRequest.ReturnDocuments"/>.</summary>
    /// <value>Default: <c>return_documents</c>.</value>
    public string? ReturnDocumentsField { get; set; } = "return_documents";

    /// <summary>The field for <see cref="TextRankingRequest.Instruction"/>.</summary>
    /// <value>Default: null.</value>
    public string? InstructionField { get; set; }

    internal RankingDialect ToDialect() => new()
    {
        Path = Path,
        TopCountField = TopCountField,
        ReturnDocumentsField = ReturnDocumentsField,
        InstructionField = InstructionField,
    };
}
