using System.Buffers;
using System.Globalization;

namespace ProviderRouter.Transport;

/// <summary>A text as a reader of JSON or of an address would see it, with each character's place in the text as it came.</summary>
internal readonly ref struct TextView
{
    private static readonly SearchValues<char> InEscapes = SearchValues.Create("uU0123456789abcdefABCDEF");

    private readonly ReadOnlySpan<int> places; // one more than characters; empty while nothing was decoded

    public TextView(string text) => Text = text;

    private TextView(ReadOnlySpan<char> text, ReadOnlySpan<int> places)
    {
        Text = text;
        this.places = places;
    }

    public ReadOnlySpan<char> Text { get; }

    /// <summary>Where a character, or the end, stands in the text as it came.</summary>
    public int PlaceOf(int index) => places.IsEmpty ? index : places[index];

    /// <summary>Undoes one layer of escapes; false when there is none.</summary>
    public bool TryDecode(out TextView decoded)
    {
        if (Text.IndexOfAny('\\', '%') < 0)
        {
            decoded = this;
            return false;
        }

        var characters = new char[Text.Length];
        var at = new int[Text.Length + 1];
        var (count, index) = (0, 0);
        while (index < Text.Length)
        {
            (characters[count], var length) = Read(Text[index..]);
            at[count++] = PlaceOf(index);
            index += length;
        }

        at[count] = PlaceOf(index);
        var isShorter = count < Text.Length; // before the view may be put in place of this one
        decoded = new(characters.AsSpan(0, count), at.AsSpan(0, count + 1));
        return isShorter;
    }

    /// <summary>The length of a text without an escape that its end leaves open.</summary>
    public static int WithoutOpenEscape(ReadOnlySpan<char> text)
    {
        var tail = text[Math.Max(0, text.Length - 12)..]; // an escaped escape is twice as long
        return tail.LastIndexOfAny('\\', '%') is >= 0 and var escape && !tail[(escape + 1)..].ContainsAnyExcept(InEscapes) && Read(tail[escape..]).Length == 1
            ? text.Length - tail.Length + tail[..escape].TrimEnd('\\').Length
            : text.Length;
    }

    private static (char Character, int Length) Read(ReadOnlySpan<char> text) => text switch
    {
        ['\\', 'u' or 'U', _, _, _, _, ..] when TryHex(text[2..6], out var unit) => (unit, 6),
        ['\\', '/' or '\\' or '"', ..] => (text[1], 2),
        ['%', _, _, ..] when TryHex(text[1..3], out var value) && value < 128 => (value, 3),
        _ => (text[0], 1),
    };

    private static bool TryHex(ReadOnlySpan<char> text, out char value)
    {
        var isHex = ushort.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number);
        value = (char)number;
        return isHex;
    }
}
