using System.Collections.Frozen;
using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fireworks;

/// <summary>One job of FLUX Kontext. Source: wire notes of Fireworks, §6.B.</summary>
internal sealed class FireworksKontextJob(ProviderTransport transport, TaskContext context, JobHandle handle, string path) : IJobSteps<FireworksKontextState>
{
    private const string Unknown = "Task not found";
    private const string RequestModerated = "Request Moderated";
    private const string ContentModerated = "Content Moderated";

    // A new job is not found for its first seconds.
    private static readonly TimeSpan Unseen = TimeSpan.FromSeconds(10);

    private static readonly FrozenDictionary<string, JobPhase> Phases = new Dictionary<string, JobPhase>
    {
        [""] = JobPhase.Queued,
        [Unknown] = JobPhase.Queued,
        ["Ready"] = JobPhase.Succeeded,
        [RequestModerated] = JobPhase.Failed,
        [ContentModerated] = JobPhase.Failed,
        ["Error"] = JobPhase.Failed,
        ["Failed"] = JobPhase.Failed,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public JobHandle Handle => handle;

    public bool CanCancel => false;

    public bool IsDone(FireworksKontextState state) => PhaseOf(state) is JobPhase.Succeeded or JobPhase.Failed;

    public JobStatus StatusOf(FireworksKontextState state)
    {
        var phase = PhaseOf(state);
        return new()
        {
            Phase = phase,
            Fraction = phase == JobPhase.Succeeded ? 1 : state.Progress,
            Error = phase == JobPhase.Failed ? WordsOf(state) : null,
        };
    }

    // A POST, but it only reads: it may be sent again.
    public async Task<FireworksKontextState> ReadAsync(CancellationToken cancellationToken)
    {
        var poll = new JsonExchange($"{path}/get_result", context, body => body.Writer.WriteString("id"u8, handle.JobId)) { Kind = ExchangeKind.Read, IsPoll = true };
        var state = await transport.SendAsync(
            context, poll, (response, token) => FireworksKontextState.ReadPolledAsync(response, handle.JobId, token), cancellationToken).ConfigureAwait(false);
        return state with { IsLost = Is(state, Unknown) && context.Call.TimeProvider.GetUtcNow() - handle.CreatedAt >= Unseen };
    }

    public Task<FireworksKontextState> FinishAsync(FireworksKontextState state, CancellationToken cancellationToken) =>
        PhaseOf(state) == JobPhase.Succeeded && state.HasImage ? Task.FromResult(state) : throw Failed(state);

    public Task CancelAsync(CancellationToken cancellationToken) => throw context.Fail(
        ErrorKind.Unsupported, $"Provider '{context.Provider}' offers no way to cancel job '{handle.JobId}'; it runs on, and its result can be left there.");

    private static bool Is(FireworksKontextState state, string status) => string.Equals(state.Status, status, StringComparison.OrdinalIgnoreCase);

    // Complete and Finished were seen too: whatever the word, a job with an image is done.
    private static JobPhase PhaseOf(FireworksKontextState state) =>
        state.IsLost ? JobPhase.Failed
        : Phases.TryGetValue(state.Status, out var phase) ? phase
        : state.HasImage ? JobPhase.Succeeded
        : JobPhase.Running;

    private JobException Failed(FireworksKontextState state) => new(
        context.Provider,
        Is(state, RequestModerated) || Is(state, ContentModerated) ? ErrorKind.ContentFiltered : ErrorKind.JobFailed,
        handle.JobId,
        $"Provider '{context.Provider}': job '{handle.JobId}' of '{context.Model}' failed: {WordsOf(state)}.")
    {
        Model = context.Model,
        Handle = handle,
        ErrorCode = state.IsLost ? ErrorCodes.JobNotFound : null,
        MaybeExecuted = !Is(state, RequestModerated),
    };

    private string WordsOf(FireworksKontextState state)
    {
        var words = state.IsLost ? "it is not known there"
            : Is(state, RequestModerated) ? "the request was held back by the provider's content filter"
            : Is(state, ContentModerated) ? "the image was held back by the provider's content filter"
            : PhaseOf(state) == JobPhase.Succeeded ? "it is ready, but holds no image"
            : $"its status is '{transport.Quote(state.Status)}'";
        return state.Details is { } details ? $"{words}: {transport.Quote(details).TrimEnd('.')}" : words;
    }
}
