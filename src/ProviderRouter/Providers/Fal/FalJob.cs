using System.Net;
using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>One job of fal's queue. Source: wire notes of fal, §3 and §6.</summary>
internal sealed class FalJob(FalHosts hosts, TaskContext context, JobHandle handle, MediaFields files) : IJobSteps<FalState>
{
    private const int TailLines = 10;
    private const int MaxCode = 100;
    private const string TooEarly = "Request is still in progress";

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly string location = Check(context, handle);

    public JobHandle Handle => handle;

    // Good or bad: there is no status for a failure, and one that is not known is none of an end.
    public bool IsDone(FalState state) => state.IsCompleted;

    public JobStatus StatusOf(FalState state)
    {
        var lines = LinesOf(state);
        return new()
        {
            Phase = state.Status == "IN_QUEUE" ? JobPhase.Queued
                : !state.IsCompleted ? JobPhase.Running
                : !state.HasFailed ? state.IsJudged ? JobPhase.Succeeded : JobPhase.Running
                : IsCancellation(state.ErrorType) ? JobPhase.Canceled
                : JobPhase.Failed,
            QueuePosition = state.QueuePosition,
            Fraction = !state.IsCompleted ? JobLog.FractionOf(lines) : state.HasFailed ? null : 1,
            LogLines = lines,
            Error = (state.Error ?? state.ErrorType) is { } error ? hosts.Queue.Quote(error) : null,
        };
    }

    public Task<FalState> ReadAsync(CancellationToken cancellationToken) => hosts.Queue.SendAsync(
        context,
        new Exchange(HttpMethod.Get, hosts.OnQueue($"{RequestPath}/status", "logs=1")) { Kind = ExchangeKind.Read, IsPoll = true },
        static (response, token) => response.ReadBytesAsync(FalState.ReadStatus, token),
        cancellationToken);

    /// <summary>Fetches the result, which is kept elsewhere; only it tells for certain whether the job succeeded, and why not.</summary>
    public async Task<FalState> FinishAsync(FalState state, CancellationToken cancellationToken)
    {
        var delay = First;
        while (true)
        {
            try
            {
                var result = await FetchAsync(state, cancellationToken).ConfigureAwait(false);
                if (!state.HasFailed && !result.HasFailed)
                {
                    return result;
                }

                using (result)
                {
                    throw Failed(state.HasFailed ? state : result, verdict: null, cause: null);
                }
            }
            catch (ProviderException failure) when (failure is not JobException && IsTooEarly(failure))
            {
                // the status runs ahead of the result
            }
            catch (ProviderException failure) when (failure is not JobException && (state.HasFailed || IsVerdict(failure)))
            {
                throw Failed(state, IsVerdict(failure) ? failure : null, failure);
            }

            await Task.Delay(delay, context.Call.TimeProvider, cancellationToken).ConfigureAwait(false);
            delay = delay * 2 > Longest ? Longest : delay * 2;
        }
    }

    /// <summary>Looks at the result of a job that is done, whose status does not tell whether it failed. Source: wire notes of fal, traps, 3.</summary>
    public async Task<FalState> JudgeAsync(FalState state, CancellationToken cancellationToken)
    {
        if (!state.IsCompleted || state.HasFailed)
        {
            return state;
        }

        try
        {
            return await FetchAsync(state, cancellationToken).ConfigureAwait(false);
        }
        catch (ProviderException failure) when (IsTooEarly(failure))
        {
            return state; // its end is not told yet
        }
        catch (ProviderException failure) when (IsVerdict(failure))
        {
            return state.Failed(failure.Message, failure.ErrorCode);
        }
    }

    public async Task CancelAsync(CancellationToken cancellationToken)
    {
        try
        {
            await hosts.Queue.SendAsync(
                context,
                new Exchange(HttpMethod.Put, hosts.OnQueue($"{RequestPath}/cancel")) { Kind = ExchangeKind.Read },
                static (response, token) => response.ReadBytesAsync(static (_, _) => true, token),
                cancellationToken).ConfigureAwait(false);
        }
        catch (ProviderException failure) when (failure.StatusCode == HttpStatusCode.BadRequest && failure.ErrorCode == "ALREADY_COMPLETED")
        {
            // it has ended, which is no failure
        }
    }

    // The result's address may have something behind the id; status and cancel stand beside that.
    private string RequestPath
    {
        get
        {
            var id = $"/requests/{handle.JobId}";
            return location[..(location.IndexOf(id, StringComparison.Ordinal) + id.Length)];
        }
    }

    // A handle comes from outside the process: what it says becomes a part of paths.
    private static string Check(TaskContext context, JobHandle handle)
    {
        var location = handle.Location ?? $"{FalEndpoint.Of(handle.Model).App}/requests/{handle.JobId}";
        return FalState.IsId(handle.JobId) && location.Contains($"/requests/{handle.JobId}", StringComparison.Ordinal) && !location.Contains('?', StringComparison.Ordinal)
            ? location
            : throw context.Fail(ErrorKind.InvalidRequest, $"Provider '{context.Provider}': the handle names no job of fal's queue.");
    }

    private Task<FalState> FetchAsync(FalState state, CancellationToken cancellationToken) => hosts.Queue.SendAsync(
        context,
        new Exchange(HttpMethod.Get, hosts.OnQueue(location)) { Kind = ExchangeKind.Read },
        (response, token) => FalState.ReadResultAsync(response, state, handle.JobId, files, token),
        cancellationToken);

    private static bool IsTooEarly(ProviderException failure) => failure.ResponseBody?.Contains(TooEarly, StringComparison.OrdinalIgnoreCase) == true;

    // The model's own answer, as opposed to one about who asks, or to a server in between that could not pass it on.
    private static bool IsVerdict(ProviderException failure) => failure.StatusCode switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.PaymentRequired or HttpStatusCode.Forbidden or HttpStatusCode.NotFound => false,
        HttpStatusCode.RequestTimeout or HttpStatusCode.Gone or HttpStatusCode.TooManyRequests => false,
        >= HttpStatusCode.InternalServerError => failure.ErrorCode is not null,
        >= HttpStatusCode.BadRequest => true,
        _ => false,
    };

    // In the words of the result where it has some: the status mostly says no more than that there was an error.
    private JobException Failed(FalState state, ProviderException? verdict, ProviderException? cause)
    {
        var code = verdict?.ErrorCode ?? (state.ErrorType is { Length: <= MaxCode } type ? hosts.Queue.Quote(type) : null);
        var words = verdict?.Message ?? $"{hosts.Queue.Quote(state.Error ?? state.ErrorType!).TrimEnd('.')}.";
        var kind = verdict?.Kind == ErrorKind.ContentFiltered || code == "content_policy_violation" ? ErrorKind.ContentFiltered : ErrorKind.JobFailed;
        return new(context.Provider, kind, handle.JobId, $"Provider '{context.Provider}': job '{handle.JobId}' of '{context.Model}' failed. {words}", cause)
        {
            Model = context.Model,
            Handle = handle,
            StatusCode = verdict?.StatusCode,
            ErrorCode = IsCancellation(code) ? ErrorCodes.JobCanceled : code,
            RequestId = verdict?.RequestId ?? handle.JobId,
            ResponseBody = verdict?.ResponseBody,
            LogsTail = string.Join('\n', LinesOf(state).TakeLast(TailLines)),
            MaybeExecuted = true,
        };
    }

    private static bool IsCancellation(string? code) => code is "client_cancelled" or "client_disconnected";

    private string[] LinesOf(FalState state) => [.. state.Log.Select(line => hosts.Queue.Quote(line))];
}
