namespace ProviderRouter.Providers.HuggingFace;

/// <summary>
/// Finds out what the levels of an answer are: a vector; vectors of texts; vectors of one text's tokens; vectors of each text's tokens, some
/// with a level more. Source: wire notes of Hugging Face, §5 and trap 6.
/// </summary>
internal static class HfVectors
{
    /// <summary>Arranges vectors by texts; null when they do not fit.</summary>
    /// <param name="groups">The innermost lists of vectors, in their order.</param>
    /// <param name="count">The number of texts.</param>
    public static EmbeddingsResponse? Arrange(IReadOnlyList<IReadOnlyList<ReadOnlyMemory<float>>> groups, int count)
    {
        if (groups.Any(group => group.Any(vector => vector.Length != groups[0][0].Length || vector.IsEmpty)))
        {
            return null;
        }

        if (groups is [var vectors] && vectors.Count == count)
        {
            return new() { Vectors = vectors };
        }

        return groups.Count != count ? null
            : groups.All(tokens => tokens.Count == 1) ? new() { Vectors = [.. groups.Select(tokens => tokens[0])] }
            : new() { Vectors = [.. groups.Select(MeanOf)], TokenVectors = groups };
    }

    private static ReadOnlyMemory<float> MeanOf(IReadOnlyList<ReadOnlyMemory<float>> vectors)
    {
        var mean = new float[vectors[0].Length];
        foreach (var vector in vectors)
        {
            var values = vector.Span;
            for (var index = 0; index < mean.Length; index++)
            {
                mean[index] += values[index];
            }
        }

        for (var index = 0; index < mean.Length; index++)
        {
            mean[index] /= vectors.Count;
        }

        return mean;
    }
}
