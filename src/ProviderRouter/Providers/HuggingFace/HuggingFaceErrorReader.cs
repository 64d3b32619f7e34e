using System.Net;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace;

/// <summary>Hugging Face's own meaning of a few errors. Source: wire notes of Hugging Face, §6.</summary>
internal sealed class HuggingFaceErrorReader : ProviderErrorReader
{
    protected internal override ErrorKind Classify(HttpStatusCode status, string? code, string message) =>
        // Arrives as a 400, but only says that nobody enabled here serves the model.
        code is "model_not_supported" || (status == HttpStatusCode.BadRequest && message.Contains("not supported by", StringComparison.OrdinalIgnoreCase))
            ? ErrorKind.ModelNotFound
            : base.Classify(status, code, message);
}
