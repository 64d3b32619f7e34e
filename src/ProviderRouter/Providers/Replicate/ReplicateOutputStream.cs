using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Resilience;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>
/// Reads the output of a prediction while it is made: from its event stream, which is opened without the key, for its address came in a body;
/// where there is none, or it falls silent or breaks, from the prediction itself. Source: wire notes of Replicate, §5.
/// </summary>
internal sealed class ReplicateOutputStream(ReplicateWay way, TaskContext context, ReplicateJob job, ReplicatePrediction prediction, ReplicateOutput wanted) : IDisposable
{
    private static readonly TimeSpan UsageLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan UsagePause = TimeSpan.FromMilliseconds(500);

    private readonly string? address = prediction.StreamAddress;
    private readonly IDisposable hold = way.Poller.Hold();
    private readonly ReplicateRest given = new();
    private Queue<ReplicatePiece>? rest;
    private Usage? usage;
    private ProviderResponse? response;
    private SseReader? reader;
    private bool isDone; // nothing is left to read or to cancel

    /// <summary>The prediction's id.</summary>
    public string Id => prediction.Id;

    /// <summary>The next piece; null at the end.</summary>
    /// <exception cref="StreamInterruptedException">The prediction failed, or its output is not what its stream gave, after it had begun.</exception>
    /// <exception cref="JobException">The prediction failed before it gave anything.</exception>
    public async ValueTask<ReplicatePiece?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!isDone)
            {
                if (await ReadStreamAsync(cancellationToken).ConfigureAwait(false) is { } piece)
                {
                    return piece;
                }

                if (!isDone)
                {
                    await ReadRestAsync(cancellationToken).ConfigureAwait(false);
                }
            }

            return rest is not null && rest.TryDequeue(out var next) ? next : null;
        }
        catch (ProviderException failure) when (given.Count > 0 && failure is not StreamInterruptedException)
        {
            throw Interrupted(failure.Message, failure);
        }
    }

    /// <summary>
    /// What the prediction took. The stream does not tell; the prediction does, once it is settled. All the output is there already, so that its
    /// end waits but shortly for that, and nothing is lost without.
    /// </summary>
    /// <returns>Null when nothing is told.</returns>
    public async ValueTask<Usage?> ReadUsageAsync(CancellationToken cancellationToken)
    {
        if (usage is null)
        {
            using var limit = TimeLimit.Start(UsageLimit, context.Call.TimeProvider, cancellationToken);
            try
            {
                while (true)
                {
                    using var state = await job.ReadAsync(limit.Token).ConfigureAwait(false);
                    usage = state.Usage;
                    if (state.IsTerminal)
                    {
                        break; // the metrics are written with the end, which comes a moment after that of the stream
                    }

                    await Task.Delay(UsagePause, context.Call.TimeProvider, limit.Token).ConfigureAwait(false);
                }
            }
            catch (Exception exception) when (exception is ProviderException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                // what was told last has to do
            }
        }

        return usage == new Usage() ? null : usage;
    }

    public void Dispose()
    {
        Close();
        prediction.Dispose();
        if (!isDone)
        {
            way.Poller.Cancel(job); // else it would run, and bill, to its end
        }

        hold.Dispose();
    }

    // Null at the end of the stream, be it the prediction's own end or not.
    private async ValueTask<ReplicatePiece?> ReadStreamAsync(CancellationToken cancellationToken)
    {
        try
        {
            if ((reader ??= await OpenAsync(cancellationToken).ConfigureAwait(false)) is not { } events)
            {
                return null;
            }

            for (var more = true; ; more = await events.FillAsync(cancellationToken).ConfigureAwait(false))
            {
                while (!isDone && events.TryRead())
                {
                    if (Take(events) is { Length: > 0 } text)
                    {
                        return given.Add(text, mayBeFile: wanted == ReplicateOutput.Anything);
                    }
                }

                if (isDone || !more)
                {
                    return null;
                }
            }
        }
        catch (ProviderException failure) when (failure is not JobException && failure.Kind != ErrorKind.Blocked)
        {
            return null; // the prediction goes on without its stream
        }
    }

    private async ValueTask<SseReader?> OpenAsync(CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            return null;
        }

        response = await way.Transport.OpenForeignAsync(context, uri, "text/event-stream", cancellationToken).ConfigureAwait(false);
        return await SseReader.OpenAsync(response, cancellationToken).ConfigureAwait(false);
    }

    // A wait that is given up cancels the prediction by itself.
    private async ValueTask ReadRestAsync(CancellationToken cancellationToken)
    {
        isDone = true;
        Close();
        using var whole = await way.Poller.WaitAsync(context, job, prediction, wait: null, cancellationToken).ConfigureAwait(false);
        usage = whole.Usage;
        rest = given.RestOf(whole.WholeOutput(), mayBeFile: wanted == ReplicateOutput.Anything)
            ?? throw Interrupted($"Provider '{context.Provider}': the output of prediction '{whole.Id}' does not begin with what its stream gave.", null);
    }

    private string? Take(SseReader events)
    {
        if (events.EventType.SequenceEqual("output"u8))
        {
            return Utf8.IsValid(events.Data)
                ? Encoding.UTF8.GetString(events.Data)
                : throw context.Fail(ErrorKind.BadResponse, $"Provider '{context.Provider}': the stream of prediction '{prediction.Id}' holds text that is no UTF-8.");
        }

        if (events.EventType.SequenceEqual("error"u8))
        {
            isDone = true;
            throw job.Failed("failed", ReadField(events, "detail") ?? Encoding.UTF8.GetString(events.Data), []);
        }

        if (events.EventType.SequenceEqual("done"u8))
        {
            isDone = true;
            return ReadField(events, "reason") is { } reason
                ? throw job.Failed(reason == "canceled" ? "canceled" : "failed", null, [])
                : null;
        }

        return null; // logs, and events of tomorrow
    }

    private static string? ReadField(SseReader events, string name)
    {
        try
        {
            var json = new Utf8JsonReader(events.Data);
            using var document = JsonDocument.ParseValue(ref json);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private void Close()
    {
        reader?.Dispose();
        response?.Dispose();
    }

    private StreamInterruptedException Interrupted(string message, ProviderException? cause) => new(context.Provider, message, cause)
    {
        Model = context.Model,
        ErrorCode = cause?.ErrorCode,
        MaybeExecuted = true,
        PartialText = given.Text,
    };
}
