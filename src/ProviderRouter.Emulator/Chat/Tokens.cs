namespace ProviderRouter.Emulator.Chat;

/// <summary>Splits text into pieces about the size of a model's tokens; joined they give the text again.</summary>
internal static class Tokens
{
    private const int Longest = 6;

    public static List<string> Split(string text)
    {
        var tokens = new List<string>();
        var start = 0;
        for (var i = 1; i <= text.Length; i++)
        {
            var boundary = i == text.Length
                || (char.IsWhiteSpace(text[i]) && !char.IsWhiteSpace(text[i - 1]))
                || (i - start >= Longest && !char.IsLowSurrogate(text[i]));
            if (boundary)
            {
                tokens.Add(text[start..i]);
                start = i;
            }
        }

        return tokens;
    }

    public static int Count(string text) => Split(text).Count;
}
