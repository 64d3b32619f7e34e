using System.Net;
using ProviderRouter.Resilience;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Resilience;

/// <summary>How often one exchange is sent, after which waits, and what that takes from the budget.</summary>
public sealed class RetryPipelineTests
{
    private readonly JumpingTime time = new();

    /// <summary>What only reads has three attempts, whatever is set for the rest.</summary>
    [Theory]
    [InlineData(false, 1, 1)]
    [InlineData(false, 2, 2)]
    [InlineData(false, 5, 5)]
    [InlineData(true, 1, 3)]
    [InlineData(true, 5, 3)]
    public async Task ExecuteAsync_FailsEachTime_IsSentAsOftenAsItMayBe(bool isRead, int attemptsPerTarget, int expected)
    {
        var scope = new Scope { Reads = isRead };

        (await SendAsync(scope, attemptsPerTarget, static _ => Status(500))).Should().Be(expected);

        time.Delays.Should().HaveCount(expected - 1);
    }

    [Fact]
    public async Task ExecuteAsync_NoAttemptIsLeft_IsSentOnce() =>
        (await SendAsync(new() { AttemptsLeft = 0 }, 3, static _ => Status(500))).Should().Be(1);

    [Fact]
    public async Task ExecuteAsync_TargetIsBlockedAndAnotherMayBeAsked_IsSentOnce() =>
        (await SendAsync(new(), 3, static _ => new("p", ErrorKind.Unavailable, "x") { Phase = AttemptPhase.Connecting, ErrorCode = ErrorCodes.CircuitOpen, RetryAfter = TimeSpan.FromSeconds(1) })).Should().Be(1);

    /// <summary>An answer that was cut, and a conflict, are worth one more try and no second.</summary>
    [Fact]
    public async Task ExecuteAsync_AnswerIsCut_IsSentOnceMore() =>
        (await SendAsync(new(), 5, static _ => new("p", ErrorKind.BadResponse, "x") { Phase = AttemptPhase.ReadingAnswer, IsIncomplete = true })).Should().Be(2);

    [Fact]
    public async Task ExecuteAsync_Conflict_IsSentOnceMore() =>
        (await SendAsync(new(), 5, static _ => Status(409, ErrorKind.Unknown))).Should().Be(2);

    /// <summary>At once, without a wait that an attempt before it had.</summary>
    [Fact]
    public async Task ExecuteAsync_KeyIsRefusedAndThereIsAnother_IsSentAgainAtOnce()
    {
        var scope = new Scope { HasOtherKey = true };

        (await SendAsync(scope, 5, static attempt => attempt == 1 ? Status(500) : Status(401, ErrorKind.Authentication))).Should().Be(3);

        scope.Waits.Should().HaveCount(3);
        scope.Waits[1].Should().BePositive();
        scope.Waits[2].Should().Be(TimeSpan.Zero);
    }

    [Theory]
    [InlineData(401, ErrorKind.InvalidRequest)]
    [InlineData(403, ErrorKind.Authentication)]
    public async Task ExecuteAsync_RefusalIsNotOfTheKey_IsSentOnce(int status, ErrorKind kind) =>
        (await SendAsync(new() { HasOtherKey = true }, 3, _ => Status(status, kind))).Should().Be(1);

    [Theory]
    [InlineData(500, ErrorKind.Unavailable, 14)]
    [InlineData(429, ErrorKind.RateLimited, 5)]
    [InlineData(429, ErrorKind.Unavailable, 5)]
    [InlineData(200, ErrorKind.RateLimited, 5)]
    public async Task ExecuteAsync_IsTriedAgain_TakesItsCostFromTheBudget(int status, ErrorKind kind, int cost)
    {
        var scope = new Scope();

        await SendAsync(scope, 2, _ => Status(status, kind));

        scope.Spent.Should().Equal(cost);
    }

    [Fact]
    public async Task ExecuteAsync_BudgetIsEmpty_IsSentOnce() =>
        (await SendAsync(new() { IsBroke = true }, 3, static _ => Status(500))).Should().Be(1);

    private static ProviderException Status(int status, ErrorKind kind = ErrorKind.Unavailable) =>
        new("p", kind, "x") { Phase = AttemptPhase.ErrorAnswered, StatusCode = (HttpStatusCode)status };

    private async Task<int> SendAsync(Scope scope, int attemptsPerTarget, Func<int, ProviderException> fail)
    {
        var pipeline = new RetryPipeline(new() { MaxAttemptsPerTarget = attemptsPerTarget }, new(), time, static () => 0.5);
        var attempts = 0;
        await FluentActions.Awaiting(() => pipeline.ExecuteAsync<object?, int>(
            scope,
            (_, _) =>
            {
                scope.Waits.Add(scope.DelayBefore);
                throw fail(++attempts);
            },
            null,
            TestContext.Current.CancellationToken).AsTask()).Should().ThrowAsync<ProviderException>();
        return attempts;
    }

    private sealed class Scope : RetryScope
    {
        public bool Reads { get; init; }

        public int AttemptsLeft { get; init; } = 100;

        public bool HasOtherKey { get; init; }

        public bool IsBroke { get; init; }

        public List<int> Spent { get; } = [];

        public List<TimeSpan> Waits { get; } = [];

        public override bool IsRead => Reads;

        public override bool RetryWhenMaybeExecuted => true;

        public override bool HasAttemptsLeft => AttemptsLeft > 0;

        public override bool HasTimeFor(TimeSpan delay) => true;

        protected override ValueTask<bool> TrySpendAsync(int tokens, CancellationToken cancellationToken)
        {
            Spent.Add(tokens);
            return ValueTask.FromResult(!IsBroke);
        }

        protected override ValueTask<bool> RefreshKeyAsync(CancellationToken cancellationToken) => ValueTask.FromResult(HasOtherKey);
    }
}
