namespace ProviderRouter;

/// <summary>The end of an answer, one for each choice; it carries the complete <see cref="InferenceUpdate.Info"/>.</summary>
/// <param name="FinishReason">Why the model stopped.</param>
public sealed record ChatFinishedUpdate(FinishReason FinishReason) : ChatUpdate
{
    /// <inheritdoc/>
    protected internal override bool IsFinal => true;
}
