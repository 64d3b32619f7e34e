namespace ProviderRouter;

/// <summary>A stream broke, fell silent, reported an error or ended without its end mark after it had begun.</summary>
public sealed class StreamInterruptedException : ProviderException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="provider">The provider's instance name.</param>
    /// <param name="message">What happened; never the text received.</param>
    /// <param name="innerException">The cause.</param>
    public StreamInterruptedException(string provider, string message, Exception? innerException = null)
        : base(provider, ErrorKind.StreamInterrupted, message, innerException)
    {
    }

    /// <summary>The text received before the break; empty when there was none.</summary>
    public string PartialText { get => Whole ?? field; init; } = "";

    /// <summary>All that the caller has, when the answer had gone on from another target's; null when it had not.</summary>
    internal string? Whole { get; set; }

    /// <summary>The usage until the break: as reported, or estimated by the texts (<see cref="Usage.IsEstimated"/>); null when neither is known.</summary>
    public Usage? PartialUsage { get => field ?? Known; init; }

    /// <summary>What is known of the usage where the break itself tells none.</summary>
    internal Usage? Known { get; set; }
}
