namespace ProviderRouter;

/// <summary>Vectors of texts.</summary>
public sealed record EmbeddingsResponse : InferenceResponse
{
    /// <summary>One vector for each text, in the order of the texts; never empty.</summary>
    public required IReadOnlyList<ReadOnlyMemory<float>> Vectors { get; init; }

    /// <summary>The first text's vector.</summary>
    public ReadOnlyMemory<float> Vector => Vectors[0];

    /// <summary>For each text the vectors of its tokens, where the model gives those instead of one for the text; <see cref="Vectors"/> then holds their means.</summary>
    /// <value>Default: empty.</value>
    public IReadOnlyList<IReadOnlyList<ReadOnlyMemory<float>>> TokenVectors { get; init; } = [];
}
