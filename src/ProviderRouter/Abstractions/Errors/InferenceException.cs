namespace ProviderRouter;

/// <summary>Root of everything that this library throws for what a server, a file or a setting caused.</summary>
public abstract class InferenceException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Who, what, and what to do; never a key, never a prompt.</param>
    /// <param name="innerException">The cause.</param>
    protected InferenceException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>What happened on the way: who might have served, why or why not, and every attempt.</summary>
    public RouteTrace Trace { get; internal set; } = RouteTrace.Empty;

    /// <summary>Every exchange that was tried for the call, in order: those of <see cref="Trace"/>.</summary>
    public IReadOnlyList<RouteAttempt> Attempts => Trace.Attempts;
}
