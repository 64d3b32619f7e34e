using System.Runtime.CompilerServices;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Any model at Replicate, its output read while it is made: text as text, files by their addresses.</summary>
internal sealed class ReplicateRawStream(ReplicateWay way) : IStreamingTaskHandler<RawRequest, RawUpdate>
{
    private readonly ReplicateStreams streams = new(way, ReplicateOutput.Anything);

    public async IAsyncEnumerable<RawUpdate> HandleAsync(TaskContext<RawRequest> context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (context.Request.Path is not null)
        {
            throw context.Fail(ErrorKind.Unsupported, $"Provider '{context.Provider}' streams predictions of a model alone; leave Path out, or use RunAsync.");
        }

        using var stream = await streams.StartAsync(context, json => ReplicateRaw.Write(json, context), cancellationToken).ConfigureAwait(false);
        while (await stream.ReadAsync(cancellationToken).ConfigureAwait(false) is { } piece)
        {
            yield return piece.Text is { } text ? new RawTextUpdate(text) : new RawDataUpdate(piece.Data) { Event = "output" };
        }

        var usage = await stream.ReadUsageAsync(cancellationToken).ConfigureAwait(false);
        yield return new RawFinishedUpdate { Info = new() { RequestId = stream.Id, Usage = usage } };
    }
}
