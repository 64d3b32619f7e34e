namespace ProviderRouter;

/// <summary>Part of a tool call. The parts of one call share <see cref="CallIndex"/>; their arguments, joined, are the call's JSON.</summary>
public sealed record ChatToolCallUpdate : ChatUpdate
{
    /// <summary>The place of the call among the answer's calls, from 0 without gaps.</summary>
    public required int CallIndex { get; init; }

    /// <summary>The call's id, on its first part; null on later ones.</summary>
    public string? Id { get; init; }

    /// <summary>The tool's name, on the call's first part; null on later ones.</summary>
    public string? Name { get; init; }

    /// <summary>Text of the arguments that follows what came before; may be empty on the first part.</summary>
    public string Arguments { get; init; } = "";

    internal override int TextBytes => UsageEstimate.BytesOf(Name) + UsageEstimate.BytesOf(Arguments);
}
