using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.Jobs;

/// <summary>How a provider's jobs are submitted and found again, whatever their task.</summary>
/// <typeparam name="TState">The job as the provider shows it.</typeparam>
internal interface IJobProtocol<TState>
    where TState : IDisposable
{
    /// <summary>Submits a job, once.</summary>
    /// <param name="context">The call.</param>
    /// <param name="input">Writes the model's input.</param>
    /// <param name="options">A webhook.</param>
    /// <param name="mayHold">Whether the provider may hold its answer back until the job is done, because somebody waits for it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<TState> SubmitAsync(TaskContext context, Action<RequestJson> input, JobOptions options, bool mayHold, CancellationToken cancellationToken);

    /// <summary>Names a job that was just submitted.</summary>
    JobHandle HandleOf(TaskContext context, TState state);

    /// <summary>Finds a job.</summary>
    IJobSteps<TState> Follow(TaskContext context, JobHandle handle);
}
