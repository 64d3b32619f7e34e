using System.Runtime.CompilerServices;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Text continued at Replicate, read while it is written.</summary>
internal sealed class ReplicateTextGenerationStream(ReplicateWay way) : IStreamingTaskHandler<TextGenerationRequest, TextGenerationUpdate>
{
    private readonly ReplicateTextGeneration codec = new(way);
    private readonly ReplicateStreams streams = new(way, ReplicateOutput.Text);

    public async IAsyncEnumerable<TextGenerationUpdate> HandleAsync(
        TaskContext<TextGenerationRequest> context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var input = await codec.EncodeAsync(context, cancellationToken).ConfigureAwait(false);
        using var stream = await streams.StartAsync(context, input, cancellationToken).ConfigureAwait(false);
        while (await stream.ReadAsync(cancellationToken).ConfigureAwait(false) is { Text: { } piece })
        {
            yield return new TextGenerationTextUpdate(piece);
        }

        var usage = await stream.ReadUsageAsync(cancellationToken).ConfigureAwait(false);
        if (usage is not null)
        {
            yield return new TextGenerationUsageUpdate(usage);
        }

        yield return new TextGenerationFinishedUpdate(ReplicateChat.Reason) { Info = new() { RequestId = stream.Id, Usage = usage } };
    }
}
