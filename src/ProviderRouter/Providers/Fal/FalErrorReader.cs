using System.Net;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>fal's own errors. Source: wire notes of fal, §6.</summary>
internal sealed class FalErrorReader : ProviderErrorReader
{
    // An account without money is locked, which is told as a lack of permission.
    protected internal override ErrorKind Classify(HttpStatusCode status, string? code, string message) =>
        status == HttpStatusCode.Forbidden && message.Contains("balance", StringComparison.OrdinalIgnoreCase)
            ? ErrorKind.QuotaExceeded
            : base.Classify(status, code, message);
}
