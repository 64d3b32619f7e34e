namespace ProviderRouter;

/// <summary>Text that follows what came before.</summary>
/// <param name="Text">The text; never empty.</param>
public sealed record ChatTextUpdate(string Text) : ChatUpdate
{
    internal override int TextBytes => UsageEstimate.BytesOf(Text);
}
