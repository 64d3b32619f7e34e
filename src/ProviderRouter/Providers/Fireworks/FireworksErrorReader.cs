using System.Net;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fireworks;

/// <summary>Fireworks' own meaning of a few errors. Source: wire notes of Fireworks, §9.</summary>
internal sealed class FireworksErrorReader : ProviderErrorReader
{
    protected internal override ErrorKind Classify(HttpStatusCode status, string? code, string message) =>
        status != HttpStatusCode.PreconditionFailed ? base.Classify(status, code, message)
        : message.Contains("lora", StringComparison.OrdinalIgnoreCase) ? ErrorKind.Unavailable // an adapter that did not load
        : ErrorKind.QuotaExceeded; // the account is suspended, by its spend limit mostly
}
