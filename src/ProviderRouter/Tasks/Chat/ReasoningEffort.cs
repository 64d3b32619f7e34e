namespace ProviderRouter;

/// <summary>How long a reasoning model thinks. An open set: a value that is not named here is sent as it is.</summary>
/// <param name="Value">The effort as the wire spells it.</param>
public readonly record struct ReasoningEffort(string Value)
{
    /// <summary>No reasoning.</summary>
    public static ReasoningEffort None { get; } = new("none");

    /// <summary>The least reasoning.</summary>
    public static ReasoningEffort Minimal { get; } = new("minimal");

    /// <summary>Little reasoning.</summary>
    public static ReasoningEffort Low { get; } = new("low");

    /// <summary>Some reasoning.</summary>
    public static ReasoningEffort Medium { get; } = new("medium");

    /// <summary>Much reasoning.</summary>
    public static ReasoningEffort High { get; } = new("high");

    /// <summary>Very much reasoning.</summary>
    public static ReasoningEffort ExtraHigh { get; } = new("xhigh");

    /// <summary>The most reasoning.</summary>
    public static ReasoningEffort Max { get; } = new("max");

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
