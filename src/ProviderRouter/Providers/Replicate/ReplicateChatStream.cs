using System.Runtime.CompilerServices;
using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Resilience;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Streamed chat at Replicate: the prediction is created, then its text is read while it is written. Source: wire notes of Replicate, §5.</summary>
internal sealed class ReplicateChatStream(ProviderTransport transport, ReplicatePredictions predictions, JobPoller poller) : IStreamingTaskHandler<ChatRequest, ChatUpdate>
{
    private static readonly TimeSpan UsageLimit = TimeSpan.FromSeconds(3);

    public async IAsyncEnumerable<ChatUpdate> HandleAsync(TaskContext<ChatRequest> context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ReplicateChatCodec.Check(context);
        var image = await ReplicateImageInput.ReadAsync(context, ReplicateChatCodec.ImageOf(context.Request), cancellationToken).ConfigureAwait(false);
        var prediction = await predictions.SubmitAsync(
            context, input => ReplicateChatCodec.Write(input, context.Request, context.Model, image), JobOptions.Default, mayHold: false, cancellationToken).ConfigureAwait(false);
        var job = new ReplicateJob(transport, context, predictions.HandleOf(context, prediction), ReplicateOutput.Text);
        using var stream = new ReplicateTextStream(transport, poller, context, job, prediction);
        while (await stream.ReadAsync(cancellationToken).ConfigureAwait(false) is { } piece)
        {
            yield return new ChatTextUpdate(piece);
        }

        var usage = stream.Usage ?? await ReadUsageAsync(context, job, cancellationToken).ConfigureAwait(false);
        usage = usage == new Usage() ? null : usage;
        if (usage is not null)
        {
            yield return new ChatUsageUpdate(usage);
        }

        yield return new ChatFinishedUpdate(ReplicateChat.Reason) { Info = new() { RequestId = prediction.Id, Usage = usage } };
    }

    // The stream does not tell what it took; the prediction does, once it is settled. All the text is there already, so that its end waits
    // but shortly for that, and nothing is lost without.
    private static async Task<Usage?> ReadUsageAsync(TaskContext context, ReplicateJob job, CancellationToken cancellationToken)
    {
        using var limit = TimeLimit.Start(UsageLimit, context.Call.TimeProvider, cancellationToken);
        try
        {
            using var done = await job.ReadAsync(limit.Token).ConfigureAwait(false);
            return done.Usage;
        }
        catch (Exception exception) when (exception is ProviderException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}
