namespace ProviderRouter;

/// <summary>One piece of a streamed answer, as it came.</summary>
public abstract record RawUpdate : InferenceUpdate
{
    private protected RawUpdate()
    {
    }

    /// <summary>The text of a <see cref="RawTextUpdate"/>, and nothing for any other update.</summary>
    public sealed override string ToString() => (this as RawTextUpdate)?.Text ?? "";
}
