namespace ProviderRouter;

/// <summary>The headers of a webhook. One that came twice is refused when it is asked for: a proxy and a verifier might each believe another.</summary>
public sealed class WebhookHeaders
{
    // Null where there are two.
    private readonly Dictionary<string, string?> values = new(StringComparer.OrdinalIgnoreCase);

    internal WebhookHeaders(IEnumerable<KeyValuePair<string, string>> headers)
    {
        foreach (var (name, value) in headers)
        {
            if (!values.TryAdd(name, value ?? ""))
            {
                values[name] = null;
            }
        }
    }

    /// <summary>Gives a header that has to be there once.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <exception cref="WebhookVerificationException">It is missing or empty, or came twice.</exception>
    public string Require(string name)
    {
        if (!values.TryGetValue(name, out var value) || value is "")
        {
            throw new WebhookVerificationException(WebhookFailure.MissingHeader, $"The webhook lacks the header '{name}'.");
        }

        return value ?? throw new WebhookVerificationException(WebhookFailure.DuplicateHeader, $"The webhook has the header '{name}' twice.");
    }
}
