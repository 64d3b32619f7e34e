namespace ProviderRouter.Protocols.OpenAI;

/// <summary>In what a server's embeddings differ; a field that is null is not known there.</summary>
internal sealed record EmbeddingsDialect
{
    public string Path { get; init; } = "embeddings";

    /// <summary>Whether the server gives vectors as base64 when asked, a third of the bytes; others ignore or refuse to be asked.</summary>
    public bool KnowsBase64 { get; init; }

    public string? NormalizeField { get; init; }

    public string? TruncateField { get; init; }

    public string? PromptNameField { get; init; }
}
