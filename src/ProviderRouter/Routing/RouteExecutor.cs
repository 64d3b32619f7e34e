using System.Globalization;
using ProviderRouter.Diagnostics;
using ProviderRouter.Providers;
using ProviderRouter.Resilience;

namespace ProviderRouter.Routing;

/// <summary>Tries the candidates of a plan in turn, under one deadline, and stamps the answer with who served it.</summary>
internal sealed class RouteExecutor(ProviderDirectory providers, InferenceRoutingOptions options, TimeProvider timeProvider, ClientLifetime lifetime)
{
    private readonly FallbackPolicy policy = new(options, providers);

    public FallbackPolicy Policy => policy;

    public TimeProvider TimeProvider => timeProvider;

    /// <summary>How long a whole call of a task may take.</summary>
    public TimeSpan LimitOf(InferenceTask task) => options.CallTimeout ?? task.DefaultTimeout;

    public Task<TResponse> SendAsync<TRequest, TResponse>(
        InferenceTask<TRequest, TResponse> task, TRequest request, RouteDecision decision, CallActivity activity, CancellationToken cancellationToken)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse =>
        TryInTurnAsync(
            task,
            request,
            decision,
            static async (asked, token) =>
            {
                var response = await asked.Handler.HandleAsync(asked.Context, token).ConfigureAwait(false);
                return response with { Info = AnswerInfo.Stamp(response.Info, asked.Context, asked.Planned, asked.Walk.Plan) };
            },
            mayHedge: true,
            activity,
            cancellationToken);

    /// <summary>Submits a job at the first candidate that takes it; those that do the work at once are passed over.</summary>
    /// <exception cref="ProviderException">None of them runs jobs (<see cref="ErrorKind.Unsupported"/>).</exception>
    public Task<InferenceJob<TResponse>> StartAsync<TRequest, TResponse>(
        InferenceTask<TRequest, TResponse> task, TRequest request, JobOptions jobOptions, RouteDecision decision, CallActivity activity, CancellationToken cancellationToken)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse
    {
        var able = decision.Candidates.Where(planned => RunsJobs(providers.Find(planned.Candidate.Provider)!, task)).ToList();
        return able.Count == 0
            ? throw WithoutJobs(task, decision.Candidates[0].Candidate)
            : TryInTurnAsync<TRequest, TResponse, InferenceJob<TResponse>>(
                task,
                request,
                decision with { Candidates = able },
                async (asked, token) =>
                {
                    var handler = (IJobHandler<TRequest, TResponse>)asked.Handler;
                    var handle = await handler.StartAsync(asked.Context, jobOptions, token).ConfigureAwait(false);
                    return new RoutedJob<TRequest, TResponse>(this, task, handler, asked.Planned, handle)
                    {
                        Request = request,
                        Started = AnswerInfo.Begin(asked.Context, asked.Planned, asked.Walk.Plan),
                        CancelsRemote = jobOptions.CancelRemoteOnCancellation,
                    };
                },
                mayHedge: false,
                activity,
                cancellationToken);
    }

    /// <summary>Goes on with a job.</summary>
    /// <exception cref="RoutingException">Its provider is not set up here, has no key, or runs no such jobs.</exception>
    public InferenceJob<TResponse> Resume<TRequest, TResponse>(InferenceTask<TRequest, TResponse> task, JobHandle handle)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse
    {
        var provider = FindReady(handle.Provider);
        return provider.Provider.Handlers.Find(task) is IJobHandler<TRequest, TResponse> handler
            ? new RoutedJob<TRequest, TResponse>(this, task, handler, new(new(provider.Name, handle.Model), Offer: null), handle)
            {
                Started = new() { Provider = provider.Name, Model = handle.Model, RouteReason = "the job was started before" },
            }
            : throw new RoutingException($"Provider '{provider.Name}' runs no jobs for '{task}'.");
    }

    /// <summary>A provider that can be asked.</summary>
    /// <exception cref="RoutingException">There is none of that name, or it has no key.</exception>
    public ProviderRegistration FindReady(string name) => providers.Find(name) switch
    {
        null => throw new RoutingException($"There is no provider '{name}' here; there are {string.Join(", ", providers.All.Select(provider => provider.Name))}."),
        { IsReady: false } provider => throw new RoutingException($"Provider '{provider.Name}' cannot be asked: {provider.NotReadyReason}. To switch it on, {provider.Remedy}."),
        var provider => provider,
    };

