namespace ProviderRouter;

/// <summary>Text of a message.</summary>
/// <param name="Text">The text.</param>
public sealed record ChatTextPart(string Text) : ChatPart
{
    internal override int TextBytes => UsageEstimate.BytesOf(Text);
}
