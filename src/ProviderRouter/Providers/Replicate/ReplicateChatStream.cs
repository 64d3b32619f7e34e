using System.Runtime.CompilerServices;
using System.Text;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>
/// Streamed chat at Replicate: the prediction is created, then its event stream is read, without the key, for its address came in a body.
/// Source: wire notes of Replicate, §5.
/// </summary>
internal sealed class ReplicateChatStream(ProviderTransport transport, ReplicatePredictions predictions) : IStreamingTaskHandler<ChatRequest, ChatUpdate>
{
    public async IAsyncEnumerable<ChatUpdate> HandleAsync(TaskContext<ChatRequest> context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ReplicateChatCodec.Check(context);
        var image = await ReplicateImageInput.ReadAsync(context, ReplicateChatCodec.ImageOf(context.Request), cancellationToken).ConfigureAwait(false);
        var prediction = await predictions.StartAsync(
            context, input => ReplicateChatCodec.Write(input, context.Request, context.Model, image), cancellationToken).ConfigureAwait(false);
        if (prediction.StreamAddress is not { } address)
        {
            // A model that does not stream gives its text at once.
            using var whole = await predictions.FinishAsync(context, prediction, MediaFields.None, cancellationToken).ConfigureAwait(false);
            yield return new ChatTextUpdate(ReplicateChat.TextOf(whole.Output));
            yield return Finished(whole.Usage);
            yield break;
        }

        var id = prediction.Id;
        prediction.Dispose();
        var isDone = false;
        try
        {
            var reader = await OpenAsync(context, address, cancellationToken).ConfigureAwait(false);
            var stream = new ReplicateTextStream(context, predictions, reader, id);
            try
            {
                while (await stream.ReadAsync(cancellationToken).ConfigureAwait(false) is { } piece)
                {
                    yield return new ChatTextUpdate(piece);
                }
            }
            finally
            {
                isDone = stream.IsDone;
                stream.Dispose();
            }

            var usage = await ReadUsageAsync(context, id, cancellationToken).ConfigureAwait(false);
            if (usage is not null)
            {
                yield return new ChatUsageUpdate(usage);
            }

            yield return Finished(usage);
        }
        finally
        {
            if (!isDone)
            {
                await predictions.CancelAsync(context, id).ConfigureAwait(false); // else it would run, and bill, to its end
            }
        }
    }

    private static ChatFinishedUpdate Finished(Usage? usage) => new(FinishReason.Stop) { Info = new() { Usage = usage } };

    private async Task<SseReader> OpenAsync(TaskContext context, string address, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            throw context.Fail(ErrorKind.BadResponse, $"Provider '{context.Provider}': the address of the event stream is no absolute address.");
        }

        var response = await transport.OpenForeignAsync(context, uri, "text/event-stream", cancellationToken).ConfigureAwait(false);
        return await SseReader.OpenAsync(response, cancellationToken).ConfigureAwait(false);
    }

    // The stream does not tell what it took; the prediction does, once it is settled. Nothing is lost when it is not yet.
    private async Task<Usage?> ReadUsageAsync(TaskContext context, string id, CancellationToken cancellationToken)
    {
        try
        {
            using var done = await predictions.ReadAsync(context, id, cancellationToken).ConfigureAwait(false);
            return done.Usage == new Usage() ? null : done.Usage;
        }
        catch (ProviderException)
        {
            return null;
        }
    }
}
