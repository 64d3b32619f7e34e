namespace ProviderRouter.Routing;

/// <summary>Where a task goes when nothing is known of the model, and what may be done twice.</summary>
public sealed class TaskRoute
{
    /// <summary>The instance name of the provider that is asked first.</summary>
    /// <value>Default: null, which leaves the built-in choice.</value>
    public string? Provider { get; set; }

    /// <summary>The model of requests that name none.</summary>
    /// <value>Default: null, which leaves the built-in choice.</value>
    public string? Model { get; set; }

    /// <summary>Whether an exchange that may have been executed, but gave no answer, may be sent again, here or elsewhere; true risks a second bill, false an error.</summary>
    /// <value>Default: null, which means true for chat, texts, embeddings and the classic tasks, false for images, sounds, videos, transcripts and raw calls.</value>
    public bool? RetryWhenMaybeExecuted { get; set; }
}
