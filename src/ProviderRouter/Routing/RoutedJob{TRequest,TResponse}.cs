using ProviderRouter.Providers;

namespace ProviderRouter.Routing;

/// <summary>A job at the provider that took it: each use is a call of its own, with the time that is left of the job's.</summary>
internal sealed class RoutedJob<TRequest, TResponse>(
    RouteExecutor executor, InferenceTask<TRequest, TResponse> task, IJobHandler<TRequest, TResponse> handler, PlannedCandidate planned, JobHandle handle)
    : InferenceJob<TResponse>
    where TRequest : InferenceRequest
    where TResponse : InferenceResponse
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);
    private static readonly TimeSpan OneLook = TimeSpan.FromMinutes(2);

    private readonly JobBell bell = new();

    public override JobHandle Handle => handle;

    public override ResponseInfo Info => Started;

    /// <summary>The request; null for a job that was resumed.</summary>
    public TRequest? Request { get; init; }

    /// <summary>What was known when it was started.</summary>
    public required ResponseInfo Started { get; init; }

    /// <summary>Whether it is cancelled at the provider when a wait is given up.</summary>
    public bool CancelsRemote { get; init; }

    public override Task<TResponse> WaitAsync(IProgress<JobStatus>? progress = null, CancellationToken cancellationToken = default)
    {
        var wait = new JobWait<TRequest> { Handle = handle, Request = Request, Progress = progress, CancelsRemote = CancelsRemote, Bell = bell };
        return CallAsync(
            left => left,
            "could not be followed; with its handle one can wait on",
            async (context, token) =>
            {
                var response = await handler.WaitAsync(context, wait, token).ConfigureAwait(false);
                var info = response.Info with { Warnings = [.. Started.Warnings, .. response.Info.Warnings] };
                return response with { Info = AnswerInfo.Stamp(info, context, planned, Started.Trace) with { RouteReason = Started.RouteReason } };
            },
            cancellationToken);
    }

    public override Task<JobStatus> GetStatusAsync(CancellationToken cancellationToken = default) =>
        CallAsync(static _ => OneLook, "could not be read", (context, token) => handler.GetStatusAsync(context, handle, token), cancellationToken);

    public override Task CancelAsync(CancellationToken cancellationToken = default) => CallAsync(
        static _ => OneLook,
        "could not be cancelled",
        async (context, token) =>
        {
            await handler.CancelAsync(context, handle, token).ConfigureAwait(false);
            bell.Ring(); // whoever waits sees the end at once
            return true;
        },
        cancellationToken);

    public override bool Accept(WebhookDelivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var isOurs = delivery.JobId == handle.JobId;
        if (isOurs)
        {
            bell.Ring();
        }

        return isOurs;
    }

    private async Task<TResult> CallAsync<TResult>(
        Func<TimeSpan, TimeSpan> limitOf, string failed, Func<TaskContext, CancellationToken, Task<TResult>> run, CancellationToken cancellationToken)
    {
        var call = executor.BeginCall(task, limitOf(TimeLeft()));
        foreach (var attempt in Started.Attempts)
        {
            call.Record(attempt);
        }

        TaskContext context = Request is null
            ? new PlainContext(task.Name, planned.Candidate, call) { Partner = handle.Partner, Asked = Asked(call) }
            : RouteExecutor.CreateContext(task, Request, planned, call, Asked(call));
        using var limit = executor.StartLimit(call, cancellationToken);
        try
        {
            return await run(context, limit.Token).ConfigureAwait(false);
        }
        catch (JobException failure)
        {
            failure.Trace = AnswerInfo.Trace(Started.Trace, call);
            throw;
        }
        catch (OperationCanceledException exception)
        {
            var end = executor.EndOfCall(exception, planned, call, Started.Trace, limit, cancellationToken);
            throw end is InferenceException failure ? Told(failure) : end;
        }
        catch (Exception exception) when (exception is InferenceException || HandlerFaults.IsBare(exception))
        {
            throw Told(exception);
        }

        JobException Told(Exception cause)
        {
            var failure = JobFailures.Of(context, handle, cause, failed);
            failure.Trace = AnswerInfo.Trace(Started.Trace, call);
            return failure;
        }
    }

    // The exchange that started it is the one that is paid for.
    private static CandidateState Asked(CallState call) => new() { LastAttempt = call.Attempts.Length - 1 };

    private TimeSpan TimeLeft()
    {
        if (handle.Deadline is not { } deadline)
        {
            return executor.LimitOf(task);
        }

        var left = deadline - executor.TimeProvider.GetUtcNow();
        return left < Shortest ? Shortest : left > Longest ? Longest : left; // a handle may say anything
    }
}
