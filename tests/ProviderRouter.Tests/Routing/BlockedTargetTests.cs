using System.Net;
using Microsoft.Extensions.Time.Testing;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Routing;

/// <summary>What is known of a target from earlier calls decides whether it is asked: breaker, cooldown, retry budget, places.</summary>
public sealed class BlockedTargetTests
{
    [Fact]
    public async Task ChatAsync_TargetThatFailedTooOften_IsPassedOverUntilAProbeIsGood()
    {
        var time = new FakeTimeProvider();
        using var servers = new TwoServers(timeProvider: time);
        servers.Answer("first", () => TwoServers.Bad(HttpStatusCode.InternalServerError));
        await ChatManyAsync(servers, 10);
        servers.Asked.Clear();

        var answer = await servers.ChatAsync();

        servers.Asked.Should().Equal("second");
        answer.Info.Trace.Candidates.Select(candidate => (candidate.Candidate.Provider, candidate.Outcome)).Should().Equal(
            ("first", CandidateOutcome.PassedOver), ("second", CandidateOutcome.Served));
        answer.Info.Trace.Candidates[0].Reason.Should().StartWith("it failed too often, and its circuit is open for ");
        answer.Info.Attempts.Should().ContainSingle();

        time.Advance(TimeSpan.FromSeconds(6)); // 5 s, give or take a fifth
        servers.Answer("first", () => TwoServers.Good("first"));
        servers.Asked.Clear();
        (await servers.ChatAsync()).Text.Should().Be("first");
        (await servers.ChatAsync()).Text.Should().Be("first");
        servers.Asked.Should().Equal("first", "first");
    }

    [Fact]
    public async Task ChatAsync_FailedProbe_OpensTheCircuitForTwiceAsLong()
    {
        var time = new FakeTimeProvider();
        using var servers = new TwoServers(timeProvider: time);
        servers.Answer("first", () => TwoServers.Bad(HttpStatusCode.BadGateway));
        await ChatManyAsync(servers, 10);

        time.Advance(TimeSpan.FromSeconds(6));
        (await servers.ChatAsync()).Text.Should().Be("second", "the probe failed, and the call went on");
        time.Advance(TimeSpan.FromSeconds(7));
        servers.Asked.Clear();
        await servers.ChatAsync();

        servers.Asked.Should().Equal("second");
    }

