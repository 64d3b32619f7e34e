namespace ProviderRouter.Providers.Fal;

/// <summary>Finds what is known of a model: the first row counts whose words all stand in its id.</summary>
internal static class FalModels
{
    /// <summary>Finds a model's row.</summary>
    /// <param name="rows">The rows: words with spaces between, and what they stand for. A slash marks the end of a part of the id.</param>
    /// <param name="model">The model's id.</param>
    /// <param name="unknown">What counts for a model of which nothing is known.</param>
    public static TModel Find<TModel>((string Words, TModel Model)[] rows, string model, TModel unknown)
    {
        var id = $"/{model.ToLowerInvariant()}/";
        foreach (var (words, known) in rows)
        {
            if (HasAll(id, words))
            {
                return known;
            }
        }

        return unknown;
    }

    private static bool HasAll(ReadOnlySpan<char> id, ReadOnlySpan<char> words)
    {
        foreach (var range in words.Split(' '))
        {
            if (!id.Contains(words[range], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
