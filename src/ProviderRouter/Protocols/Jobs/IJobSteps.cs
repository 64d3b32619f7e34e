namespace ProviderRouter.Protocols.Jobs;

/// <summary>What waiting for one job needs to know of its provider.</summary>
/// <typeparam name="TState">The job as the provider shows it.</typeparam>
internal interface IJobSteps<TState>
    where TState : IDisposable
{
    /// <summary>The job's id.</summary>
    string Id { get; }

    /// <summary>Whether the job has come to its end, good or bad.</summary>
    bool IsDone(TState state);

    /// <summary>Reads the job again.</summary>
    Task<TState> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Asks the provider to stop, so that it is not billed on.</summary>
    Task CancelAsync(CancellationToken cancellationToken);
}
