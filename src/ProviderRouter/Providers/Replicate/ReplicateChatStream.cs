using System.Runtime.CompilerServices;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Streamed chat at Replicate: the prediction is created, then its text is read while it is written. Source: wire notes of Replicate, §5.</summary>
internal sealed class ReplicateChatStream(ReplicateWay way) : IStreamingTaskHandler<ChatRequest, ChatUpdate>
{
    private readonly ReplicateStreams streams = new(way, ReplicateOutput.Text);

    public async IAsyncEnumerable<ChatUpdate> HandleAsync(TaskContext<ChatRequest> context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var input = await ReplicateChatCodec.EncodeAsync(way, context, cancellationToken).ConfigureAwait(false);
        using var stream = await streams.StartAsync(context, input, cancellationToken).ConfigureAwait(false);
        while (await stream.ReadAsync(cancellationToken).ConfigureAwait(false) is { Text: { } piece })
        {
            yield return new ChatTextUpdate(piece);
        }

        var usage = await stream.ReadUsageAsync(cancellationToken).ConfigureAwait(false);
        if (usage is not null)
        {
            yield return new ChatUsageUpdate(usage);
        }

        yield return new ChatFinishedUpdate(ReplicateChat.Reason) { Info = new() { RequestId = stream.Id, Usage = usage } };
    }
}
