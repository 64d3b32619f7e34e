namespace ProviderRouter.Resilience;

/// <summary>What is known of a target: breaker, cooldown, retry budget. Asynchronous, so that it may be shared between processes.</summary>
internal interface ITargetState
{
    /// <summary>Tells what stands in the way now; takes nothing.</summary>
    ValueTask<TargetStatus> LookAsync(CancellationToken cancellationToken);

    /// <summary>Asks to send one exchange; may take the one probe.</summary>
    ValueTask<TargetAdmission> EnterAsync(CancellationToken cancellationToken);

    /// <summary>Tells how an admitted exchange ended, once; a second time is ignored.</summary>
    ValueTask ReportAsync(TargetAdmission admission, TargetReport report, CancellationToken cancellationToken);

    /// <summary>Tells that a stream broke which had been reported as a success: at most once, and only then.</summary>
    ValueTask BreakAsync(TargetAdmission admission, CancellationToken cancellationToken);

    /// <summary>Takes the cost of a retry or hedge out of the retry budget; false when it holds less, and then nothing is taken.</summary>
    ValueTask<bool> TrySpendAsync(int tokens, CancellationToken cancellationToken);
}
