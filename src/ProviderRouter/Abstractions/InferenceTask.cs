namespace ProviderRouter;

/// <summary>
/// Names what is asked of a model, by its Hugging Face task id. Applications use the tokens of <see cref="InferenceTasks"/>.
/// </summary>
public abstract class InferenceTask
{
    private protected InferenceTask(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        CatalogTasks = [name];
    }

    /// <summary>The Hugging Face task id, such as <c>text-to-image</c>; it is the task's key in options and configuration.</summary>
    public string Name { get; }

    /// <summary>The task ids under which model catalogs list models that fit this task. Empty: any model fits, and only the model or its name tells the provider.</summary>
    /// <value>Default: <see cref="Name"/> alone.</value>
    public IReadOnlyList<string> CatalogTasks { get; init; }

    /// <summary>Whether any model fits, so that the task tells nothing of the provider.</summary>
    internal bool TakesAnyModel => CatalogTasks.Count == 0;

    /// <summary>How long a whole call may take when the options do not say otherwise: attempts, waits and body together.</summary>
    /// <value>Default: 5 minutes.</value>
    public TimeSpan DefaultTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Whether an attempt that may have been executed by the provider, but gave no answer, may be sent again.
    /// False where a second one is a second bill of note: images, speech, video.
    /// </summary>
    /// <value>Default: true.</value>
    public bool RetryWhenMaybeExecuted { get; init; } = true;

    /// <inheritdoc/>
    public sealed override string ToString() => Name;
}

/// <summary>A task that is answered as a whole.</summary>
/// <typeparam name="TRequest">What is asked.</typeparam>
/// <typeparam name="TResponse">What comes back.</typeparam>
/// <param name="name">The Hugging Face task id.</param>
public sealed class InferenceTask<TRequest, TResponse>(string name) : InferenceTask(name)
    where TRequest : InferenceRequest
    where TResponse : InferenceResponse;
