using ProviderRouter.Protocols.OpenAI;

namespace ProviderRouter.Providers.OpenAICompatible;

/// <summary>In what the embeddings of a server differ. A field that is null is not known there, and its setting becomes a warning.</summary>
public sealed class OpenAICompatibleEmbeddings
{
    /// <summary>The path below the address.</summary>
    /// <value>Default: <c>embeddings</c>.</value>
    public string Path { get; set; } = "embeddings";

    /// <summary>Whether vectors are asked for as base64, which is smaller; some servers refuse to be asked. What comes is read in either form.</summary>
    /// <value>Default: false.</value>
    public bool Base64 { get; set; }

    /// <summary>The field for <see cref="EmbeddingsRequest.Normalize"/>.</summary>
    /// <value>Default: null.</value>
    public string? NormalizeField { get; set; }

    /// <summary>The field for <see cref="EmbeddingsRequest.Truncate"/>.</summary>
    /// <value>Default: null.</value>
    public string? TruncateField { get; set; }

    /// <summary>The field for <see cref="EmbeddingsRequest.PromptName"/>.</summary>
    /// <value>Default: null.</value>
    public string? PromptNameField { get; set; }

    internal EmbeddingsDialect ToDialect() => new()
    {
        Path = Path,
        KnowsBase64 = Base64,
        NormalizeField = NormalizeField,
        TruncateField = TruncateField,
        PromptNameField = PromptNameField,
    };
}
