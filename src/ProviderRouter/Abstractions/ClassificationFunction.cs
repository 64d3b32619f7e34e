namespace ProviderRouter;

/// <summary>What turns a model's raw values into scores. An open set: a function that is not named here is sent as it is.</summary>
/// <param name="Value">The function's name on the wire.</param>
public readonly record struct ClassificationFunction(string Value)
{
    /// <summary>Each label is judged by itself: several may be true.</summary>
    public static ClassificationFunction Sigmoid { get; } = new("sigmoid");

    /// <summary>The labels exclude each other: their scores add up to 1.</summary>
    public static ClassificationFunction Softmax { get; } = new("softmax");

    /// <summary>The raw values.</summary>
    public static ClassificationFunction None { get; } = new("none");

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
