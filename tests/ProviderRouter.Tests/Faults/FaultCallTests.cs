using System.Net;

namespace ProviderRouter.Tests.Faults;

/// <summary>What spans more than one server, or more than one call.</summary>
public sealed class FaultCallTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static FaultScript Down => new FaultScript().Send(FaultHttp.Json("", 503));

    [Theory]
    [InlineData(6, 3, "first first first second second second")]
    [InlineData(4, 3, "first first first second")]
    [InlineData(20, 3, "first first first second second second third third third")]
    [InlineData(20, 2, "first first first second second second")]
    [InlineData(20, 1, "first first first")]
    public async Task Call_AllServersDown_StopsAtItsLimits(int attempts, int targets, string expected)
    {
        foreach (var operation in new[] { FaultOperations.Chat, FaultOperations.Stream, FaultOperations.Embeddings })
        {
            await using var scene = new FaultScene(operation)
            {
                Routing = options => (options.Retry.MaxAttempts, options.Retry.MaxTargets) = (attempts, targets),
            };
            var servers = Enumerable.Range(0, 3).Select(_ => scene.Add(Down)).ToList();

            var failure = await FailAsync(scene);

            string.Join(' ', failure.Attempts.Select(static attempt => attempt.Candidate.Provider)).Should().Be(expected);
            failure.Provider.Should().Be(failure.Attempts[^1].Candidate.Provider, "the last failure is told");
            failure.Kind.Should().Be(ErrorKind.Unavailable);
            servers.Sum(static server => server.Requests.Count).Should().Be(failure.Attempts.Count);
        }
    }

    [Fact]
    public async Task Call_EachServerFailsInItsOwnWay_AttemptsTellEach()
    {
        await using var scene = new FaultScene(FaultOperations.Chat);
        scene.Add(new FaultScript().Send(FaultHttp.Json("""{"error":{"message":"no such model"}}""", 404, "x-request-id: r1")));
        scene.Add(new FaultScript().Reset(), new FaultScript().Send(FaultHttp.Json("<html>")));
        scene.Add();

        var report = await scene.PlayAsync(Stop);

        report.Text.Should().Be(FaultOperations.Chat.Answer);
        report.Info.Attempts.Select(static attempt => (attempt.Candidate.Provider, attempt.Phase, attempt.Error, attempt.StatusCode, attempt.RequestId, attempt.MaybeExecuted)).Should().Equal(
            ("first", AttemptPhase.ErrorAnswered, ErrorKind.ModelNotFound, HttpStatusCode.NotFound, "r1", false),
            ("second", AttemptPhase.AwaitingHead, ErrorKind.Connection, null, null, true),
            ("second", AttemptPhase.ReadingAnswer, ErrorKind.BadResponse, HttpStatusCode.OK, null, true),
            ("third", AttemptPhase.Completed, null, HttpStatusCode.OK, null, false));
    }

    [Fact]
    public async Task Call_KeyRefusedAndTheSourceHasAnother_IsAskedOnceMoreWithThat()
    {
        await using var scene = new FaultScene(FaultOperations.Chat);
        var keys = new Queue<string>(["sk-old-1234567890", "sk-new-1234567890"]);
        var server = scene.Add(new FaultServer { Signals = scene.Signals }, options => (options.ApiKey, options.ApiKeySource) = (null, _ => ValueTask.FromResult<string?>(keys.Dequeue())));
        server.On(static request => request.Key == "Bearer sk-old-1234567890", new FaultScript().Send(FaultHttp.Json("", 401)))
            .On(static _ => true, FaultOperations.Chat.Good(server)).Listen();

        var report = await scene.PlayAsync(Stop);

        report.Info.Attempts.Select(static attempt => attempt.Error).Should().Equal(ErrorKind.Authentication, null);
        report.Info.Attempts[1].DelayBefore.Should().Be(TimeSpan.Zero);
    }

    [Fact]
    public async Task Call_KeyRefusedAndTheSourceHasNoOther_IsAskedNoMore()
    {
        await using var scene = new FaultScene(FaultOperations.Chat);
        var server = scene.Add(new FaultServer { Signals = scene.Signals }, static options => (options.ApiKey, options.ApiKeySource) = (null, static _ => ValueTask.FromResult<string?>("sk-old-1234567890")));
        server.On(static _ => true, new FaultScript().Send(FaultHttp.Json("""{"error":"bad key sk-old-1234567890"}""", 401))).Listen();
        scene.Add();

        var failure = await FailAsync(scene);

        failure.Kind.Should().Be(ErrorKind.Authentication);
        failure.ToString().Should().NotContain("sk-old-1234567890");
        server.Requests.Should().ContainSingle();
    }

    /// <summary>A server may close a connection that it kept; the next call takes a new one, and nothing is lost.</summary>
    [Fact]
    public async Task Call_KeptConnectionWasClosed_TakesANewOne()
    {
        foreach (var operation in new[] { FaultOperations.Chat, FaultOperations.Stream, FaultOperations.Image, FaultOperations.Job })
        {
            await using var scene = new FaultScene(operation);
            var server = new FaultServer { Signals = scene.Signals };
            scene.Add(server).On(operation.IsMain, operation.Good(server).Close()).Listen();

            for (var call = 0; call < 3; call++)
            {
                (await scene.PlayAsync(Stop)).Info.Attempts.Should().ContainSingle();
                await server.UntilAsync(static server => server.Open == 0 || server.Busy == 0, "it has closed");
            }
        }
    }

    /// <summary>A body is sent once for each attempt; only what has none, and only reads, does the socket handler repeat by itself.</summary>
    [Fact]
    public async Task Poll_ConnectionClosesUnanswered_CreatesNoSecondJob()
    {
        foreach (var operation in new[] { FaultOperations.Poll, FaultOperations.QueuePoll })
        {
            await using var scene = new FaultScene(operation);
            var server = scene.Add(new FaultServer { Signals = scene.Signals });
            server.On(operation.IsMain, [.. Enumerable.Repeat(new FaultScript().Close(), 15), operation.Good(server)]).Listen();

            (await scene.PlayAsync(Stop)).Text.Should().Be(operation.Answer);

            server.Requests.Count(static request => request.Method == "POST").Should().Be(1);
        }
    }

    /// <summary>A server that refuses a large request need not read it first.</summary>
    [Fact]
    public async Task Upload_RefusedBeforeItWasRead_IsToldAsTheRefusal()
    {
        await using var scene = new FaultScene(FaultOperations.LongChat);
        scene.Add(new FaultScript { ReadsBody = false }.Send(FaultHttp.Json("""{"error":{"message":"too large"}}""", 413, "Connection: close")).Silence());
        scene.Add();

        var failure = await FailAsync(scene);

        failure.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    private static async Task<ProviderException> FailAsync(FaultScene scene) =>
        (await FluentActions.Awaiting(() => scene.PlayAsync(Stop)).Should().ThrowAsync<ProviderException>()).Which;
}
