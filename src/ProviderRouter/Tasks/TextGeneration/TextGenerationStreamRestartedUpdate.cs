namespace ProviderRouter;

/// <summary>
/// Comes when a continuation broke off and another target takes it up, before any text of that target; its <see cref="InferenceUpdate.Info"/> says
/// which one. Only calls with stream resume switched on give it.
/// </summary>
/// <param name="Continues">True: what follows goes on from the text so far. False: the continuation begins anew, and all that came before is to be dropped.</param>
public sealed record TextGenerationStreamRestartedUpdate(bool Continues) : TextGenerationUpdate
{
    /// <inheritdoc/>
    protected internal override bool IsContent => false;
}
