namespace ProviderRouter.Providers.Replicate.Inputs;

/// <summary>One thing that a request can say, and what models at Replicate call it, the most usual name first.</summary>
/// <param name="Names">The names.</param>
internal sealed record ReplicateField(params string[] Names)
{
    /// <summary>Whether a model of which nothing is known is sent it under its first name; else it is not sent at all.</summary>
    public bool IsUsual { get; init; } = true;

    /// <summary>A field that only few models have.</summary>
    public static ReplicateField Rare(params string[] names) => new(names) { IsUsual = false };
}