    private static bool RunsJobs<TRequest, TResponse>(ProviderRegistration provider, InferenceTask<TRequest, TResponse> task)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse =>
        provider.Provider.Handlers.Find(task) is IJobHandler<TRequest, TResponse>;

    private ProviderException WithoutJobs<TRequest, TResponse>(InferenceTask<TRequest, TResponse> task, RouteCandidate candidate)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse
    {
        var able = string.Join(", ", providers.All.Where(provider => RunsJobs(provider, task)).Select(provider => provider.Name));
        return new(candidate.Provider, ErrorKind.Unsupported, $"Provider '{candidate.Provider}' does '{task}' at once and has no job to hand out; use SendAsync, or the task's verb{(able.Length > 0 ? $". These run jobs: {able}" : "")}.")
        {
            Model = candidate.Model,
            Phase = AttemptPhase.Connecting,
        };
    }

    private async Task<TResult> TryInTurnAsync<TRequest, TResponse, TResult>(
        InferenceTask<TRequest, TResponse> task,
        TRequest request,
        RouteDecision decision,
        Func<AskedCandidate<TRequest, TResponse>, CancellationToken, Task<TResult>> ask,
        bool mayHedge,
        CallActivity activity,
        CancellationToken cancellationToken)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse
    {
        var call = BeginCall(task);
        var walk = new CandidateWalk(decision, policy, call);
        using var limit = StartLimit(call, cancellationToken);
        var race = mayHedge ? HedgeOf<TResult>(task, walk, call, AskAsync) : null;
        PlannedCandidate? planned = null;
        try
        {
            for (ProviderException? last = null; ;)
            {
                planned = await walk.NextAsync(last, limit.Token).ConfigureAwait(false);
                try
                {
                    return await (race?.RunAsync(planned, limit.Token) ?? AskAsync(planned, new() { IsLast = !walk.HasMore }, limit.Token)).ConfigureAwait(false);
                }
                catch (ProviderException failure) when (walk.MayGoOn(failure))
                {
                    last = failure.IsTurnedAway ? last : failure; // on record already; the next candidate is asked
                }
            }
        }
        catch (InferenceException failure)
        {
            failure.Trace = AnswerInfo.Trace(walk.Plan, call);
            throw;
        }
        catch (OperationCanceledException exception)
        {
            var end = EndOfCall(exception, planned, call, walk.Plan, limit, cancellationToken);
            if (end is not InferenceException) // a cancellation has no place for it
            {
                activity.Trace(AnswerInfo.Trace(walk.Plan, call));
            }

            throw end;
        }
        catch (Exception exception) when (HandlerFaults.IsBare(exception))
        {
            throw Unforeseen(exception, planned, call, walk.Plan);
        }

        async Task<TResult> AskAsync(PlannedCandidate candidate, CandidateState asked, CancellationToken token)
        {
            try
            {
                var handler = providers.Find(candidate.Candidate.Provider)!.Provider.Handlers.Find(task)!;
                return await ask(new(handler, CreateContext(task, request, candidate, call, asked), candidate, walk), token).ConfigureAwait(false);
            }
            catch (ProviderException failure) when (walk.Note(candidate, failure))
            {
                throw;
            }
        }
    }

    /// <summary>How a call of a task is hedged; null where it is not: it is off, or a second answer would be a second bill of note.</summary>
    public HedgedRace<TResult>? HedgeOf<TResult>(
        InferenceTask task, CandidateWalk walk, CallState call, Func<PlannedCandidate, CandidateState, CancellationToken, Task<TResult>> ask) =>
        options.Hedging.Enabled && call.RetryWhenMaybeExecuted ? new(walk, policy, options, call, ask) : null;

    /// <summary>How a stream goes on after a break; null where that is off, or the task cannot.</summary>
    public StreamResumption<TRequest, TUpdate>? ResumptionOf<TRequest, TUpdate>(
        StreamingTask<TRequest, TUpdate> task, TRequest request, StreamOpener<TRequest, TUpdate> opener, CandidateWalk walk)
        where TRequest : InferenceRequest
        where TUpdate : InferenceUpdate =>
        options.StreamResume && task.Resume is { } resume ? new(resume(request), opener, walk) : null;

