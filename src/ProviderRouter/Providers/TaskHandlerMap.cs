using System.Collections;

namespace ProviderRouter.Providers;

/// <summary>The tasks of a provider with their handlers. Filled where the provider is made, read-only from then on.</summary>
public sealed class TaskHandlerMap : IEnumerable<InferenceTask>
{
    private readonly Dictionary<InferenceTask, object> handlers = [];

    /// <summary>Adds a task that is answered as a whole.</summary>
    /// <typeparam name="TRequest">The task's request.</typeparam>
    /// <typeparam name="TResponse">The task's answer.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="handler">What does it.</param>
    /// <exception cref="ArgumentException">The task has a handler already.</exception>
    public void Add<TRequest, TResponse>(InferenceTask<TRequest, TResponse> task, ITaskHandler<TRequest, TResponse> handler)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse
    {
        ArgumentNullException.ThrowIfNull(handler);
        handlers.Add(task, handler);
    }

    /// <summary>Adds a task that is answered piece by piece.</summary>
    /// <typeparam name="TRequest">The task's request.</typeparam>
    /// <typeparam name="TUpdate">One piece of the task's answer.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="handler">What does it.</param>
    /// <exception cref="ArgumentException">The task has a handler already.</exception>
    public void Add<TRequest, TUpdate>(StreamingTask<TRequest, TUpdate> task, IStreamingTaskHandler<TRequest, TUpdate> handler)
        where TRequest : InferenceRequest
        where TUpdate : InferenceUpdate
    {
        ArgumentNullException.ThrowIfNull(handler);
        handlers.Add(task, handler);
    }

    /// <summary>Finds the handler of a task; null when the provider cannot do it.</summary>
    /// <typeparam name="TRequest">The task's request.</typeparam>
    /// <typeparam name="TResponse">The task's answer.</typeparam>
    /// <param name="task">The task.</param>
    public ITaskHandler<TRequest, TResponse>? Find<TRequest, TResponse>(InferenceTask<TRequest, TResponse> task)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse =>
        (ITaskHandler<TRequest, TResponse>?)handlers.GetValueOrDefault(task);

    /// <summary>Finds the handler of a streamed task; null when the provider cannot do it.</summary>
    /// <typeparam name="TRequest">The task's request.</typeparam>
    /// <typeparam name="TUpdate">One piece of the task's answer.</typeparam>
    /// <param name="task">The task.</param>
    public IStreamingTaskHandler<TRequest, TUpdate>? Find<TRequest, TUpdate>(StreamingTask<TRequest, TUpdate> task)
        where TRequest : InferenceRequest
        where TUpdate : InferenceUpdate =>
        (IStreamingTaskHandler<TRequest, TUpdate>?)handlers.GetValueOrDefault(task);

    /// <summary>Whether the provider can do a task.</summary>
    /// <param name="task">The task.</param>
    public bool Supports(InferenceTask task) => handlers.ContainsKey(task);

    /// <inheritdoc/>
    public IEnumerator<InferenceTask> GetEnumerator() => handlers.Keys.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
