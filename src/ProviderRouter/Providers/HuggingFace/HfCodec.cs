using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace;

/// <summary>What one task of hf-inference looks like on the wire. Pure: it neither sends nor fetches. Source: wire notes of Hugging Face, §5.</summary>
internal abstract class HfCodec<TRequest, TResponse>
    where TRequest : InferenceRequest
    where TResponse : InferenceResponse
{
    protected const string NotSent = "Not sent: hf-inference has no such parameter; a model's own can be set by ProviderParameters.";

    /// <summary>What follows the model in the path.</summary>
    public virtual string PathEnd => "";

    /// <summary>The media type to ask for.</summary>
    public virtual string AcceptOf(TRequest request) => "application/json";

    /// <summary>The file of the request; null when it has none.</summary>
    public virtual MediaContent? FileOf(TRequest request) => null;

    /// <summary>Whether the file goes out as it is, in place of JSON, when there are no parameters.</summary>
    public virtual bool TakesBareFile => false;

    /// <summary>Warns of what cannot be honoured, and refuses what would mean nothing without it.</summary>
    public virtual void Check(TaskContext<TRequest> context)
    {
    }

    /// <summary>Writes the value of <c>inputs</c>; a file among them as base64 without a <c>data:</c> head.</summary>
    public abstract void WriteInputs(Utf8JsonWriter json, TRequest request, ReadOnlySpan<byte> file);

    /// <summary>Writes the fields of <c>parameters</c>.</summary>
    public virtual void WriteParameters(RequestJson parameters, TaskContext<TRequest> context)
    {
    }

    /// <summary>Reads an accepted answer.</summary>
    public abstract ValueTask<TResponse> ReadAsync(TaskContext<TRequest> context, ProviderResponse response, CancellationToken cancellationToken);
}
