namespace ProviderRouter;

/// <summary>How tokens are put together to entities. An open set: a way that is not named here is sent as it is.</summary>
/// <param name="Value">The way's name on the wire.</param>
public readonly record struct AggregationStrategy(string Value)
{
    /// <summary>Each token is given by itself.</summary>
    public static AggregationStrategy None { get; } = new("none");

    /// <summary>Neighbours of one label are one entity.</summary>
    public static AggregationStrategy Simple { get; } = new("simple");

    /// <summary>A word has the label of its first token.</summary>
    public static AggregationStrategy First { get; } = new("first");

    /// <summary>A word has the label whose mean score over its tokens is best.</summary>
    public static AggregationStrategy Average { get; } = new("average");

    /// <summary>A word has the label of its surest token.</summary>
    public static AggregationStrategy Max { get; } = new("max");

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
