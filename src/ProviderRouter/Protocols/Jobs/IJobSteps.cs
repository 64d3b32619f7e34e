namespace ProviderRouter.Protocols.Jobs;

/// <summary>One job at its provider: how it is read, what its states mean, how it is ended.</summary>
/// <typeparam name="TState">The job as the provider shows it.</typeparam>
internal interface IJobSteps<TState>
    where TState : IDisposable
{
    /// <summary>The job.</summary>
    JobHandle Handle { get; }

    /// <summary>Whether the provider can be asked to stop; where not, a wait that is given up leaves the job to itself.</summary>
    /// <value>Default: true.</value>
    bool CanCancel => true;

    /// <summary>Whether the job has come to its end, good or bad.</summary>
    bool IsDone(TState state);

    /// <summary>What a state says, with all the lines of its log.</summary>
    JobStatus StatusOf(TState state);

    /// <summary>Reads the job again.</summary>
    Task<TState> ReadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Finds out how a job that is done came to its end, where its state does not tell; for whoever asks only for the status.
    /// </summary>
    /// <returns>The state, or one that tells.</returns>
    Task<TState> JudgeAsync(TState state, CancellationToken cancellationToken) => Task.FromResult(state);

    /// <summary>
    /// Makes the result of a job that is done, from its last state, which is disposed unless it is returned: many a provider keeps results
    /// elsewhere.
    /// </summary>
    /// <exception cref="JobException">The job failed.</exception>
    Task<TState> FinishAsync(TState state, CancellationToken cancellationToken);

    /// <summary>Asks the provider to stop, so that it is not billed on.</summary>
    /// <exception cref="ProviderException">It could not be asked, or offers no cancel.</exception>
    Task CancelAsync(CancellationToken cancellationToken);
}
