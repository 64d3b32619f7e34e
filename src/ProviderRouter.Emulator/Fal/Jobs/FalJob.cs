using ProviderRouter.Emulator.Fal.Outputs;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Fal.Jobs;

/// <summary>One request in the queue. Its state follows from the time that has passed; nothing runs in between.</summary>
internal sealed class FalJob(string id, string app, FalJobTimes times, Func<FalOutcome> run)
{
    private const int Ahead = 3;
    private const int LogSteps = 4;

    private readonly Lazy<FalOutcome> _run = new(run);
    private DateTimeOffset? _canceledAt;

    public string Id { get; } = id;

    /// <summary>The application, which stands in the job's addresses; its path does not.</summary>
    public string App { get; } = app;

    public FalJobTimes Times { get; } = times;

    public bool IsCanceled => _canceledAt is not null;

    public DateTimeOffset EndsAt => _canceledAt ?? (HasTimedOut ? Times.Created + Times.TimeToStart!.Value : Times.Completed);

    /// <summary>The run's outcome, or the error of a job that never started.</summary>
    public FalOutcome Outcome => IsCanceled ? FalOutcome.Failure(FalErrors.Of(499, string.Empty))
        : HasTimedOut ? TimedOut()
        : _run.Value;

    private bool HasTimedOut => Times.TimeToStart is { } limit && Times.Created + limit < Times.Started;

    /// <summary>Takes the job out of the queue; one that runs already is only asked to stop, and finishes.</summary>
    public bool Cancel(DateTimeOffset now)
    {
        if (now >= EndsAt)
        {
            return false;
        }

        if (now < Times.Started)
        {
            _canceledAt = now;
        }

        return true;
    }

    public string Status(DateTimeOffset now) => now >= EndsAt ? "COMPLETED" : now < Times.Started ? "IN_QUEUE" : "IN_PROGRESS";

    /// <summary>How many are ahead: it counts down to zero while the job waits.</summary>
    public int Position(DateTimeOffset now)
    {
        var wait = Times.Started - Times.Created;
        return wait > TimeSpan.Zero ? Math.Clamp((int)Math.Ceiling((Times.Started - now) / wait * Ahead) - 1, 0, Ahead - 1) : 0;
    }

    /// <summary>The log lines written by a time, with the times of their writing.</summary>
    public IEnumerable<(DateTimeOffset At, string Message)> Logs(DateTimeOffset now) => IsCanceled || HasTimedOut
        ? []
        : Enumerable.Range(0, LogSteps + 1)
            .Select(step => (At: Times.Started + ((Times.Completed - Times.Started) * step / LogSteps), Message: Line(step)))
            .Where(line => line.At <= now);

    /// <summary>The next time at which the status tells something new; null after the end.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset now)
    {
        var turns = Enumerable.Range(1, Ahead).Select(step => Times.Created + ((Times.Started - Times.Created) * step / Ahead));
        return turns.Concat(Logs(DateTimeOffset.MaxValue).Select(line => line.At)).Where(at => at < EndsAt).Append(EndsAt)
            .Where(at => at > now).Select(at => (DateTimeOffset?)at).Min();
    }

    private static FalOutcome TimedOut()
    {
        var error = FalErrors.Of(504, string.Empty);
        return FalOutcome.Failure(new WireException(error.Status, error.Body) { Headers = [.. error.Headers, ("X-Fal-Request-Timeout-Type", "user")] });
    }

    private static string Line(int step) => step == 0
        ? "This run is synthetic; it comes from the ProviderRouter emulator."
        : $"{step * 25,3}%|{new string('█', step * 2),-8}| {step}/{LogSteps}";
}

/// <summary>When a job was submitted, when it starts and ends, and how long it may wait for its start.</summary>
internal sealed record FalJobTimes(DateTimeOffset Created, DateTimeOffset Started, DateTimeOffset Completed, TimeSpan? TimeToStart);
