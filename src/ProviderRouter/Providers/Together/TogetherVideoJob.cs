using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Together;

/// <summary>One video that is being made. Source: wire notes of Together, §8.</summary>
internal sealed class TogetherVideoJob(ProviderTransport transport, TaskContext context, JobHandle handle) : IJobSteps<TogetherVideo>
{
    public JobHandle Handle => handle;

    public bool CanCancel => false;

    public bool IsDone(TogetherVideo state) => PhaseOf(state) is JobPhase.Succeeded or JobPhase.Failed or JobPhase.Canceled;

    public JobStatus StatusOf(TogetherVideo state)
    {
        var phase = PhaseOf(state);
        return new()
        {
            Phase = phase,
            Fraction = phase == JobPhase.Succeeded ? 1 : null,
            Error = state.Error is { Length: > 0 } error ? transport.Quote(error) : null,
        };
    }

    // Below the address that the video was ordered from, whatever an answer says: that may be a router's.
    public Task<TogetherVideo> ReadAsync(CancellationToken cancellationToken) => transport.SendAsync(
        context,
        new Exchange(HttpMethod.Get, $"{TogetherVideos.Path}/{handle.JobId}") { Kind = ExchangeKind.Read, IsPoll = true },
        static (response, token) => TogetherVideo.ReadAsync(response, isCreated: false, token),
        cancellationToken);

    public Task<TogetherVideo> FinishAsync(TogetherVideo state, CancellationToken cancellationToken) =>
        PhaseOf(state) == JobPhase.Succeeded && state.Address is not null ? Task.FromResult(state) : throw Failed(state);

    public Task CancelAsync(CancellationToken cancellationToken) =>
        throw context.Fail(ErrorKind.Unsupported, $"Provider '{context.Provider}' offers no way to cancel a video; '{handle.JobId}' goes on to its end, and is billed.");

    private static JobPhase PhaseOf(TogetherVideo state) => state.Status switch
    {
        "" or "queued" => JobPhase.Queued,
        "completed" => JobPhase.Succeeded,
        "failed" => JobPhase.Failed,
        "cancelled" or "canceled" => JobPhase.Canceled,
        _ => JobPhase.Running,
    };

    private JobException Failed(TogetherVideo state)
    {
        var words = state.Error is { Length: > 0 } error ? transport.Quote(error).TrimEnd('.')
            : state.Status == "completed" ? "it gave no address"
            : $"its status is '{transport.Quote(state.Status)}'";
        return new(context.Provider, IsRefusal(state) ? ErrorKind.ContentFiltered : ErrorKind.JobFailed, handle.JobId, $"Provider '{context.Provider}': video '{handle.JobId}' of '{context.Model}' failed: {words}.")
        {
            Model = context.Model,
            Handle = handle,
            ErrorCode = PhaseOf(state) == JobPhase.Canceled ? ErrorCodes.JobCanceled : state.ErrorCode,
            MaybeExecuted = true,
        };
    }

    private static bool IsRefusal(TogetherVideo state) =>
        state.ErrorCode is "content_filter" or "content_policy_violation" or "moderation_blocked"
        || (state.Error is { } error && (error.Contains("content policy", StringComparison.OrdinalIgnoreCase) || error.Contains("NSFW", StringComparison.OrdinalIgnoreCase)));
}
