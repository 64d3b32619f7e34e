namespace ProviderRouter;

/// <summary>One or more settings are wrong. The message names each by its path and says how to mend it, never the value.</summary>
public sealed class InferenceConfigurationException : InferenceException
{
    /// <summary>Creates the exception for one setting.</summary>
    /// <param name="message">Which setting, and how to mend it.</param>
    /// <param name="innerException">The cause.</param>
    public InferenceConfigurationException(string message, Exception? innerException = null)
        : base(message, innerException) => Failures = [message];

    /// <summary>Creates the exception for several settings.</summary>
    /// <param name="failures">For each setting: its path, and how to mend it.</param>
    public InferenceConfigurationException(IReadOnlyList<string> failures)
        : base(Describe(failures)) => Failures = failures;

    /// <summary>For each wrong setting: its path, and how to mend it.</summary>
    public IReadOnlyList<string> Failures { get; }

    private static string Describe(IReadOnlyList<string> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        return failures.Count == 1
            ? failures[0]
            : $"{failures.Count} settings are wrong:{string.Concat(failures.Select(failure => $"{Environment.NewLine}- {failure}"))}";
    }
}
