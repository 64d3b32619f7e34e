namespace ProviderRouter;

/// <summary>One piece of a streamed continuation.</summary>
public abstract record TextGenerationUpdate : InferenceUpdate
{
    private protected TextGenerationUpdate()
    {
    }

    /// <summary>The continuation to which the piece belongs, from 0; not 0 only where several were asked for.</summary>
    public int Index { get; init; }

    /// <summary>The text of a <see cref="TextGenerationTextUpdate"/>, and nothing for any other update: writing out all updates writes the answer, unless a <see cref="TextGenerationStreamRestartedUpdate"/> says that it begins anew.</summary>
    public sealed override string ToString() => (this as TextGenerationTextUpdate)?.Text ?? "";
}
