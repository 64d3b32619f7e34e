namespace ProviderRouter;

/// <summary>Nobody could be asked. The message lists what each resolver said and which key or setting would help.</summary>
public sealed class RoutingException : InferenceException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What each resolver said and what would help.</param>
    /// <param name="innerException">The cause.</param>
    public RoutingException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>When the first target opens again, if all are cooling down; else null.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Who would have been asked but cannot be, each with the reason and what would help.</summary>
    public IReadOnlyList<ExcludedCandidate> Excluded { get; init; } = [];
}
