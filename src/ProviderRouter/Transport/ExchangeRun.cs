using System.Net;
using ProviderRouter.Providers;
using ProviderRouter.Resilience;

namespace ProviderRouter.Transport;

/// <summary>One exchange with all its attempts: writes the body once, makes a fresh message of the same bytes for each, records each once.</summary>
internal sealed class ExchangeRun : RetryScope, IDisposable
{
    private static readonly TimeSpan BeyondHold = TimeSpan.FromSeconds(30);

    private readonly ProviderChannel channel;
    private readonly TaskContext context;
    private readonly Exchange exchange;
    private readonly ExchangeFailures failures;
    private readonly PooledBody? body;
    private readonly Uri address;
    private string? sentKey;

    public ExchangeRun(ProviderChannel channel, ProviderErrorReader errors, TaskContext context, Exchange exchange)
    {
        this.channel = channel;
        this.context = context;
        this.exchange = exchange;
        failures = new(channel.Provider, context.Model, exchange.Kind, errors, channel.Scrubber, channel.Options.ApiKeyVariables, channel.TimeProvider);
        address = channel.Address.Build(exchange.Path, keep: Counts);
        MayWaitForTarget = context.Asked.IsLast;
        body = ExchangeBody.Prepare(context, exchange, channel.Options);
    }

    public override bool RetryWhenMaybeExecuted => context.Call.RetryWhenMaybeExecuted;

    public override bool HasAttemptsLeft => !Counts || (!context.Asked.IsHedge && context.Call.HasAttemptsLeftAt(context.Planned)); // a hedge is one attempt and no second

    public override bool IsRead => exchange.Kind == ExchangeKind.Read;

    private bool Counts => !IsRead;

    public override bool HasTimeFor(TimeSpan delay) => Counts ? context.Call.HasTimeFor(delay) : context.Call.HasTimeToRead(delay);

    /// <summary>Takes what a retry costs from the target's budget; what only reads costs nothing.</summary>
    protected override ValueTask<bool> TrySpendAsync(int tokens, CancellationToken cancellationToken) =>
        Counts ? channel.Targets.For(context.Planned.Model).State.TrySpendAsync(tokens, cancellationToken) : ValueTask.FromResult(true);

