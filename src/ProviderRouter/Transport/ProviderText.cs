using System.Buffers;
using System.Globalization;
using System.Text;

namespace ProviderRouter.Transport;

/// <summary>Makes text that a server sent, scrubbed already, fit for a message: what steers a terminal or turns a line around is escaped, and it is cut.</summary>
internal static class ProviderText
{
    public const int MaxMessage = 500;

    public static string ForMessage(string text)
    {
        var rest = text.AsSpan().Trim();
        var builder = new StringBuilder(Math.Min(rest.Length, MaxMessage));
        while (!rest.IsEmpty)
        {
            var isWhole = Rune.DecodeFromUtf16(rest, out var rune, out var length) == OperationStatus.Done;
            var before = builder.Length;
            if (rest[0] is '\n' or '\r' or '\t')
            {
                builder.Append(' ');
            }
            else if (isWhole && !Steers(rune))
            {
                builder.Append(rest[..length]);
            }
            else
            {
                Escape(builder, rest[..length]);
            }

            rest = rest[length..];
            if (builder.Length > MaxMessage)
            {
                builder.Length = before;
                return builder.Append('…').ToString();
            }
        }

        return builder.ToString();
    }

    /// <summary>Cuts a text to its first bytes of UTF-8, between two characters.</summary>
    public static string Cut(string text, int maxBytes)
    {
        if (Encoding.UTF8.GetMaxByteCount(text.Length) <= maxBytes)
        {
            return text;
        }

        System.Text.Unicode.Utf8.FromUtf16(text, new byte[maxBytes], out var read, out _);
        return text[..read];
    }

    // Joiners shape scripts and emoji, and harm nothing.
    private static bool Steers(Rune rune) =>
        rune.Value is not (0x200C or 0x200D)
        && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static void Escape(StringBuilder builder, ReadOnlySpan<char> text)
    {
        foreach (var unit in text)
        {
            builder.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
        }
    }
}
