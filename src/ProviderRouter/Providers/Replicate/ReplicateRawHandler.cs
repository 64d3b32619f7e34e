using System.Text.Json;
using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Raw JSON at Replicate: the input of a model, whose prediction is a job; or a whole body for a path, which is answered at once.</summary>
internal sealed class ReplicateRawHandler(ReplicateWay way) : IJobHandler<RawRequest, RawResponse>
{
    private readonly JobHandler<RawRequest, RawResponse, ReplicatePrediction> jobs = new(new ReplicatePredictions(way, ReplicateOutput.Anything), new ReplicateRaw(way), way.Poller);

    public Task<RawResponse> HandleAsync(TaskContext<RawRequest> context, CancellationToken cancellationToken) =>
        context.Request.Path is { } path ? SendAsync(context, path, cancellationToken) : jobs.HandleAsync(context, cancellationToken);

    public Task<JobHandle> StartAsync(TaskContext<RawRequest> context, JobOptions options, CancellationToken cancellationToken) => context.Request.Path is null
        ? jobs.StartAsync(context, options, cancellationToken)
        : throw context.Fail(ErrorKind.Unsupported, $"Provider '{context.Provider}' has no job to hand out for a Path; leave it out and name the model.");

    public Task<RawResponse> WaitAsync(TaskContext context, JobWait<RawRequest> wait, CancellationToken cancellationToken) => jobs.WaitAsync(context, wait, cancellationToken);

    public Task<JobStatus> GetStatusAsync(TaskContext context, JobHandle handle, CancellationToken cancellationToken) => jobs.GetStatusAsync(context, handle, cancellationToken);

    public Task CancelAsync(TaskContext context, JobHandle handle, CancellationToken cancellationToken) => jobs.CancelAsync(context, handle, cancellationToken);

    private Task<RawResponse> SendAsync(TaskContext<RawRequest> context, string path, CancellationToken cancellationToken)
    {
        var exchange = new JsonExchange(path, context, json =>
        {
            ReplicateRaw.Write(json, context);
            json.AddParameters();
        })
        {
            Kind = ExchangeKind.Submit,
        };
        return way.Transport.SendAsync(context, exchange, static (response, token) => response.ReadBytesAsync(Read, token), cancellationToken);
    }

    private static RawResponse Read(ProviderResponse response, ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        return ErrorBody.IsError(document.RootElement)
            ? throw response.Fail(body.Span, "the answer is an error")
            : new() { Output = document.RootElement.Clone() };
    }
}
