using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace;

/// <summary>A task that is answered with JSON.</summary>
internal abstract class HfJsonCodec<TRequest, TResponse> : HfCodec<TRequest, TResponse>
    where TRequest : InferenceRequest
    where TResponse : InferenceResponse
{
    /// <summary>The fields of the answer that hold files.</summary>
    protected virtual MediaFields Files => MediaFields.None;

    public sealed override ValueTask<TResponse> ReadAsync(TaskContext<TRequest> context, ProviderResponse response, CancellationToken cancellationToken) =>
        MediaJson.ReadAsync(response, Files, json => Read(new(json, response), context), cancellationToken);

    /// <summary>Reads the answer.</summary>
    protected abstract TResponse Read(HfAnswer answer, TaskContext<TRequest> context);
}
