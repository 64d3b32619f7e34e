namespace ProviderRouter;

/// <summary>The end of a streamed answer; its <see cref="InferenceUpdate.Info"/> is complete.</summary>
public sealed record RawFinishedUpdate : RawUpdate
{
    /// <inheritdoc/>
    protected internal override bool IsFinal => true;
}
