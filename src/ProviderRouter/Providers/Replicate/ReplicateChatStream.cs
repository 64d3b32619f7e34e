using System.Runtime.CompilerServices;
using System.Text;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Streamed chat at Replicate: the prediction is created, then its text is read while it is written. Source: wire notes of Replicate, §5.</summary>
internal sealed class ReplicateChatStream(ProviderTransport transport, ReplicatePredictions predictions) : IStreamingTaskHandler<ChatRequest, ChatUpdate>
{
    public async IAsyncEnumerable<ChatUpdate> HandleAsync(TaskContext<ChatRequest> context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ReplicateChatCodec.Check(context);
        var image = await ReplicateImageInput.ReadAsync(context, ReplicateChatCodec.ImageOf(context.Request), cancellationToken).ConfigureAwait(false);
        var prediction = await predictions.StartAsync(
            context, input => ReplicateChatCodec.Write(input, context.Request, context.Model, image), cancellationToken).ConfigureAwait(false);
        var stream = new ReplicateTextStream(transport, predictions, context, prediction);
        await using (stream.ConfigureAwait(false))
        {
            while (await stream.ReadAsync(cancellationToken).ConfigureAwait(false) is { } piece)
            {
                yield return new ChatTextUpdate(piece);
            }
        }

        var usage = stream.Usage ?? await ReadUsageAsync(context, prediction.Id, cancellationToken).ConfigureAwait(false);
        usage = usage == new Usage() ? null : usage;
        if (usage is not null)
        {
            yield return new ChatUsageUpdate(usage);
        }

        yield return new ChatFinishedUpdate(ReplicateChat.Reason) { Info = new() { RequestId = prediction.Id, Usage = usage } };
    }

    // The stream does not tell what it took; the prediction does, once it is settled. Nothing is lost when it is not yet.
    private async Task<Usage?> ReadUsageAsync(TaskContext context, string id, CancellationToken cancellationToken)
    {
        try
        {
            using var done = await predictions.ReadAsync(context, id, cancellationToken).ConfigureAwait(false);
            return done.Usage;
        }
        catch (ProviderException)
        {
            return null;
        }
    }
}
