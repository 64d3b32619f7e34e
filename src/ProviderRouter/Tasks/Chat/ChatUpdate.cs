namespace ProviderRouter;

/// <summary>One piece of a streamed answer to a conversation.</summary>
public abstract record ChatUpdate : InferenceUpdate
{
    private protected ChatUpdate()
    {
    }

    /// <summary>The answer to which the piece belongs, from 0; not 0 only where several were asked for.</summary>
    public int ChoiceIndex { get; init; }
}
