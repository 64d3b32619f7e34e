namespace ProviderRouter;

/// <summary>Base of decorators: passes every call on to the inner client.</summary>
/// <param name="inner">The client to which calls go.</param>
public abstract class DelegatingInferenceClient(IInferenceClient inner) : IInferenceClient
{
    /// <summary>The client to which calls go.</summary>
    protected IInferenceClient Inner { get; } = inner ?? throw new ArgumentNullException(nameof(inner));

    /// <inheritdoc/>
    public virtual Task<TResponse> SendAsync<TRequest, TResponse>(
        InferenceTask<TRequest, TResponse> task, TRequest request, CancellationToken cancellationToken = default)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse =>
        Inner.SendAsync(task, request, cancellationToken);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<TUpdate> StreamAsync<TRequest, TUpdate>(
        StreamingTask<TRequest, TUpdate> task, TRequest request, CancellationToken cancellationToken = default)
        where TRequest : InferenceRequest
        where TUpdate : InferenceUpdate =>
        Inner.StreamAsync(task, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<RouteExplanation> ExplainAsync(
        InferenceTask task, InferenceRequest request, CancellationToken cancellationToken = default) =>
        Inner.ExplainAsync(task, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<InferenceJob<TResponse>> StartAsync<TRequest, TResponse>(
        InferenceTask<TRequest, TResponse> task, TRequest request, JobOptions? options = null, CancellationToken cancellationToken = default)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse =>
        Inner.StartAsync(task, request, options, cancellationToken);

    /// <inheritdoc/>
#pragma warning disable CA1716 // Visual Basic writes [Resume]; no other word says it as well.
    public virtual InferenceJob<TResponse> Resume<TRequest, TResponse>(InferenceTask<TRequest, TResponse> task, JobHandle handle)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse =>
        Inner.Resume(task, handle);
#pragma warning restore CA1716

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<ListedModel>> ListModelsAsync(string? provider = null, CancellationToken cancellationToken = default) =>
        Inner.ListModelsAsync(provider, cancellationToken);
}
