using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>
/// A task that is answered at once instead of by a job: speech and transcripts behind a router, where fal's own clients and those of the router
/// send them so. Source: wire notes of fal, §2 and §8.
/// </summary>
internal sealed class FalDirect<TRequest, TResponse>(FalHosts hosts, MediaFields files, IJobCodec<TRequest, TResponse, FalState> codec) : ITaskHandler<TRequest, TResponse>
    where TRequest : InferenceRequest
    where TResponse : InferenceResponse
{
    public async Task<TResponse> HandleAsync(TaskContext<TRequest> context, CancellationToken cancellationToken)
    {
        var input = await codec.EncodeAsync(context, cancellationToken).ConfigureAwait(false);
        var exchange = new JsonExchange(FalEndpoint.Of(context.Model).Path, context, body =>
        {
            input(body);
            body.AddParameters();
        })
        {
            Headers = hosts.Headers,
        };
        return await hosts.Run.SendAsync(context, exchange, ReadAsync, cancellationToken).ConfigureAwait(false);

        async ValueTask<TResponse> ReadAsync(ProviderResponse response, CancellationToken token)
        {
            using var answer = await FalState.ReadAnswerAsync(response, files, token).ConfigureAwait(false);
            return codec.Decode(context, context.Request, answer);
        }
    }
}
