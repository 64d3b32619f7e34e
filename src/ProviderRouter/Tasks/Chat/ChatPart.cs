namespace ProviderRouter;

/// <summary>One part of a message.</summary>
public abstract record ChatPart
{
    private protected ChatPart()
    {
    }

    /// <summary>Makes a text part.</summary>
    /// <param name="text">The text.</param>
    public static implicit operator ChatPart(string text) => FromString(text);

    /// <summary>Makes a text part.</summary>
    /// <param name="text">The text.</param>
    public static ChatPart FromString(string text) => new ChatTextPart(text);
}
