namespace ProviderRouter;

/// <summary>One piece of a streamed answer to a conversation.</summary>
public abstract record ChatUpdate : InferenceUpdate
{
    private protected ChatUpdate()
    {
    }

    /// <summary>The answer to which the piece belongs, from 0; not 0 only where several were asked for.</summary>
    public int ChoiceIndex { get; init; }

    /// <summary>The text of a <see cref="ChatTextUpdate"/>, and nothing for any other update: writing out all updates writes the answer, unless a <see cref="ChatStreamRestartedUpdate"/> says that it begins anew.</summary>
    public sealed override string ToString() => (this as ChatTextUpdate)?.Text ?? "";
}
