namespace ProviderRouter.Resilience;

/// <summary>The state of a target in this process; every answer is ready at once.</summary>
internal sealed class InMemoryTargetState(CircuitBreakerOptions breakerOptions, RetryBudgetOptions budgetOptions, TimeProvider timeProvider, Func<double> random) : ITargetState
{
    private readonly Lock changing = new();
    private readonly long origin = timeProvider.GetTimestamp();
    private readonly CircuitBreaker breaker = new(breakerOptions, random);
    private readonly Cooldown cooldown = new();
    private readonly RetryBudget budget = new(budgetOptions.Capacity);
    private readonly OpenAdmissions admissions = new();

    /// <summary>Whether an exchange is out, or something stands in the way of one: what would be lost with the state.</summary>
    public bool IsBusy
    {
        get
        {
            lock (changing)
            {
                return admissions.Count > 0 || Look(Now) != default;
            }
        }
    }

    private TimeSpan Now => timeProvider.GetElapsedTime(origin);

    public ValueTask<TargetStatus> LookAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TargetStatus>(cancellationToken);
        }

        lock (changing)
        {
            return new(Look(Now));
        }
    }

    public ValueTask<TargetAdmission> EnterAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TargetAdmission>(cancellationToken); // takes no probe with it
        }

        lock (changing)
        {
            var now = Now;
            return new(cooldown.Look(now).Block is not TargetBlock.CoolingDown && breaker.TryEnter(now, out var pass)
                ? TargetAdmission.Admit(pass, admissions.Open())
                : TargetAdmission.Refuse(Look(now)));
        }
    }

    // Told whatever the token says: a caller who left is the reason for many a report.
    public ValueTask ReportAsync(TargetAdmission admission, TargetReport report, CancellationToken cancellationToken)
    {
        lock (changing)
        {
            if (admissions.TryClose(admission.Ticket))
            {
                Report(admission.Pass, report, Now);
            }
        }

        return default;
    }

    public ValueTask BreakAsync(TargetAdmission admission, CancellationToken cancellationToken)
    {
        lock (changing)
        {
            if (admissions.TryClose(admission.Ticket))
            {
                breaker.Fail(admission.Pass, Now); // it broke before anybody called it a success
            }
            else if (admission.IsAdmitted)
            {
                breaker.Break(admission.Pass, Now);
            }
        }

        return default;
    }

    public ValueTask<bool> TrySpendAsync(int tokens, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<bool>(cancellationToken);
        }

        lock (changing)
        {
            return new(!budgetOptions.Enabled || budget.TrySpend(tokens));
        }
    }

    private void Report(CircuitPass pass, TargetReport report, TimeSpan now)
    {
        switch (report.Result)
        {
            case TargetResult.Succeeded:
                budget.PayBack(report.PayBack);
                breaker.Succeed(pass, now);
                break;
            case TargetResult.Failed:
                breaker.Fail(pass, now);
                break;
            case TargetResult.RateLimited:
                cooldown.Rest(now, report.RetryAfter);
                breaker.Release(pass, now);
                break;
            default:
                breaker.Release(pass, now);
                break;
        }
    }

    // What refuses an exchange comes before what only advises against it, and of two refusals the longer one.
    private TargetStatus Look(TimeSpan now)
    {
        var resting = cooldown.Look(now);
        var circuit = breaker.Look(now);
        return circuit.Block is TargetBlock.None || (resting.Block is TargetBlock.CoolingDown && resting.OpensIn >= circuit.OpensIn) ? resting : circuit;
    }
}
