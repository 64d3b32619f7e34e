using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.Jobs;

/// <summary>What one task looks like as a job of a provider.</summary>
/// <typeparam name="TRequest">The task's request.</typeparam>
/// <typeparam name="TResponse">The task's answer.</typeparam>
/// <typeparam name="TState">The job as the provider shows it.</typeparam>
internal interface IJobCodec<TRequest, TResponse, in TState>
    where TRequest : InferenceRequest
    where TResponse : InferenceResponse
{
    /// <summary>Checks the request, warns of what cannot be honoured, makes its files ready (uploads included), and gives back what writes the input.</summary>
    /// <exception cref="ProviderException">The model cannot do what the request needs, or a file could not be made ready.</exception>
    ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<TRequest> context, CancellationToken cancellationToken);

    /// <summary>Reads the result.</summary>
    /// <param name="context">The call.</param>
    /// <param name="request">The request; null for a job that was resumed from its handle.</param>
    /// <param name="state">The result; it is disposed after this.</param>
    /// <exception cref="ProviderException">It holds no answer.</exception>
    TResponse Decode(TaskContext context, TRequest? request, TState state);
}
