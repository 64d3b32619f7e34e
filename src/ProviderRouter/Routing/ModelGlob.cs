namespace ProviderRouter.Routing;

/// <summary>Matches model ids against globs, in which <c>*</c> stands for any text, slashes included.</summary>
internal static class ModelGlob
{
    public static bool IsGlob(string pattern) => pattern.Contains('*', StringComparison.Ordinal);

    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> model)
    {
        var (patternAt, modelAt, star, resume) = (0, 0, -1, 0);
        while (modelAt < model.Length)
        {
            if (patternAt < pattern.Length && pattern[patternAt] == '*')
            {
                (star, resume) = (patternAt++, modelAt);
            }
            else if (patternAt < pattern.Length && char.ToUpperInvariant(pattern[patternAt]) == char.ToUpperInvariant(model[modelAt]))
            {
                patternAt++;
                modelAt++;
            }
            else if (star >= 0) // let the last star swallow one more
            {
                patternAt = star + 1;
                modelAt = ++resume;
            }
            else
            {
                return false;
            }
        }

        while (patternAt < pattern.Length && pattern[patternAt] == '*')
        {
            patternAt++;
        }

        return patternAt == pattern.Length;
    }
}
