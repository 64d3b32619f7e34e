using System.Net;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Together;

/// <summary>Together's own meaning of a few errors. Source: wire notes of Together, §10.</summary>
internal sealed class TogetherErrorReader : ProviderErrorReader
{
    private static readonly string[] Refusals = ["permission", "access", "forbidden", "not allowed", "not authorized", "unauthorized"];

    protected internal override ErrorKind Classify(HttpStatusCode status, string? code, string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return code switch
        {
            "dynamic_request_limited" or "dynamic_token_limited" => ErrorKind.RateLimited,
            "model_not_available" => ErrorKind.ModelNotFound,
            _ when (int)status is >= 400 and < 500 && message.Contains("tokens + `max_new_tokens` must be", StringComparison.OrdinalIgnoreCase) => ErrorKind.ContextLengthExceeded,
            _ => Corrected(status, base.Classify(status, code, message), message),
        };
    }

    // A 403 says that prompt and answer do not fit into the model's context, unless it is a gate's that speaks of rights.
    private static ErrorKind Corrected(HttpStatusCode status, ErrorKind kind, string message) =>
        status == HttpStatusCode.Forbidden && kind == ErrorKind.PermissionDenied
        && !Array.Exists(Refusals, word => message.Contains(word, StringComparison.OrdinalIgnoreCase))
            ? ErrorKind.ContextLengthExceeded
            : kind;
}
