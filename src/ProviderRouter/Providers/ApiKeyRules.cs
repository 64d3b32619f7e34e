namespace ProviderRouter.Providers;

/// <summary>What a key must look like, and how it is shown.</summary>
internal static class ApiKeyRules
{
    private const int MaxLength = 4096;

    /// <summary>Trims what editors and shells leave behind, and refuses what would not survive a header.</summary>
    /// <param name="key">The key as found.</param>
    /// <param name="source">Where it was found, for the message; never the value.</param>
    /// <exception cref="InferenceConfigurationException">The key holds something else than printable ASCII, or is too long.</exception>
    public static string? Normalize(string? key, string source)
    {
        key = key?.Trim(' ', '\r', '\n', '\t');
        if (string.IsNullOrEmpty(key))
        {
            return null;
        }

        foreach (var character in key)
        {
            if (character is < '!' or > '~')
            {
                throw new InferenceConfigurationException(
                    $"The key in {source} holds a space, a line break or a character outside ASCII. Copy it again, without quotes around it.");
            }
        }

        return key.Length <= MaxLength
            ? key
            : throw new InferenceConfigurationException($"The key in {source} is longer than {MaxLength} characters. Copy it again.");
    }

    /// <summary>Stars, and the last four characters of a long key.</summary>
    public static string Mask(string key) => key.Length >= 20 ? $"***{key[^4..]}" : "***";
}
