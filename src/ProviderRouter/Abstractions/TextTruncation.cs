namespace ProviderRouter;

/// <summary>How a text that is too long for the model is cut. An open set: a way that is not named here is sent as it is.</summary>
/// <param name="Value">The way's name on the wire.</param>
public readonly record struct TextTruncation(string Value)
{
    /// <summary>Nothing is cut; a text that is too long fails.</summary>
    public static TextTruncation DoNotTruncate { get; } = new("do_not_truncate");

    /// <summary>The longest text of a pair is cut, token by token.</summary>
    public static TextTruncation LongestFirst { get; } = new("longest_first");

    /// <summary>Only the first text of a pair is cut.</summary>
    public static TextTruncation OnlyFirst { get; } = new("only_first");

    /// <summary>Only the second text of a pair is cut.</summary>
    public static TextTruncation OnlySecond { get; } = new("only_second");

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
