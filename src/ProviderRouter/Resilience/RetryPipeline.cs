using System.Net;
using Polly;
using Polly.Retry;

namespace ProviderRouter.Resilience;

/// <summary>
/// Repeats one exchange by the matrix. Built once per client; the only owner of retries: nothing below it repeats anything.
/// </summary>
internal sealed class RetryPipeline
{
    private const int ReadAttempts = 3; // of a download, a cancel, a look at a job

    private static readonly ResiliencePropertyKey<RetryScope> ScopeKey = new("ProviderRouter.RetryScope");

    private readonly RetryOptions options;
    private readonly RetryBudgetOptions budget;
    private readonly Func<double> random;
    private readonly ResiliencePipeline pipeline;

    public RetryPipeline(RetryOptions options, RetryBudgetOptions budget, TimeProvider timeProvider, Func<double>? random = null)
    {
        this.options = options;
        this.budget = budget;
        this.random = random ?? Random.Shared.NextDouble;

        var builder = new ResiliencePipelineBuilder { TimeProvider = timeProvider };
        builder.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = Math.Max(options.MaxAttemptsPerTarget, ReadAttempts) - 1, // which of the two it is, the scope says
            ShouldHandle = DecideAsync,
            DelayGenerator = static arguments => ValueTask.FromResult<TimeSpan?>(ScopeOf(arguments.Context).DelayBefore),
        });
        pipeline = builder.Build();
    }

    public async ValueTask<TResult> ExecuteAsync<TState, TResult>(
        RetryScope scope, Func<TState, CancellationToken, ValueTask<TResult>> attempt, TState state, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(ScopeKey, scope);
        try
        {
            return await pipeline.ExecuteAsync(
                static (context, call) => call.attempt(call.state, context.CancellationToken), context, (attempt, state)).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static RetryScope ScopeOf(ResilienceContext context) => context.Properties.GetValue(ScopeKey, null!);

    private ValueTask<bool> DecideAsync(RetryPredicateArguments<object> arguments) =>
        arguments.Outcome.Exception is ProviderException failure
            ? DecideAsync(failure, arguments.AttemptNumber, ScopeOf(arguments.Context), arguments.Context.CancellationToken)
            : ValueTask.FromResult(false);

    private async ValueTask<bool> DecideAsync(ProviderException failure, int retry, RetryScope scope, CancellationToken cancellationToken)
    {
        var isLast = retry + 1 >= (scope.IsRead ? ReadAttempts : options.MaxAttemptsPerTarget);
        if (isLast || cancellationToken.IsCancellationRequested || !scope.HasAttemptsLeft || (failure.IsBlocked && !scope.MayWaitForTarget))
        {
            return false; // nobody waits for a target that is blocked while another one can be asked
        }

        if (failure.StatusCode == HttpStatusCode.Unauthorized && failure.Kind == ErrorKind.Authentication)
        {
            scope.Repeat(TimeSpan.Zero);
            return await scope.TryRefreshKeyAsync(cancellationToken).ConfigureAwait(false);
        }

        var oneMore = retry == 0 || !(failure.IsIncomplete || failure.StatusCode == HttpStatusCode.Conflict); // these repeat once at most
        if (!oneMore || !RetryMatrix.Judge(failure, scope.RetryWhenMaybeExecuted).Same
            || RetryDelay.Choose(options, failure, retry, random()) is not { } delay || !scope.HasTimeFor(delay))
        {
            return false;
        }

        var cost = failure.Kind == ErrorKind.RateLimited || failure.StatusCode == HttpStatusCode.TooManyRequests ? budget.RateLimitedRetryCost : budget.RetryCost;
        if (!await scope.TryPayAsync(cost, cancellationToken).ConfigureAwait(false))
        {
            return false; // the target fails for everybody: another one may still be asked
        }

        scope.Repeat(delay);
        return true;
    }
}
