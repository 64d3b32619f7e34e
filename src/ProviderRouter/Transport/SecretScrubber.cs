using System.Text;
using ProviderRouter.Providers;

namespace ProviderRouter.Transport;

/// <summary>Takes every key in use out of text that a server sent: 401 bodies echo keys.</summary>
internal sealed class SecretScrubber
{
    private const int MaxStart = 64 << 10;
    private const int ShortestPart = 8;
    private static readonly string[] SecretWords = ["key", "token", "secret", "auth", "cookie", "password"];

    private readonly Lock writing = new();
    private volatile string[] secrets = [];

    public void Add(string secret)
    {
        AddWhole(secret);
        if (secret.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon && secret.Length - colon > ShortestPart)
        {
            AddWhole(secret[(colon + 1)..]); // id:secret, of which a server may echo the half
        }
    }

    /// <summary>Adds the value of a header that sounds like a secret.</summary>
    public void AddHeader(string name, string value)
    {
        if (value.Length >= 8 && SecretWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)))
        {
            Add(value);
        }
    }

    /// <summary>The first 64 KiB of a body as text, scrubbed; whoever shows less of it cuts after that, for half a key would not be found.</summary>
    public string ScrubStart(ReadOnlySpan<byte> utf8) => Scrub(Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, MaxStart)]));

    private void AddWhole(string secret)
    {
        lock (writing)
        {
            if (!secrets.Contains(secret))
            {
                secrets = [.. secrets, secret];
            }
        }
    }

    public string Scrub(string text)
    {
        foreach (var secret in secrets)
        {
            text = text.Replace(secret, ApiKeyRules.Mask(secret), StringComparison.Ordinal);
        }

        return text;
    }
}
