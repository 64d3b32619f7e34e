namespace ProviderRouter.Tests.Testing;

/// <summary>A client that keeps what it was asked and answers nothing.</summary>
internal sealed class RecordingClient : IInferenceClient
{
    /// <summary>Each call: its member, its arguments in order.</summary>
    public List<(string Member, object?[] Arguments)> Calls { get; } = [];

    public Task<TResponse> SendAsync<TRequest, TResponse>(InferenceTask<TRequest, TResponse> task, TRequest request, CancellationToken cancellationToken = default)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse
    {
        Calls.Add((nameof(SendAsync), [task, request, cancellationToken]));
        return Task.FromResult<TResponse>(null!);
    }

    public IAsyncEnumerable<TUpdate> StreamAsync<TRequest, TUpdate>(StreamingTask<TRequest, TUpdate> task, TRequest request, CancellationToken cancellationToken = default)
        where TRequest : InferenceRequest
        where TUpdate : InferenceUpdate
    {
        Calls.Add((nameof(StreamAsync), [task, request, cancellationToken]));
        return AsyncEnumerable.Empty<TUpdate>();
    }

    public Task<RouteExplanation> ExplainAsync(InferenceTask task, InferenceRequest request, CancellationToken cancellationToken = default)
    {
        Calls.Add((nameof(ExplainAsync), [task, request, cancellationToken]));
        return Task.FromResult<RouteExplanation>(null!);
    }

    public Task<InferenceJob<TResponse>> StartAsync<TRequest, TResponse>(
        InferenceTask<TRequest, TResponse> task, TRequest request, JobOptions? options = null, CancellationToken cancellationToken = default)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse
    {
        Calls.Add((nameof(StartAsync), [task, request, options, cancellationToken]));
        return Task.FromResult<InferenceJob<TResponse>>(null!);
    }

    public InferenceJob<TResponse> Resume<TRequest, TResponse>(InferenceTask<TRequest, TResponse> task, JobHandle handle)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse
    {
        Calls.Add((nameof(Resume), [task, handle]));
        return null!;
    }

    public Task<IReadOnlyList<ListedModel>> ListModelsAsync(string? provider = null, CancellationToken cancellationToken = default)
    {
        Calls.Add((nameof(ListModelsAsync), [provider, cancellationToken]));
        return Task.FromResult<IReadOnlyList<ListedModel>>([]);
    }
}
