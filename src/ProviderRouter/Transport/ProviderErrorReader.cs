using System.Net;

namespace ProviderRouter.Transport;

/// <summary>Says what a provider's errors mean. Finding the message is common to all; a provider overrides this for codes of its own.</summary>
public class ProviderErrorReader
{
    /// <summary>Classifies an error.</summary>
    /// <param name="status">The HTTP status, or the one that an error inside an accepted answer says it has.</param>
    /// <param name="code">The error's own code or type; null when it has none.</param>
    /// <param name="message">The error's text; empty when it has none.</param>
    protected internal virtual ErrorKind Classify(HttpStatusCode status, string? code, string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return ByCode(code) ?? ByMessage((int)status, message) ?? ByStatus((int)status);
    }

    private static ErrorKind? ByCode(string? code) => code?.ToLowerInvariant() switch
    {
        "insufficient_quota" or "insufficient_credit" or "billing_hard_limit_reached" => ErrorKind.QuotaExceeded,
        "context_length_exceeded" => ErrorKind.ContextLengthExceeded,
        "model_not_found" or "not_found" or "model_not_supported" => ErrorKind.ModelNotFound,
        "content_filter" or "content_policy_violation" => ErrorKind.ContentFiltered,
        "rate_limit_exceeded" or "rate_limit_error" or "resource_exhausted" => ErrorKind.RateLimited,
        "invalid_api_key" or "authentication_error" => ErrorKind.Authentication,
        "overloaded" or "overloaded_error" => ErrorKind.Unavailable,
        _ => null,
    };

    private static ErrorKind? ByMessage(int status, string message) =>
        status is 400 or 403 or 413 or 422 && Mentions(message, "context length", "context window", "context_length") ? ErrorKind.ContextLengthExceeded // 403 at Together
        : status is 402 or 403 or 429 && Mentions(message, "insufficient credit", "insufficient_quota", "exceeded your monthly", "spend limit", "out of credit") ? ErrorKind.QuotaExceeded
        : null;

    private static bool Mentions(string message, params ReadOnlySpan<string> phrases)
    {
        foreach (var phrase in phrases)
        {
            if (message.Contains(phrase, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static ErrorKind ByStatus(int status) => status switch
    {
        401 => ErrorKind.Authentication,
        402 => ErrorKind.QuotaExceeded,
        403 => ErrorKind.PermissionDenied,
        404 or 410 => ErrorKind.ModelNotFound,
        408 => ErrorKind.Timeout,
        409 => ErrorKind.Unknown,
        429 or 498 => ErrorKind.RateLimited, // 498: Groq, flex capacity
        424 or 425 => ErrorKind.Unavailable, // a dependency failed; a deployment warms up
        >= 300 and < 400 => ErrorKind.Blocked,
        >= 500 => ErrorKind.Unavailable,
        >= 400 => ErrorKind.InvalidRequest,
        _ => ErrorKind.Unknown,
    };
}
