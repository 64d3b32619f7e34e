using ProviderRouter.Providers;

namespace ProviderRouter.Transport;

/// <summary>Takes every key in use out of text that a server sent: 401 bodies echo keys.</summary>
internal sealed class SecretScrubber
{
    private readonly Lock writing = new();
    private volatile string[] secrets = [];

    public void Add(string secret)
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
