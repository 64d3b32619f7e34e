namespace ProviderRouter;

/// <summary>How a job is started.</summary>
public sealed record JobOptions
{
    internal static JobOptions Default { get; } = new();

    /// <summary>Where the provider reports the job's end: an https address of the application. A verified delivery goes to <see cref="InferenceJob{TResponse}.Accept"/>.</summary>
    /// <value>Default: null, the job is only polled.</value>
    public Uri? Webhook { get; init; }

    /// <summary>Whether a wait that is given up, by its caller or with the end of the client, cancels the job at the provider, so that it is not billed on.</summary>
    /// <value>Default: true. A job resumed from its handle is never cancelled so; <see cref="InferenceJob{TResponse}.CancelAsync"/> does it.</value>
    public bool CancelRemoteOnCancellation { get; init; } = true;

    /// <summary>What is wrong with it; null when nothing is. Plain http is for this machine alone, where emulators live.</summary>
    internal string? Problem =>
        Webhook is null || (Webhook.IsAbsoluteUri && (Webhook.Scheme == "https" || (Webhook.Scheme == "http" && Webhook.IsLoopback)))
            ? null
            : "The webhook has to be an absolute https address.";
}
