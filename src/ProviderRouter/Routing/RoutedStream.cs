using System.Runtime.ExceptionServices;
using ProviderRouter.Diagnostics;
using ProviderRouter.Providers;
using ProviderRouter.Resilience;

namespace ProviderRouter.Routing;

/// <summary>
/// The one enumerator between a caller and a handler's stream. Until the first content it holds updates back, so that a failure can still
/// be answered by the next candidate; from then on it only forwards.
/// </summary>
internal sealed class RoutedStream<TRequest, TUpdate>(
    RouteExecutor executor,
    StreamingTask<TRequest, TUpdate> task,
    TRequest request,
    Func<CancellationToken, ValueTask<RouteDecision>> plan,
    CancellationToken callerToken)
    : IAsyncEnumerable<TUpdate>, IAsyncEnumerator<TUpdate>
    where TRequest : InferenceRequest
    where TUpdate : InferenceUpdate
{
    private readonly Queue<TUpdate> heldBack = new();
    private CancellationTokenSource? both;
    private CancellationToken token;
    private int enumerated;
    private CallActivity activity;
    private CancellationToken enumeratorToken;
    private TimeLimit? limit;
    private CallState? call;
    private RouteDecision? decision;
    private PlannedCandidate? planned;
    private TaskContext<TRequest>? context;
    private IAsyncEnumerator<TUpdate>? inner;
    private TUpdate? current;
    private bool begun;
    private bool ended;

    public TUpdate Current => current!;

    public IAsyncEnumerator<TUpdate> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref enumerated, 1) != 0)
        {
            // Each enumeration is a call of its own.
            return new RoutedStream<TRequest, TUpdate>(executor, task, request, plan, callerToken).GetAsyncEnumerator(cancellationToken);
        }

        enumeratorToken = cancellationToken;
        token = callerToken;
        if (cancellationToken.CanBeCanceled && cancellationToken != callerToken)
        {
            both = callerToken.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(callerToken, cancellationToken) : null;
            token = both?.Token ?? cancellationToken;
        }

        return this;
    }

    public ValueTask<bool> MoveNextAsync()
    {
        if (!begun || heldBack.Count > 0 || ended)
        {
            return MoveSlowAsync();
        }

        ValueTask<bool> move;
        try
        {
            move = inner!.MoveNextAsync();
        }
        catch (Exception exception) when (exception is InferenceException or OperationCanceledException || HandlerFaults.IsBare(exception))
        {
            return ValueTask.FromException<bool>(Broken(exception));
        }

        return move.IsCompletedSuccessfully ? ValueTask.FromResult(Take(move.Result)) : AwaitAsync(move);
    }

    public async ValueTask DisposeAsync()
    {
        ended = true;
        try
        {
            if (inner is not null)
            {
                await inner.DisposeAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            inner = null;
            limit?.Dispose();
            both?.Dispose();
            activity.Dispose();
        }
    }

    private async ValueTask<bool> AwaitAsync(ValueTask<bool> move)
    {
        try
        {
            return Take(await move.ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is InferenceException or OperationCanceledException || HandlerFaults.IsBare(exception))
        {
            ExceptionDispatchInfo.Throw(Broken(exception));
            return false;
        }
    }

    private bool Take(bool moved)
    {
        if (!moved)
        {
            ended = true;
            return false;
        }

        var update = inner!.Current;
        current = update.IsFinal ? update with { Info = AnswerInfo.Stamp(update.Info ?? ResponseInfo.Empty, context!, planned!, decision!) } : update;
        return true;
    }

    private async ValueTask<bool> MoveSlowAsync()
    {
        if (heldBack.TryDequeue(out var held))
        {
            current = held;
            return true;
        }

        if (ended)
        {
            return false;
        }

        await BeginAsync().ConfigureAwait(false);
        begun = true;
        if (heldBack.TryDequeue(out held))
        {
            current = held.Info is null ? held with { Info = AnswerInfo.Begin(context!, planned!, decision!) } : held;
            return true;
        }

        ended = true;
        return false;
    }

    private async ValueTask BeginAsync()
    {
        token.ThrowIfCancellationRequested();
        activity = RouterTelemetry.StartCall(task, request);
        try
        {
            decision = await plan(token).ConfigureAwait(false);
            call = executor.BeginCall(task);
        }
        catch (Exception exception)
        {
            activity.Fail(exception);
            throw;
        }

        limit = executor.StartLimit(call, token);
        var last = Math.Min(decision.Candidates.Count, executor.Policy.MaxTargets) - 1;
        for (var index = 0; ; index++)
        {
            planned = decision.Candidates[index];
            context = RouteExecutor.CreateContext(task, request, planned, call);
            try
            {
                inner = executor.FindHandler(task, planned).HandleAsync(context, limit.Token).GetAsyncEnumerator(limit.Token);
                await HoldUntilContentAsync().ConfigureAwait(false);
                return;
            }
            catch (ProviderException failure) when (index < last && executor.Policy.MayGoOn(failure, call))
            {
                await AbandonAsync().ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is InferenceException or OperationCanceledException || HandlerFaults.IsBare(exception))
            {
                ended = true;
                ExceptionDispatchInfo.Throw(Failed(exception));
            }
        }
    }

    private async ValueTask HoldUntilContentAsync()
    {
        while (await inner!.MoveNextAsync().ConfigureAwait(false))
        {
            Take(moved: true);
            heldBack.Enqueue(current!);
            if (current!.IsContent)
            {
                return;
            }
        }

        ended = true;
    }

    private async ValueTask AbandonAsync()
    {
        heldBack.Clear();
        ended = false;
        if (inner is not null) // else the handler failed at once
        {
            await inner.DisposeAsync().ConfigureAwait(false);
            inner = null;
        }
    }

    // The head was accepted and is on record as such; that the stream broke is learned only here.
    private Exception Broken(Exception exception)
    {
        ended = true;
        call!.Amend(attempt => attempt with
        {
            Phase = AttemptPhase.Delivering,
            Error = exception is ProviderException failure ? failure.Kind : ErrorKind.Timeout,
            MaybeExecuted = true,
        });
        return Failed(exception);
    }

    private Exception Failed(Exception exception)
    {
        var failure = exception is OperationCanceledException canceled
            ? executor.EndOfCall(canceled, planned, call!, limit!, enumeratorToken.IsCancellationRequested ? enumeratorToken : callerToken)
            : HandlerFaults.IsBare(exception) ? RouteExecutor.Unforeseen(exception, planned!, call!)
            : exception;
        if (failure is InferenceException known)
        {
            known.Attempts = [.. call!.Attempts];
        }

        activity.Fail(failure);
        return failure;
    }
}
