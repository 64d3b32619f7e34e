namespace ProviderRouter;

/// <summary>The end of a sound; its <see cref="InferenceUpdate.Info"/> is complete, usage and cost included.</summary>
public sealed record TextToSpeechFinishedUpdate : TextToSpeechUpdate
{
    /// <inheritdoc/>
    protected internal override bool IsFinal => true;
}
