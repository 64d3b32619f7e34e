using System.Text.Json;

namespace ProviderRouter;

/// <summary>
/// Names a job at a provider, so that waiting for it can go on later or in another process: <see cref="IInferenceClient.Resume"/>. Small, and
/// without any secret; whoever resumes needs the provider's key of their own.
/// </summary>
public sealed record JobHandle
{
    /// <summary>The instance name of the provider that runs the job.</summary>
    public required string Provider { get; init; }

    /// <summary>The provider's own id of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The Hugging Face id of the task.</summary>
    public required string Task { get; init; }

    /// <summary>The provider's id of the job.</summary>
    public required string JobId { get; init; }

    /// <summary>Where the job is kept, as a path below the provider's address; null where its id tells that.</summary>
    public string? Location { get; init; }

    /// <summary>The provider behind a router that runs the job; null where there is none between.</summary>
    public string? Partner { get; init; }

    /// <summary>When the job was created, by this machine's clock.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When waiting for it ends, and with it the job: the call's time limit counted from its start; null for none.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Reads a handle that <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="ArgumentException">The text is no handle.</exception>
    public static JobHandle Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            var handle = JsonSerializer.Deserialize(json, JobHandleJson.Default.JobHandle) ?? throw new ArgumentException("The text is no job handle: it is null.", nameof(json));
            return handle.Problem is { } problem ? throw new ArgumentException($"The text is no job handle: {problem}", nameof(json)) : handle;
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"The text is no job handle: {exception.Message}", nameof(json), exception);
        }
    }

    /// <summary>What is wrong with it, for it may come from outside; null when nothing is.</summary>
    internal string? Problem =>
        string.IsNullOrEmpty(Provider) ? "it names no provider."
        : string.IsNullOrEmpty(Task) ? "it names no task."
        : string.IsNullOrEmpty(JobId) ? "it names no job."
        : Model is null ? "it names no model."
        : null;

    /// <summary>Writes the handle as JSON, to be kept in a file, a queue or a database.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, JobHandleJson.Default.JobHandle);
}
