namespace ProviderRouter;

/// <summary>
/// Comes when an answer broke off and another target takes it up, before any text of that target; its <see cref="InferenceUpdate.Info"/> says
/// which one. Only calls with stream resume switched on give it.
/// </summary>
/// <param name="Continues">True: what follows goes on from the text so far. False: the answer begins anew, and all that came before is to be dropped.</param>
public sealed record ChatStreamRestartedUpdate(bool Continues) : ChatUpdate
{
    /// <inheritdoc/>
    protected internal override bool IsContent => false;
}
