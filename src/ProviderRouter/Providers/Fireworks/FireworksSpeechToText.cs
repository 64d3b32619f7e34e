namespace ProviderRouter.Providers.Fireworks;

/// <summary>Speech at Fireworks: the turbo model has a host of its own. Source: wire notes of Fireworks, §7.1.</summary>
internal sealed class FireworksSpeechToText(
    ITaskHandler<SpeechToTextRequest, SpeechToTextResponse> usual, ITaskHandler<SpeechToTextRequest, SpeechToTextResponse> turbo)
    : ITaskHandler<SpeechToTextRequest, SpeechToTextResponse>
{
    public Task<SpeechToTextResponse> HandleAsync(TaskContext<SpeechToTextRequest> context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var handler = context.Model.Contains("turbo", StringComparison.OrdinalIgnoreCase) ? turbo : usual;
        return handler.HandleAsync(context, cancellationToken);
    }
}
