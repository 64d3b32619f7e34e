using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Providers;
using ProviderRouter.Resilience;

namespace ProviderRouter.Routing;

/// <summary>Tries the candidates of a plan in turn, under one deadline, and stamps the answer with who served it.</summary>
internal sealed class RouteExecutor(ProviderDirectory providers, InferenceRoutingOptions options, TimeProvider timeProvider, ClientLifetime lifetime)
{
    private readonly FallbackPolicy policy = new(options);

    public FallbackPolicy Policy => policy;

    public async Task<TResponse> SendAsync<TRequest, TResponse>(
        InferenceTask<TRequest, TResponse> task, TRequest request, RouteDecision decision, CancellationToken cancellationToken)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse
    {
        var call = BeginCall(task);
        using var limit = StartLimit(call, cancellationToken);
        var last = Math.Min(decision.Candidates.Count, policy.MaxTargets) - 1;
        for (var index = 0; ; index++)
        {
            var planned = decision.Candidates[index];
            var context = CreateContext(request, planned, call);
            try
            {
                var handler = providers.Find(planned.Candidate.Provider)!.Provider.Handlers.Find(task)!;
                var response = await handler.HandleAsync(context, limit.Token).ConfigureAwait(false);
                return response with { Info = AnswerInfo.Stamp(response.Info, context, planned, decision) };
            }
            catch (ProviderException failure) when (index < last && policy.MayGoOn(failure, call))
            {
                // on record already; the next candidate is asked
            }
            catch (InferenceException failure)
            {
                failure.Attempts = [.. call.Attempts];
                throw;
            }
            catch (OperationCanceledException exception)
            {
                throw EndOfCall(exception, planned, call, limit, cancellationToken);
            }
        }
    }

    public IAsyncEnumerable<TUpdate> Stream<TRequest, TUpdate>(
        StreamingTask<TRequest, TUpdate> task, TRequest request, Func<CancellationToken, ValueTask<RouteDecision>> plan, CancellationToken cancellationToken)
        where TRequest : InferenceRequest
        where TUpdate : InferenceUpdate =>
        new RoutedStream<TRequest, TUpdate>(this, task, request, plan, cancellationToken);

    /// <summary>Begins a call.</summary>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public CallState BeginCall(InferenceTask task) => lifetime.HasEnded
        ? throw Disposed(inner: null)
        : new(timeProvider)
        {
            Limit = options.CallTimeout ?? task.DefaultTimeout,
            MaxAttempts = options.Retry.MaxAttempts,
            RetryWhenMaybeExecuted = task.RetryWhenMaybeExecuted,
        };

    public TimeLimit StartLimit(CallState call, CancellationToken cancellationToken) =>
        TimeLimit.Start(call.Limit, timeProvider, cancellationToken, lifetime.Token);

    public IStreamingTaskHandler<TRequest, TUpdate> FindHandler<TRequest, TUpdate>(StreamingTask<TRequest, TUpdate> task, PlannedCandidate planned)
        where TRequest : InferenceRequest
        where TUpdate : InferenceUpdate =>
        providers.Find(planned.Candidate.Provider)!.Provider.Handlers.Find(task)!;

    public static TaskContext<TRequest> CreateContext<TRequest>(TRequest request, PlannedCandidate planned, CallState call)
        where TRequest : InferenceRequest =>
        new(request, planned.Candidate, ParametersFor(request, planned.Candidate.Provider), call);

    /// <summary>What a cancellation means: the caller's own, the end of the client, or the call's deadline; never one for the other.</summary>
    public Exception EndOfCall(
        OperationCanceledException exception, PlannedCandidate? planned, CallState call, TimeLimit limit, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? new OperationCanceledException("The call was cancelled.", exception, cancellationToken)
        : lifetime.HasEnded ? Disposed(exception)
        : !limit.HasPassed ? exception
        : new ProviderException(
            planned?.Candidate.Provider ?? "", ErrorKind.Timeout, string.Create(CultureInfo.InvariantCulture, $"The call took longer than {call.Limit!.Value.TotalSeconds:0.###} s; CallTimeout sets how long it may take."), exception)
        {
            Model = planned?.Candidate.Model,
            ErrorCode = ErrorCodes.CallTimeout,
            MaybeExecuted = call.Attempts.Count > 0,
            Attempts = [.. call.Attempts],
        };

    private static ObjectDisposedException Disposed(Exception? inner) => new("The client was disposed.", inner);

    // Elements, because codecs merge them into wire records; a node would write invalid JSON there.
    private static Dictionary<string, JsonElement>? ParametersFor(InferenceRequest request, string provider)
    {
        if (request.ProviderParameters.Count == 0 || FindParameters(request, provider) is not { Count: > 0 } own)
        {
            return null;
        }

        var parameters = new Dictionary<string, JsonElement>(own.Count);
        foreach (var (name, node) in own)
        {
            parameters[name] = ToElement(node);
        }

        return parameters;
    }

    // Names of providers have no case, the caller's dictionary may.
    private static JsonObject? FindParameters(InferenceRequest request, string provider)
    {
        if (request.ProviderParameters.TryGetValue(provider, out var own))
        {
            return own;
        }

        foreach (var (name, parameters) in request.ProviderParameters)
        {
            if (string.Equals(name, provider, StringComparison.OrdinalIgnoreCase))
            {
                return parameters;
            }
        }

        return null;
    }

    private static JsonElement ToElement(JsonNode? node)
    {
        if (node is null)
        {
            return JsonElement.Parse("null"u8);
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            node.WriteTo(writer);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }
}
