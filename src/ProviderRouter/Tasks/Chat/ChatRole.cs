namespace ProviderRouter;

/// <summary>Who speaks in a message. An open set: a role that is not named here is sent as it is.</summary>
/// <param name="Value">The role as the wire spells it.</param>
public readonly record struct ChatRole(string Value)
{
    /// <summary>Instructions that stand above the conversation.</summary>
    public static ChatRole System { get; } = new("system");

    /// <summary>Instructions of the application's developer; sent as <c>system</c> where only that is known.</summary>
    public static ChatRole Developer { get; } = new("developer");

    /// <summary>The person.</summary>
    public static ChatRole User { get; } = new("user");

    /// <summary>The model.</summary>
    public static ChatRole Assistant { get; } = new("assistant");

    /// <summary>The result of a tool that the model called.</summary>
    public static ChatRole Tool { get; } = new("tool");

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