    protected override async ValueTask<bool> RefreshKeyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await channel.Key.RefreshAsync(sentKey, cancellationToken).ConfigureAwait(false);
        }
        catch (InferenceException) when (Counts)
        {
            return false; // the refusal is what is to be seen; a poll may find the source well again
        }
    }

    public void Dispose() => body?.Dispose();

    /// <summary>One attempt, to the end of its answer.</summary>
    public async ValueTask<TResult> SendAsync<TResult>(Func<ProviderResponse, CancellationToken, ValueTask<TResult>> read, CancellationToken callToken)
    {
        var attempt = await BeginAsync(callToken).ConfigureAwait(false);
        using var pass = attempt.Pass;
        try
        {
            using var limit = TimeLimit.Start(ChooseLimit(), channel.TimeProvider, callToken);
            using var response = await SendHeadAsync(limit, ErrorCodes.AttemptTimeout, callToken).ConfigureAwait(false);
            var limits = new ReadLimits(channel.Options.IdleTimeout, ErrorCodes.IdleTimeout, channel.Options.IdleTimeout, ReadLimits.Body);
            using var accepted = new ProviderResponse(response, failures, limits, channel.TimeProvider, limit.Token);
            TResult result;
            try
            {
                result = await read(accepted, limit.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException exception) when (limit.HasPassed && !callToken.IsCancellationRequested)
            {
                throw failures.FromReading(response, ErrorKind.Timeout, ErrorCodes.AttemptTimeout, "the answer took too long", exception);
            }
            catch (Exception exception) when (HandlerFaults.IsOfReading(exception))
            {
                throw accepted.Fail([], "the answer is not what was expected", exception);
            }

            await SucceedAsync(attempt, response).ConfigureAwait(false);
            return result;
        }
        catch (Exception exception)
        {
            await FailAsync(attempt, exception).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>One attempt, to the first event of its answer; the response goes to whoever read that.</summary>
    public async ValueTask<TResult> OpenAsync<TResult>(Func<ProviderResponse, CancellationToken, ValueTask<TResult>> begin, CancellationToken callToken)
    {
        var attempt = await BeginAsync(callToken).ConfigureAwait(false);
        try
        {
            var startedAt = channel.TimeProvider.GetTimestamp();
            using var limit = TimeLimit.Start(channel.FirstEventTimeout, channel.TimeProvider, callToken);
            var response = await SendHeadAsync(limit, ErrorCodes.FirstEventTimeout, callToken).ConfigureAwait(false);
            var limits = new ReadLimits(channel.FirstEventTimeout, ErrorCodes.FirstEventTimeout, channel.Options.IdleTimeout, ReadLimits.Events)
                .After(channel.TimeProvider.GetElapsedTime(startedAt));
            var result = await ReadBeginningAsync(new(response, failures, limits, channel.TimeProvider, callToken) { Pass = attempt.Pass }, begin, callToken).ConfigureAwait(false);
            await SucceedAsync(attempt, response).ConfigureAwait(false);
            return result;
        }
        catch (Exception exception)
        {
            await FailAsync(attempt, exception).ConfigureAwait(false);
            attempt.Pass?.Dispose();
            throw;
        }
    }

    private static async ValueTask<TResult> ReadBeginningAsync<TResult>(ProviderResponse response, Func<ProviderResponse, CancellationToken, ValueTask<TResult>> begin, CancellationToken callToken)
    {
        try
        {
            return await begin(response, callToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (HandlerFaults.IsOfReading(exception))
        {
            using (response)
            {
                throw response.Fail([], "the answer is not what was expected", exception);
            }
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async ValueTask<HttpResponseMessage> SendHeadAsync(TimeLimit limit, string timeoutCode, CancellationToken callToken)
    {
        using var request = ExchangeMessage.Create(exchange, address, channel.Options.Headers, body);
        HttpResponseMessage response;
        try
        {
            response = await channel.Invoker.SendAsync(request, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not InferenceException)
        {
            if (callToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(exception.Message, exception, callToken);
            }

            throw limit.HasPassed
                ? failures.FromCause(new(AttemptPhase.AwaitingHead, ErrorKind.Timeout, timeoutCode, "no answer came in time"), exception)
                : failures.FromCause(TransportFailures.Explain(exception), exception);
        }

        request.Options.TryGetValue(ApiKeyHandler.SentKey, out sentKey);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            if (response.StatusCode == HttpStatusCode.Unauthorized)
            {
                channel.Key.Forget(sentKey);
            }

            var error = await ErrorAnswer.ReadAsync(response, channel.TimeProvider, callToken).ConfigureAwait(false); // it has a limit of its own
            throw failures.FromStatus(response, error.Bytes.Span, error.IsCut);
        }
    }

    // An exchange that generates may take all that is left: reasoning models think for minutes, and a second try bills again. A large file takes its time too.
    private TimeSpan? ChooseLimit() =>
        ExchangeMessage.HoldOf(exchange) is { } hold ? hold + BeyondHold // given up sooner, a paid submit would be lost in the moment it is answered
        : exchange.Kind == ExchangeKind.Generate || exchange.IsUpload ? null
        : exchange.IsPoll ? channel.Options.PollTimeout
        : channel.Options.AttemptTimeout;

    // What only reads is neither counted nor held back: a job that is paid for has to be seen to its end.
    private async ValueTask<RunningAttempt> BeginAsync(CancellationToken callToken)
    {
        if (!Counts)
        {
            return default;
        }

        var pass = await EnterAsync(callToken).ConfigureAwait(false);
        var start = new AttemptStart
        {
            Candidate = context.Planned,
            StartedAt = channel.TimeProvider.GetUtcNow(),
            Timestamp = channel.TimeProvider.GetTimestamp(),
            DelayBefore = DelayBefore,
            IsHedge = context.Asked.IsHedge,
        };
        if (context.Call.Begin(start, isExtra: IsRetry || context.Asked.IsHedge) is { } number)
        {
            (context.Asked.LastAttempt, context.Asked.Pass) = (number, null);
            return new(start, number, pass);
        }

        await pass.FailAsync(failure: null, isLate: false).ConfigureAwait(false); // nothing was sent: another one may probe
        pass.Dispose();
        throw failures.NotSent(ErrorKind.Unavailable, code: null, "the call has no attempts left");
    }

    private async ValueTask<TargetPass> EnterAsync(CancellationToken callToken)
    {
        if (exchange.Kind == ExchangeKind.Submit)
        {
            if (context.Asked.IsHedge)
            {
                throw failures.NotSent(ErrorKind.Unsupported, code: null, "it begins a job, which is never done beside another call");
            }

            context.Asked.HasSubmitted = true;
        }

        await channel.Key.GetAsync(callToken).ConfigureAwait(false); // which target it is, the key says too
        var pass = await TargetPass.EnterAsync(channel.Targets.For(context.Planned.Model), callToken).ConfigureAwait(false);
        if (pass.IsAdmitted)
        {
            return pass;
        }

        pass.Dispose();
        throw pass.IsCrowded
            ? failures.NotSent(ErrorKind.LimitExceeded, ErrorCodes.TooManyWaiting, "too many calls wait for it already; Concurrency sets how many may")
            : failures.NotSent(ErrorKind.Unavailable, TargetRefusal.CodeOf(pass.Status.Block), $"it was not asked: {TargetRefusal.Describe(pass.Status)}", pass.Status.OpensIn, isTurnedAway: !context.Asked.IsVisited);
    }

    private ValueTask SucceedAsync(RunningAttempt attempt, HttpResponseMessage response)
    {
        if (attempt.Pass is not { } pass)
        {
            return ValueTask.CompletedTask;
        }

        context.Asked.Pass = pass; // whoever reads on learns how it ends

        var duration = channel.TimeProvider.GetElapsedTime(attempt.Start.Timestamp);
        context.Call.End(attempt.Number, new RouteAttempt
        {
            Candidate = attempt.Start.Candidate,
            Phase = AttemptPhase.Completed,
            DelayBefore = attempt.Start.DelayBefore,
            StartedAt = attempt.Start.StartedAt,
            Duration = duration,
            StatusCode = response.StatusCode,
            RequestId = failures.ReadRequestId(response),
            IsHedge = attempt.Start.IsHedge,
        });
        return pass.SucceedAsync(duration, IsRetry ? Paid : context.Asked.Paid);
    }

    private ValueTask FailAsync(RunningAttempt attempt, Exception exception)
    {
        if (attempt.Pass is not { } pass)
        {
            return ValueTask.CompletedTask;
        }

        var failure = exception as ProviderException;
        var isLate = failure is null && !context.Call.HasTimeFor(TimeSpan.Zero);
        context.Call.End(attempt.Number, new RouteAttempt
        {
            Candidate = attempt.Start.Candidate,
            Phase = failure?.Phase ?? AttemptPhase.AwaitingHead,
            DelayBefore = attempt.Start.DelayBefore,
            StartedAt = attempt.Start.StartedAt,
            Duration = channel.TimeProvider.GetElapsedTime(attempt.Start.Timestamp),
            Error = failure?.Kind ?? (isLate ? ErrorKind.Timeout : null),
            ErrorCode = failure?.ErrorCode ?? (isLate ? ErrorCodes.CallTimeout : null),
            StatusCode = failure?.StatusCode,
            RequestId = failure?.RequestId,
            MaybeExecuted = failure?.MaybeExecuted ?? exception is not InferenceException,
            IsHedge = attempt.Start.IsHedge,
        });
        return pass.FailAsync(failure, isLate);
    }

    private readonly record struct RunningAttempt(AttemptStart Start, int Number, TargetPass? Pass);
}
