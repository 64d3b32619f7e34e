namespace ProviderRouter;

/// <summary>One piece of a streamed sound.</summary>
public abstract record TextToSpeechUpdate : InferenceUpdate
{
    private protected TextToSpeechUpdate()
    {
    }
}
