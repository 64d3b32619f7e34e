namespace ProviderRouter;

/// <summary>Part of the model's refusal, where the provider sends it apart from the text.</summary>
/// <param name="Text">The text; never empty.</param>
public sealed record ChatRefusalUpdate(string Text) : ChatUpdate
{
    internal override int TextBytes => UsageEstimate.BytesOf(Text);
}
