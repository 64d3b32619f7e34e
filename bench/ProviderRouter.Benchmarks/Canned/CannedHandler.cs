namespace ProviderRouter.Benchmarks.Canned;

/// <summary>Takes a request's body as a socket would, and answers what is there already.</summary>
internal sealed class CannedHandler(CannedBody body) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await request.Content!.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
        return body.Answer();
    }
}
