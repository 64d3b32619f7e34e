namespace ProviderRouter;

/// <summary>The end of an answer, one for each choice. The last of them ends the stream, and its <see cref="InferenceUpdate.Info"/> is complete, usage and cost included.</summary>
/// <param name="FinishReason">Why the model stopped.</param>
public sealed record ChatFinishedUpdate(FinishReason FinishReason) : ChatUpdate
{
    /// <inheritdoc/>
    protected internal override bool IsFinal => true;
}
