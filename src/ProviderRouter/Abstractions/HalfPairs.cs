namespace ProviderRouter;

/// <summary>Tells of half surrogate pairs, which are no Unicode: what cannot be sent is said, not replaced in silence.</summary>
internal static class HalfPairs
{
    /// <summary>Whether a text holds one.</summary>
    public static bool AreIn(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var at)
        {
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return true;
            }

            text = text[(at + 2)..];
        }

        return false;
    }

    /// <summary>
    /// Whether JSON was written from a text with one. The relaxed encoder escapes the character that it puts in its place, and that character
    /// alone: where a caller's text has it, it stays as it is.
    /// </summary>
    public static bool WereIn(ReadOnlySpan<byte> json)
    {
        while (json.IndexOf("\\uFFFD"u8) is >= 0 and var at)
        {
            var before = json[..at];
            if ((before.Length - before.TrimEnd((byte)'\\').Length) % 2 == 0) // else the backslash itself is escaped
            {
                return true;
            }

            json = json[(at + 2)..];
        }

        return false;
    }
}
