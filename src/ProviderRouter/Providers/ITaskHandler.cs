namespace ProviderRouter.Providers;

/// <summary>Does one task at one provider: encodes, exchanges, decodes.</summary>
/// <typeparam name="TRequest">The task's request.</typeparam>
/// <typeparam name="TResponse">The task's answer.</typeparam>
public interface ITaskHandler<TRequest, TResponse>
    where TRequest : InferenceRequest
    where TResponse : InferenceResponse
{
    /// <summary>Does the task once. Retries are the transport's business, other providers the router's.</summary>
    /// <param name="context">The request, the provider's id of the model, and what goes along to the transport.</param>
    /// <param name="cancellationToken">Ends the call, by the caller or by its deadline.</param>
    /// <returns>The answer; of its <see cref="InferenceResponse.Info"/> only usage need be set, the router adds the rest.</returns>
    /// <exception cref="ProviderException">The provider failed.</exception>
    Task<TResponse> HandleAsync(TaskContext<TRequest> context, CancellationToken cancellationToken);
}
