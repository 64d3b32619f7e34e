namespace ProviderRouter.Fuzzing.Hosting;

/// <summary>The far end of every provider's transport: answers with the input, but for what a rule answers.</summary>
internal sealed class AnswerHandler : HttpMessageHandler
{
    public Func<HttpRequestMessage, HttpResponseMessage> Respond { get; set; } = _ => new();

    /// <summary>How often the input was the answer.</summary>
    public int Asked { get; set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled<HttpResponseMessage>(cancellationToken) : Task.FromResult(Respond(request));
}
