using System.Text.RegularExpressions;

namespace ProviderRouter.Emulator.HuggingFace.Pipelines;

/// <summary>A word and where it stands in its text.</summary>
internal readonly record struct Word(string Text, int Start, int End)
{
    public bool IsCapitalised => char.IsUpper(Text[0]);
}

/// <summary>Splits text into words and sentences.</summary>
internal static partial class Words
{
    /// <summary>Words that say little of what a text is about.</summary>
    private static readonly HashSet<string> Small = new(
        ("a an the this that these those i you he she it we they my your his her its our their is are was were be been am do does did have has had"
        + " in on at of to for from with by as and or but not no yes if then when where who what which why how hello hi please there here").Split(' '),
        StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<Word> Of(string text) =>
        [.. WordPattern().Matches(text).Select(match => new Word(match.Value, match.Index, match.Index + match.Length))];

    public static bool IsSmall(string word) => Small.Contains(word);

    /// <summary>The sentences of a text with their places, without the space between them.</summary>
    public static IReadOnlyList<Word> Sentences(string text) =>
        [.. SentencePattern().Matches(text).Select(match => (Text: match.Value.TrimEnd(), match.Index))
            .Select(match => new Word(match.Text, match.Index, match.Index + match.Text.Length))];

    /// <summary>How many words of meaning two texts share; word starts of four letters count as the word.</summary>
    public static int Shared(string one, string other)
    {
        var known = Stems(other);
        return Stems(one).Count(known.Contains);
    }

    private static HashSet<string> Stems(string text) =>
        [.. Of(text).Where(word => !Small.Contains(word.Text)).Select(word => word.Text.ToLowerInvariant()[..Math.Min(4, word.Text.Length)])];

    [GeneratedRegex(@"[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*")]
    private static partial Regex WordPattern();

    [GeneratedRegex(@"\S(?:[^.!?]|[.!?](?=\S))*[.!?]*")]
    private static partial Regex SentencePattern();
}