    public IAsyncEnumerable<TUpdate> Stream<TRequest, TUpdate>(
        StreamingTask<TRequest, TUpdate> task, TRequest request, Func<CancellationToken, ValueTask<RouteDecision>> plan, CancellationToken cancellationToken)
        where TRequest : InferenceRequest
        where TUpdate : InferenceUpdate =>
        new RoutedStream<TRequest, TUpdate>(this, task, request, plan, cancellationToken);

    /// <summary>Begins a call.</summary>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public CallState BeginCall(InferenceTask task) => BeginCall(task, LimitOf(task));

    /// <summary>Begins a call that has its own limit, such as the wait for a job that was started before.</summary>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public CallState BeginCall(InferenceTask task, TimeSpan limit) => lifetime.HasEnded
        ? throw Disposed(inner: null)
        : new(timeProvider)
        {
            Limit = limit,
            MaxAttempts = options.Retry.MaxAttempts,
            MaxAttemptsPerTarget = options.Retry.MaxAttemptsPerTarget,
            RetryWhenMaybeExecuted = (options.Tasks.TryGetValue(task.Name, out var own) ? own.RetryWhenMaybeExecuted : null) ?? task.RetryWhenMaybeExecuted,
        };

    public TimeLimit StartLimit(CallState call, CancellationToken cancellationToken)
    {
        (call.CallerToken, call.ClientToken) = (cancellationToken, lifetime.Token);
        return TimeLimit.Start(call.Limit, timeProvider, cancellationToken, lifetime.Token);
    }

    public IStreamingTaskHandler<TRequest, TUpdate> FindHandler<TRequest, TUpdate>(StreamingTask<TRequest, TUpdate> task, PlannedCandidate planned)
        where TRequest : InferenceRequest
        where TUpdate : InferenceUpdate =>
        providers.Find(planned.Candidate.Provider)!.Provider.Handlers.Find(task)!;

    public static TaskContext<TRequest> CreateContext<TRequest>(
        InferenceTask task, TRequest request, PlannedCandidate planned, CallState call, CandidateState asked, bool continuesAnswer = false)
        where TRequest : InferenceRequest =>
        new(task.Name, request, planned.Candidate, OwnParameters.For(request, planned.Candidate), call) { Asked = asked, ContinuesAnswer = continuesAnswer };

    /// <summary>What a cancellation means: the caller's own, the end of the client, or the call's deadline; never one for the other.</summary>
    public Exception EndOfCall(
        OperationCanceledException exception, PlannedCandidate? planned, CallState call, RouteTrace plan, TimeLimit limit, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? new OperationCanceledException("The call was cancelled.", exception, cancellationToken)
        : lifetime.HasEnded ? Disposed(exception)
        : !limit.HasPassed ? exception
        : new ProviderException(
            planned?.Candidate.Provider ?? "", ErrorKind.Timeout, string.Create(CultureInfo.InvariantCulture, $"The call took longer than {call.Limit!.Value.TotalSeconds:0.###} s; CallTimeout sets how long it may take."), exception)
        {
            Model = planned?.Candidate.Model,
            ErrorCode = ErrorCodes.CallTimeout,
            MaybeExecuted = Array.Exists(call.Attempts, attempt => attempt.MaybeExecuted),
            Trace = AnswerInfo.Trace(plan, call),
        };

    /// <summary>What a handler did not foresee, an answer of a strange form most likely.</summary>
    public static ProviderException Unforeseen(Exception exception, PlannedCandidate? planned, CallState call, RouteTrace plan)
    {
        var provider = planned?.Candidate.Provider ?? "";
        return new(provider, ErrorKind.Unknown, $"Provider '{provider}': its handler failed with {exception.GetType().Name}, which it should not; see the inner exception.", exception)
        {
            Model = planned?.Candidate.Model,
            MaybeExecuted = Array.Exists(call.Attempts, attempt => attempt.MaybeExecuted || attempt.Error is null),
            Trace = AnswerInfo.Trace(plan, call),
        };
    }

    private static ObjectDisposedException Disposed(Exception? inner) => new("The client was disposed.", inner);
}