    [Fact]
    public async Task ChatAsync_LoneTargetOpensInTime_IsWaitedForAndProbed()
    {
        var time = new JumpingTime();
        using var servers = new TwoServers(timeProvider: time, names: "first");
        servers.Answer("first", () => TwoServers.Bad(HttpStatusCode.InternalServerError));
        await ChatManyAsync(servers, 10);
        servers.Answer("first", () => TwoServers.Good("first"));

        (await servers.ChatAsync()).Text.Should().Be("first");

        time.Delays[^1].Should().BeCloseTo(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task ChatAsync_NoTargetOpensInTime_IsRoutingExceptionThatSaysWhen()
    {
        using var servers = new TwoServers(options => options.CallTimeout = TimeSpan.FromSeconds(3), new FakeTimeProvider());
        servers.Answer("first", () => TwoServers.Bad(HttpStatusCode.InternalServerError)).Answer("second", () => TwoServers.Bad(HttpStatusCode.TooManyRequests, "30"));
        await ChatManyAsync(servers, 10);
        servers.Asked.Clear();

        var failure = await Assert.ThrowsAsync<RoutingException>(() => servers.ChatAsync());

        servers.Asked.Should().BeEmpty();
        failure.RetryAfter.Should().BeCloseTo(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1));
        failure.Message.Should().Contain("first:acme/model").And.Contain("second:acme/model").And.Contain("circuit is open").And.Contain("asked not to be asked");
        failure.Excluded.Should().HaveCount(2);
        failure.Attempts.Should().BeEmpty();
    }

    [Fact]
    public async Task ChatAsync_CircuitOpensBeforeTheRetry_GoesOnAtOnce()
    {
        var time = new JumpingTime();
        using var servers = new TwoServers(OneFailureOpens, time);
        servers.Answer("first", () => TwoServers.Bad(HttpStatusCode.InternalServerError));

        (await servers.ChatAsync()).Text.Should().Be("second");

        servers.Asked.Should().Equal("first", "second");
        time.Delays.Should().OnlyContain(delay => delay < TimeSpan.FromSeconds(1), "nobody waits for a circuit while another can be asked");
    }

    [Fact]
    public async Task ChatAsync_LoneTargetWhoseCircuitOpensBeforeTheRetry_IsWaitedForAndProbed()
    {
        var time = new JumpingTime();
        using var servers = new TwoServers(OneFailureOpens, time, names: "first");
        var answers = new Queue<HttpResponseMessage>([TwoServers.Bad(HttpStatusCode.InternalServerError), TwoServers.Good("first")]);
        servers.Answer("first", answers.Dequeue);

        (await servers.ChatAsync()).Text.Should().Be("first");

        time.Delays[^1].Should().BeCloseTo(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task ChatAsync_RateLimitThatNamesAWait_SendsTheNextCallsElsewhereUntilItIsOver()
    {
        var time = new FakeTimeProvider();
        using var servers = new TwoServers(timeProvider: time);
        servers.Answer("first", () => TwoServers.Bad(HttpStatusCode.TooManyRequests, "30"));
        await servers.ChatAsync();
        servers.Answer("first", () => TwoServers.Good("first"));

        time.Advance(TimeSpan.FromSeconds(29.9));
        (await servers.ChatAsync()).Text.Should().Be("second");
        time.Advance(TimeSpan.FromSeconds(0.2));
        (await servers.ChatAsync()).Text.Should().Be("first");
    }

    [Fact]
    public async Task ChatAsync_LoneTargetWithARateLimitThatNamesNoWait_IsAskedAtOnce()
    {
        using var servers = new TwoServers(timeProvider: new FakeTimeProvider(), names: "first");
        servers.Answer("first", () => TwoServers.Bad(HttpStatusCode.TooManyRequests));
        await Assert.ThrowsAsync<ProviderException>(() => servers.ChatAsync());
        servers.Answer("first", () => TwoServers.Good("first"));

        (await servers.ChatAsync()).Text.Should().Be("first");
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task ChatAsync_FailuresThatAreTheCallersOwn_NeverOpenTheCircuit(HttpStatusCode status)
    {
        using var servers = new TwoServers(timeProvider: new FakeTimeProvider(), names: "first");
        servers.Answer("first", () => TwoServers.Bad(status));
        for (var call = 0; call < 30; call++)
        {
            (await Assert.ThrowsAsync<ProviderException>(() => servers.ChatAsync())).StatusCode.Should().Be(status);
        }

        servers.Asked.Should().HaveCount(30);
    }

    [Fact]
    public async Task ChatStreamAsync_StreamsThatBreakAfterTheirFirstContent_OpenTheCircuit()
    {
        using var servers = new TwoServers(timeProvider: new FakeTimeProvider());
        servers.Answer("first", () => TwoServers.Events(OpenAIServer.Delta("""{"content":"a"}""")));
        servers.Answer("second", () => TwoServers.Events(OpenAIServer.Delta("""{"content":"b"}""", "stop"), "[DONE]"));
        for (var call = 0; call < 10; call++)
        {
            await Assert.ThrowsAsync<StreamInterruptedException>(() => servers.StreamAsync());
        }

        (await servers.StreamAsync()).Should().Be("b");
    }

    [Fact]
    public async Task ChatStreamAsync_StreamsThatTheCallerLeaves_DoNotOpenTheCircuit()
    {
        using var servers = new TwoServers(timeProvider: new FakeTimeProvider());
        servers.Answer("first", () => TwoServers.Events(OpenAIServer.Delta("""{"content":"a"}"""), OpenAIServer.Delta("""{"content":"b"}""", "stop"), "[DONE]"));
        for (var call = 0; call < 30; call++)
        {
            await foreach (var _ in servers.Client.ChatStreamAsync(TwoServers.Model, "Hi", TestContext.Current.CancellationToken))
            {
                break;
            }
        }

        servers.Asked.Should().HaveCount(30).And.OnlyContain(server => server == "first");
    }

    [Fact]
    public async Task ChatAsync_EmptyRetryBudget_TriesNothingAgainButGoesOn()
    {
        var time = new JumpingTime();
        using var servers = new TwoServers(
            options =>
            {
                options.Retry.MaxAttemptsPerTarget = 3;
                (options.RetryBudget.Capacity, options.CircuitBreaker.Enabled) = (28, false);
            },
            time);
        servers.Answer("first", () => TwoServers.Bad(HttpStatusCode.InternalServerError));

        await servers.ChatAsync();
        servers.Asked.Should().Equal("first", "first", "first", "second");
        servers.Asked.Clear();
        await servers.ChatAsync();

        servers.Asked.Should().Equal("first", "second");
    }

    [Fact]
    public async Task ChatStreamAsync_AsManyAsMayRunAtOnce_OneMoreWaitsAndTheNextIsRefused()
    {
        using var servers = new TwoServers(options => (options.Concurrency.MaxPerTarget, options.Concurrency.MaxWaitingPerTarget) = (1, 1), names: "first");
        servers.Answer("first", () => TwoServers.Events(OpenAIServer.Delta("""{"content":"a"}"""), OpenAIServer.Delta("""{"content":"b"}""", "stop"), "[DONE]"));
        var open = servers.Client.ChatStreamAsync(TwoServers.Model, "Hi", TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await open.MoveNextAsync();

        var waiting = servers.StreamAsync();
        var failure = await Assert.ThrowsAsync<ProviderException>(() => servers.StreamAsync());
        waiting.IsCompleted.Should().BeFalse();
        await open.DisposeAsync();

        (await waiting).Should().Be("ab");
        failure.Kind.Should().Be(ErrorKind.LimitExceeded);
        failure.ErrorCode.Should().Be(ErrorCodes.TooManyWaiting);
        servers.Asked.Should().HaveCount(2);
    }

    [Fact]
    public async Task ChatAsync_WaitsForAPlaceAndIsCancelled_LeavesTheQueue()
    {
        using var servers = new TwoServers(options => options.Concurrency.MaxPerTarget = 1, names: "first");
        var release = new TaskCompletionSource<HttpResponseMessage>();
        servers.Answers["first"] = _ => release.Task;
        var running = servers.ChatAsync();
        using var caller = new CancellationTokenSource();
        var waiting = servers.ChatUntilAsync(caller.Token);

        await caller.CancelAsync();

        (await Assert.ThrowsAsync<OperationCanceledException>(() => waiting)).CancellationToken.Should().Be(caller.Token);
        release.SetResult(TwoServers.Good("first"));
        await running;
        servers.Answer("first", () => TwoServers.Good("first"));
        await servers.ChatAsync();
        servers.Asked.Should().HaveCount(2);
    }

    private static void OneFailureOpens(InferenceRoutingOptions options) =>
        (options.Retry.MaxAttemptsPerTarget, options.CircuitBreaker.MinimumThroughput) = (3, 1);

    private static async Task ChatManyAsync(TwoServers servers, int count)
    {
        for (var call = 0; call < count; call++)
        {
            try
            {
                await servers.ChatAsync();
            }
            catch (ProviderException)
            {
                // as it is told to
            }
        }
    }
}
