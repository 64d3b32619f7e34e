using System.Text;

namespace ProviderRouter.Transport;

/// <summary>Makes text that a server sent, scrubbed already, fit for a message: control characters replaced, cut.</summary>
internal static class ProviderText
{
    public const int MaxMessage = 500;

    public static string ForMessage(string text)
    {
        text = text.Trim();
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
