namespace ProviderRouter;

/// <summary>What a tool returned.</summary>
/// <param name="ToolCallId">The id of the call that it answers.</param>
/// <param name="Result">The result, as text or JSON text.</param>
public sealed record ChatToolResultPart(string ToolCallId, string Result) : ChatPart
{
    internal override int TextBytes => UsageEstimate.BytesOf(Result);
}
