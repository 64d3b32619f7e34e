using System.Net;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Replicate's own meaning of an error. Source: wire notes of Replicate, §9.</summary>
internal sealed class ReplicateErrorReader : ProviderErrorReader
{
    // The title, and the detail that goes with it.
    private static readonly string[] MissingVersion = ["invalid version or not permitted", "specified version does not exist"];

    // A version that was removed, or is another's: there is no such model, though the status says that the input is wrong.
    protected internal override ErrorKind Classify(HttpStatusCode status, string? code, string message) =>
        status == HttpStatusCode.UnprocessableEntity && Array.Exists(MissingVersion, words => message.Contains(words, StringComparison.OrdinalIgnoreCase))
            ? ErrorKind.ModelNotFound
            : base.Classify(status, code, message);
}
