namespace ProviderRouter.Tests.Faults;

/// <summary>What has to become of a call whose first server has a fault.</summary>
/// <param name="Failures">How many exchanges with the first server fail.</param>
/// <param name="AnsweredBy">The server that answers; null when none does.</param>
/// <param name="Words">The outcome in the table for users.</param>
internal sealed record FaultVerdict(int Failures, string? AnsweredBy, string Words)
{
    /// <summary>The fault does no harm.</summary>
    public static FaultVerdict Answered { get; } = new(0, "first", "answered");

    /// <summary>The same server is asked again, up to the limit, and then the next one.</summary>
    public static FaultVerdict AgainThenNext { get; } = new(3, "second", "again, then the next");

    public static FaultVerdict OnceMoreThenNext { get; } = new(2, "second", "once more, then the next");

    public static FaultVerdict Next { get; } = new(1, "second", "the next");

    /// <summary>The same server is asked again; it has the fault once.</summary>
    public static FaultVerdict Again { get; } = new(1, "first", "again");

    /// <summary>The same server is asked again, up to the limit, and no other.</summary>
    public static FaultVerdict AgainThenError { get; } = new(3, null, "again, then error");

    public static FaultVerdict Error { get; } = new(1, null, "error");

    /// <summary>The stream ends by an exception that holds the text so far.</summary>
    public static FaultVerdict ErrorWithText { get; } = new(1, null, "error with the partial text");
}
