namespace ProviderRouter;

/// <summary>What the model thought before it answered, where the provider shows it.</summary>
/// <param name="Text">The text.</param>
public sealed record ChatReasoningPart(string Text) : ChatPart
{
    internal override int TextBytes => UsageEstimate.BytesOf(Text);
}
