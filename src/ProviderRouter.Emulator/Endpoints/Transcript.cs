using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Endpoints;

/// <summary>A stretch of a transcript with its times in seconds.</summary>
internal sealed record TimedText(string Text, double Start, double End);

/// <summary>What was heard, in sentences and words, whose times follow from their places in the text.</summary>
internal sealed record Transcript(string Text, double Seconds, IReadOnlyList<TimedText> Segments, IReadOnlyList<TimedText> Words)
{
    private const double SecondsPerLetter = 0.06;

    /// <summary>What the emulator's own sound says, or a note on any other sound.</summary>
    public static Transcript Of(SoundFile sound) => Of(
        sound.Spoken ?? FormattableString.Invariant(
            $"This is a synthetic transcript from the ProviderRouter emulator. It heard {sound.Seconds} seconds of {sound.Format}."),
        sound.Seconds);

    /// <summary>A note on a sound at an address, which is not fetched.</summary>
    public static Transcript Of(Uri address)
    {
        var text = $"This is a synthetic transcript from the ProviderRouter emulator. The sound is at {address.Host}, and the emulator fetches nothing.";
        return Of(text, Math.Round(text.Length * SecondsPerLetter, 2));
    }

    private static Transcript Of(string text, double seconds)
    {
        var scale = seconds / Math.Max(1, text.Length);
        var segments = Cut(text, scale, at => text[at] is '.' or '!' or '?' && at + 1 < text.Length && char.IsWhiteSpace(text[at + 1]));
        var words = Cut(text, scale, at => at + 1 < text.Length && char.IsWhiteSpace(text[at + 1]));
        return new Transcript(text, seconds, segments, words);
    }

    /// <summary>Cuts after each letter that ends a part; white space between the parts belongs to none.</summary>
    private static List<TimedText> Cut(string text, double scale, Func<int, bool> endsAt)
    {
        var parts = new List<TimedText>();
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (at + 1 < text.Length && !endsAt(at))
            {
                continue;
            }

            var part = text[start..(at + 1)];
            var lead = part.Length - part.TrimStart().Length;
            if (lead < part.Length)
            {
                parts.Add(new TimedText(part.Trim(), Math.Round((start + lead) * scale, 2), Math.Round((at + 1) * scale, 2)));
            }

            start = at + 1;
        }

        return parts;
    }
}
