namespace ProviderRouter;

/// <summary>What every answer says beside its content: who served it, how, and what it cost.</summary>
public abstract record InferenceResponse
{
    /// <summary>Who served the answer, what happened on the way, and what it cost.</summary>
    public ResponseInfo Info { get; init; } = ResponseInfo.Empty;
}
