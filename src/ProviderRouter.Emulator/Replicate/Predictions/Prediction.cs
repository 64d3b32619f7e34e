using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Replicate.Models;
using ProviderRouter.Emulator.Replicate.Outputs;

namespace ProviderRouter.Emulator.Replicate.Predictions;

/// <summary>One prediction. Its state follows from the time that has passed; nothing runs in between.</summary>
internal sealed class Prediction
{
    /// <summary>Input, output and logs of a prediction by API are kept so long after its end.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _canceled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset? _canceledAt;

    public required string Id { get; init; }

    /// <summary>Grows from one prediction to the next.</summary>
    public required long Sequence { get; init; }

    public required ReplicateModel Model { get; init; }

    public required string Version { get; init; }

    public required JsonElement Input { get; init; }

    public required PredictionScript Script { get; init; }

    public required PredictionTimes Times { get; init; }

    /// <summary>What it comes to; null if the model gives up.</summary>
    public required PredictionOutput? Output { get; init; }

    /// <summary>The error of a model that gives up.</summary>
    public required string? Failure { get; init; }

    public required ReplicateAddresses Addresses { get; init; }

    /// <summary>The last segment of the stream's address.</summary>
    public required string StreamSecret { get; init; }

    /// <summary>The deployment that it was created by.</summary>
    public string? Deployment { get; init; }

    public WebhookRequest? Webhook { get; init; }

    /// <summary>Who tells its events, if anybody wants them.</summary>
    public PredictionWebhooks? Webhooks { get; set; }

    /// <summary>Whether its end comes before its start, and by nobody's wish.</summary>
    public bool IsAborted => (Script.IsAborted || EndsAt < Times.Started) && !IsCanceledByUser;

    public bool IsCanceledByUser => CanceledAt is not null;

    /// <summary>When it ends: as planned, by cancellation, at its deadline, or taken from the queue.</summary>
    public DateTimeOffset EndsAt
    {
        get
        {
            var planned = Script.IsAborted ? Times.Created + ((Times.Started - Times.Created) / 2) : Times.Completed;
            return CanceledAt ?? (Times.Deadline < planned ? Times.Deadline.Value : planned);
        }
    }

    private DateTimeOffset? CanceledAt
    {
        get
        {
            lock (_gate)
            {
                return _canceledAt;
            }
        }
    }

    /// <summary>Cancels it unless it has ended; true if that made a difference.</summary>
    public bool Cancel(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_canceledAt is not null || now >= EndsAt)
            {
                return false;
            }

            _canceledAt = now;
        }

        _canceled.SetResult();
        return true;
    }

    /// <summary>Waits for a time, or for the end if that comes sooner.</summary>
    public async Task UntilAsync(DateTimeOffset time, TimeProvider clock, CancellationToken cancellationToken)
    {
        // A timer may ring a little early.
        for (var rest = Rest(); rest > TimeSpan.Zero; rest = Rest())
        {
            try
            {
                await _canceled.Task.WaitAsync(rest < Tick ? Tick : rest, clock, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // The time has come.
            }
        }

        TimeSpan Rest() => (time < EndsAt ? time : EndsAt) - clock.GetUtcNow();
    }

    public string Status(DateTimeOffset now)
    {
        if (now < EndsAt)
        {
            return now < Times.Started ? "starting" : Script.HasOddStatus ? "finalizing" : "processing";
        }

        if (IsCanceledByUser)
        {
            return "canceled";
        }

        if (IsAborted)
        {
            return "aborted";
        }

        return EndsAt < Times.Completed ? "canceled" : Failure is null ? "succeeded" : "failed";
    }

    public bool IsRemoved(DateTimeOffset now) => now >= EndsAt + Kept;

    /// <summary>What is there already: all at the end, a growing share of a text before it, nothing of files.</summary>
    public JsonNode? OutputAt(DateTimeOffset now, Func<OutputFile, string> address)
    {
        if (Output is null || IsRemoved(now))
        {
            return null;
        }

        if (Status(now) == "succeeded")
        {
            return Output.Write(address);
        }

        var count = now < EndsAt ? (int)(Output.Tokens.Count * Times.Share(now)) : 0;
        return count > 0 ? new JsonArray([.. Output.Tokens.Take(count).Select(token => (JsonNode)token)]) : null;
    }
}
