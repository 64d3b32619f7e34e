using System.Net;

namespace ProviderRouter.Transport;

/// <summary>Turns an error answer into a <see cref="ProviderException"/>: finds the message in any of the shapes that providers use, and classifies it.</summary>
public class ProviderErrorReader
{
    /// <summary>Says what an error means; a provider overrides it for its own codes.</summary>
    /// <param name="status">The HTTP status, or what an error in an accepted answer says its status is.</param>
    /// <param name="code">The error's own code or type, in lower case; null when it has none.</param>
    /// <param name="message">The error's text.</param>
    protected internal virtual ErrorKind Classify(HttpStatusCode status, string? code, string message) => throw new NotSupportedException();
}
