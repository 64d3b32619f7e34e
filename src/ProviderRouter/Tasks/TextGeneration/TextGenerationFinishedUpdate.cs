namespace ProviderRouter;

/// <summary>The end of a continuation, one for each. The last of them ends the stream, and its <see cref="InferenceUpdate.Info"/> is complete, usage and cost included.</summary>
/// <param name="FinishReason">Why the model stopped.</param>
public sealed record TextGenerationFinishedUpdate(FinishReason FinishReason) : TextGenerationUpdate
{
    /// <inheritdoc/>
    protected internal override bool IsFinal => true;
}
