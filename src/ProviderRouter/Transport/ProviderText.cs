using System.Text;

namespace ProviderRouter.Transport;

/// <summary>Makes text that a server sent fit for a message: keys out, control characters escaped, cut.</summary>
internal static class ProviderText
{
    public const int MaxMessage = 500;

    public static string ForMessage(SecretScrubber scrubber, string text)
    {
        // Scrubbed before it is cut: half a key at the cut would not be found.
        text = scrubber.Scrub(text).Trim();
        var builder = new StringBuilder(Math.Min(text.Length, MaxMessage) + 1);
        foreach (var character in text)
        {
            if (builder.Length >= MaxMessage)
            {
                return builder.Append('…').ToString();
            }

            builder.Append(character is '\n' or '\r' or '\t' ? ' ' : char.IsControl(character) ? '\uFFFD' : character);
        }

        return builder.ToString();
    }
}
