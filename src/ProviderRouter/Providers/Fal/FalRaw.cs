using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>Any model at fal, with its own input and output: a job, or, where a path is named, an answer at once from <c>fal.run</c>.</summary>
internal sealed class FalRaw(FalHosts hosts, FalRawCodec codec, JobHandler<RawRequest, RawResponse, FalState> jobs) : IJobHandler<RawRequest, RawResponse>
{
    public async Task<RawResponse> HandleAsync(TaskContext<RawRequest> context, CancellationToken cancellationToken)
    {
        if (context.Request.Path is not { } path)
        {
            return await jobs.HandleAsync(context, cancellationToken).ConfigureAwait(false);
        }

        var exchange = new JsonExchange(path.TrimStart('/'), context, body =>
        {
            FalRawCodec.Write(body, context);
            body.AddParameters();
        })
        {
            Headers = hosts.Headers,
        };
        return await hosts.Run.SendAsync(context, exchange, ReadAsync, cancellationToken).ConfigureAwait(false);

        async ValueTask<RawResponse> ReadAsync(ProviderResponse response, CancellationToken token)
        {
            if (!response.ContentType.EndsWith("json", StringComparison.Ordinal))
            {
                return new() { Files = [await response.ReadMediaAsync(token).ConfigureAwait(false)], Info = new() { RequestId = response.RequestId } };
            }

            using var answer = await FalState.ReadAnswerAsync(response, MediaFields.None, token).ConfigureAwait(false);
            return codec.Decode(context, context.Request, answer);
        }
    }

    public Task<JobHandle> StartAsync(TaskContext<RawRequest> context, JobOptions options, CancellationToken cancellationToken) =>
        context.Request.Path is null
            ? jobs.StartAsync(context, options, cancellationToken)
            : throw context.Fail(ErrorKind.Unsupported, $"Provider '{context.Provider}' answers a request with a path at once; leave Path out to start a job.");

    public Task<RawResponse> WaitAsync(TaskContext context, JobWait<RawRequest> wait, CancellationToken cancellationToken) => jobs.WaitAsync(context, wait, cancellationToken);

    public Task<JobStatus> GetStatusAsync(TaskContext context, JobHandle handle, CancellationToken cancellationToken) => jobs.GetStatusAsync(context, handle, cancellationToken);

    public Task CancelAsync(TaskContext context, JobHandle handle, CancellationToken cancellationToken) => jobs.CancelAsync(context, handle, cancellationToken);
}
