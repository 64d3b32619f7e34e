namespace ProviderRouter;

/// <summary>A job was accepted by a provider, and then failed, was cancelled, or could not be followed.</summary>
public sealed class JobException : ProviderException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="provider">The provider's instance name.</param>
    /// <param name="kind">Why it failed.</param>
    /// <param name="jobId">The provider's id of the job.</param>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public JobException(string provider, ErrorKind kind, string jobId, string message, Exception? innerException = null)
        : base(provider, kind, message, innerException) => JobId = jobId;

    /// <summary>The provider's id of the job, with which it can be looked up there.</summary>
    public string JobId { get; }

    /// <summary>Names the job, to go on with it or to look at it again; null when the failure told of no job that can be resumed.</summary>
    public JobHandle? Handle { get; init; }

    /// <summary>The last lines of the job's log, with every key scrubbed; empty when there is none.</summary>
    public string LogsTail { get; init; } = "";
}
