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
    private CancellationTokenSource? both;
    private CancellationToken token;
    private int enumerated;
    private CallActivity activity;
    private CancellationToken enumeratorToken;
    private TimeLimit? limit;
    private CallState? call;
    private CandidateWalk? walk;
    private StreamOpener<TRequest, TUpdate>? opener;
    private StreamResumption<TRequest, TUpdate>? resumption;
    private OpenedStream<TRequest, TUpdate>? open;
    private IAsyncEnumerator<TUpdate>? inner;
    private TUpdate? current;
    private bool announced;
    private bool begun;
    private bool ended;
    private bool failed;

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
        if (inner is null || ended || resumption is not null || token.IsCancellationRequested)
        {
            return MoveSlowAsync();
        }

        ValueTask<bool> move;
        try
        {
            move = inner.MoveNextAsync();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return BrokenAsync(exception);
        }

        return move.IsCompletedSuccessfully ? ValueTask.FromResult(Take(move.Result)) : AwaitAsync(move);
    }

    public async ValueTask DisposeAsync()
    {
        ended = true;
        try
        {
            if (open is not null)
            {
                await open.DisposeAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            if (activity.IsOn && open is not null && !failed)
            {
                activity.Succeed(open.Leave(walk!));
            }

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
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return await BrokenAsync(exception).ConfigureAwait(false);
        }
    }

    private bool Take(bool moved)
    {
        if (!moved)
        {
            ended = true;
            return false;
        }

        current = open!.Take(inner!.Current, walk!);
        return true;
    }

    // From the first content on, updates come straight from the handler's stream, unless it may have to be taken up elsewhere.
    private async ValueTask<bool> MoveSlowAsync()
    {
        do
        {
            if (ended || !await MoveOnceAsync().ConfigureAwait(false))
            {
                return false;
            }
        }
        while (resumption is not null && !IsNews());

        return true;
    }

    private bool IsNews()
    {
        if (announced) // was noted when its stream was opened
        {
            announced = false;
            return true;
        }

        if (resumption!.Note(current!) is not { } news)
        {
            return false;
        }

        current = news;
        return true;
    }

    private async ValueTask<bool> MoveOnceAsync()
    {
        if (open is null)
        {
            await BeginAsync().ConfigureAwait(false);
        }

        if (token.IsCancellationRequested) // whatever has come already
        {
            return await BrokenAsync(new OperationCanceledException(token)).ConfigureAwait(false);
        }

        if (open!.HeldBack.TryDequeue(out var held))
        {
            current = open.Take(held, walk!);
            if (!begun && current.Info is null)
            {
                current = current with { Info = AnswerInfo.Begin(open.Context, open.Planned, walk!.Plan) };
            }

            begun = true;
            return true;
        }

        if (open.HasEnded)
        {
            ended = true;
            return false;
        }

        inner = open.Updates;
        try
        {
            return Take(await inner.MoveNextAsync().ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return await BrokenAsync(exception).ConfigureAwait(false);
        }
    }

    private async ValueTask BeginAsync()
    {
        token.ThrowIfCancellationRequested();
        activity = RouterTelemetry.StartCall(task, request);
        try
        {
            var decision = await plan(token).ConfigureAwait(false);
            call = executor.BeginCall(task);
            walk = new(decision, executor.Policy, call);
            opener = new(executor, task, request, walk, call);
            resumption = executor.ResumptionOf(task, request, opener, walk);
        }
        catch (Exception exception)
        {
            ended = failed = true;
            activity.Fail(exception);
            throw;
        }

        limit = executor.StartLimit(call, token);
        try
        {
            open = await opener.OpenAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            ended = true;
            ExceptionDispatchInfo.Throw(Failed(exception));
        }
    }

    private async ValueTask<bool> BrokenAsync(Exception exception)
    {
        ended = true;
        var failure = exception as ProviderException;
        await open!.BreakAsync(exception).ConfigureAwait(false);
        if (failure is not null && resumption is not null && await ResumeAsync(failure).ConfigureAwait(false))
        {
            return true;
        }

        ExceptionDispatchInfo.Throw(Failed(exception));
        return false;
    }

    private async ValueTask<bool> ResumeAsync(ProviderException failure)
    {
        walk!.Note(open!.Planned, failure);
        await open.DisposeAsync().ConfigureAwait(false);
        (open, inner) = (null, null);
        try
        {
            if (await resumption!.ReopenAsync(failure, limit!.Token).ConfigureAwait(false) is not { } resumed)
            {
                return false;
            }

            (open, current) = (resumed.Stream, resumed.Announcement);
            announced = true;
            ended = false;
            return true;
        }
        catch (OperationCanceledException exception)
        {
            ExceptionDispatchInfo.Throw(Failed(exception));
            return false;
        }
    }

    private Exception Failed(Exception exception)
    {
        var asked = open?.Planned ?? opener?.Asked; // beside the one that gives the stream another may have been asked
        var failure = exception is OperationCanceledException canceled
            ? executor.EndOfCall(canceled, asked, call!, walk!.Plan, limit!, enumeratorToken.IsCancellationRequested ? enumeratorToken : callerToken)
            : HandlerFaults.IsBare(exception) ? RouteExecutor.Unforeseen(exception, asked, call!, walk!.Plan)
            : exception;
        if (failure is InferenceException known)
        {
            known.Trace = AnswerInfo.Trace(walk!.Plan, call!);
        }
        else if (activity.IsOn) // a cancellation has no place for it
        {
            activity.Trace(AnswerInfo.Trace(walk!.Plan, call!));
        }

        failed = true;
        activity.Fail(failure);
        return failure;
    }
}
