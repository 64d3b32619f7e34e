namespace ProviderRouter;

/// <summary>One part of a message.</summary>
public abstract record ChatPart
{
    private protected ChatPart()
    {
    }

    /// <summary>How much text the model reads in it, in bytes of UTF-8.</summary>
    internal virtual int TextBytes => 0;

    /// <summary>Makes a text part.</summary>
    /// <param name="text">The text.</param>
    public static implicit operator ChatPart(string text) => FromString(text);

    /// <summary>Makes a text part.</summary>
    /// <param name="text">The text.</param>
    public static ChatPart FromString(string text) => new ChatTextPart(text);
}
