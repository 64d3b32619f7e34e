namespace ProviderRouter.Resilience;

/// <summary>
/// Lets nothing through to a target of which too much failed, then one probe; a good one closes it, a bad one opens it for twice as long.
/// Times are since any fixed moment and do not go back; not thread-safe.
/// </summary>
internal sealed class CircuitBreaker(CircuitBreakerOptions options, Func<double> random)
{
    private const double Jitter = 0.2;
    private static readonly TimeSpan ProbeHint = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ProbeMemory = TimeSpan.FromMinutes(10);

    private readonly ResultWindow window = new(options.Window);
    private Position position;
    private long generation;
    private TimeSpan breakDuration;
    private TimeSpan turnsAt; // open: when a probe may go; probing: when the probe is forgotten

    private enum Position
    {
        Closed,
        Open,
        Probing,
    }

    public TargetStatus Look(TimeSpan now) => position switch
    {
        Position.Open when turnsAt > now => new(TargetBlock.CircuitOpen, turnsAt - now),
        Position.Probing when turnsAt > now => new(TargetBlock.Probing, turnsAt - now < ProbeHint ? turnsAt - now : ProbeHint),
        _ => default,
    };

    public bool TryEnter(TimeSpan now, out CircuitPass pass)
    {
        if (position is not Position.Closed)
        {
            if (turnsAt > now)
            {
                pass = default;
                return false;
            }

            Turn(Position.Probing, now + ProbeMemory);
        }

        pass = new(generation, position is Position.Probing, now);
        return true;
    }

    public void Succeed(CircuitPass pass, TimeSpan now)
    {
        if (!Counts(pass))
        {
            return;
        }

        if (pass.IsProbe)
        {
            window.Clear();
            Turn(Position.Closed, default);
        }
        else
        {
            window.AddSuccess(now);
        }
    }

    public void Fail(CircuitPass pass, TimeSpan now)
    {
        if (!Counts(pass))
        {
            return;
        }

        if (pass.IsProbe)
        {
            Open(breakDuration * 2, now);
        }
        else
        {
            AddFailure(now);
        }
    }

    /// <summary>Passes no judgement; the next one probes in the place of a probe.</summary>
    public void Release(CircuitPass pass, TimeSpan now)
    {
        if (pass.IsProbe && Counts(pass))
        {
            Turn(Position.Open, now);
        }
    }

    /// <summary>Makes a failure of what was a success.</summary>
    public void Break(CircuitPass pass, TimeSpan now)
    {
        if (!options.Enabled || position is not Position.Closed)
        {
            return;
        }

        if (pass.IsProbe)
        {
            if (pass.Generation == generation - 1) // it closed the breaker, and was wrong
            {
                Open(breakDuration * 2, now);
            }
        }
        else if (pass.Generation == generation)
        {
            window.TakeBackSuccess(pass.EnteredAt, now);
            AddFailure(now);
        }
    }

    private bool Counts(CircuitPass pass) => options.Enabled && pass.Generation == generation;

    private void AddFailure(TimeSpan now)
    {
        window.AddFailure(now);
        var (successes, failures) = window.Sum(now);
        var all = successes + failures;
        if (all >= options.MinimumThroughput && failures >= all * options.FailureRatio)
        {
            Open(options.BreakDuration, now);
        }
    }

    private void Open(TimeSpan duration, TimeSpan now)
    {
        breakDuration = duration < options.MaxBreakDuration ? duration : options.MaxBreakDuration;
        Turn(Position.Open, now + (breakDuration * (1 - Jitter + (2 * Jitter * random()))));
    }

    private void Turn(Position to, TimeSpan until)
    {
        position = to;
        turnsAt = until;
        generation++;
    }
}
