using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Starts predictions whose output is read while it is made.</summary>
internal sealed class ReplicateStreams(ReplicateWay way, ReplicateOutput wanted)
{
    private readonly ReplicatePredictions predictions = new(way, wanted);

    public async Task<ReplicateOutputStream> StartAsync(TaskContext context, Action<RequestJson> input, CancellationToken cancellationToken)
    {
        var prediction = await predictions.SubmitAsync(context, input, JobOptions.Default, mayHold: false, cancellationToken).ConfigureAwait(false);
        var job = new ReplicateJob(way, context, predictions.HandleOf(context, prediction), wanted);
        return new(way, context, job, prediction, wanted);
    }
}
