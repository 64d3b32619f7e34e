using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Routing;

/// <summary>What an answer, an exception and an activity tell of the way.</summary>
public sealed class RouteTraceTests
{
    [Fact]
    public async Task ChatAsync_SecondAnswers_TraceTellsWhoWasAskedWhyAndHow()
    {
        var time = new FakeTimeProvider();
        using var servers = new TwoServers(timeProvider: time, names: ["first", "second", "third"]);
        servers.Answer("first", () =>
        {
            time.Advance(TimeSpan.FromSeconds(2));
            var answer = TwoServers.Bad(HttpStatusCode.BadGateway);
            answer.Headers.Add("x-request-id", "r-1");
            return answer;
        });

        var trace = (await servers.ChatAsync()).Info.Trace;

        trace.Reason.Should().StartWith("explicit: ");
        trace.StartedAt.Should().Be(time.Start);
        trace.Duration.Should().Be(TimeSpan.FromSeconds(2));
        trace.Candidates.Select(candidate => (candidate.Candidate.Provider, candidate.Outcome, candidate.Reason)).Should().Equal(
            ("first", CandidateOutcome.Failed, "Unavailable (502)"), ("second", CandidateOutcome.Served, "answered"), ("third", CandidateOutcome.NotAsked, "not needed"));
        trace.Attempts.Should().BeEquivalentTo(new[]
        {
            new RouteAttempt
            {
                Candidate = new("first", TwoServers.Model),
                Phase = AttemptPhase.ErrorAnswered,
                StartedAt = time.Start,
                Duration = TimeSpan.FromSeconds(2),
                Error = ErrorKind.Unavailable,
                StatusCode = HttpStatusCode.BadGateway,
                RequestId = "r-1",
                MaybeExecuted = true,
            },
            new RouteAttempt
            {
                Candidate = new("second", TwoServers.Model),
                Phase = AttemptPhase.Completed,
                StartedAt = time.Start.AddSeconds(2),
                StatusCode = HttpStatusCode.OK,
            },
        });
    }

    [Fact]
    public async Task ChatAsync_AllFail_ExceptionHoldsTheTrace()
    {
        using var servers = new TwoServers(options => options.Retry.MaxTargets = 2, names: ["first", "second", "third"]);
        servers.Answer("first", () => TwoServers.Bad(HttpStatusCode.ServiceUnavailable)).Answer("second", () => TwoServers.Bad(HttpStatusCode.PaymentRequired));

        var failure = await Assert.ThrowsAsync<ProviderException>(() => servers.ChatAsync());

        failure.Trace.Candidates.Select(candidate => (candidate.Candidate.Provider, candidate.Outcome, candidate.Reason)).Should().Equal(
            ("first", CandidateOutcome.Failed, "Unavailable (503)"),
            ("second", CandidateOutcome.Failed, "QuotaExceeded (402)"),
            ("third", CandidateOutcome.NotAsked, "the call ended before its turn"));
        failure.Attempts.Should().BeSameAs(failure.Trace.Attempts).And.HaveCount(2);
        failure.Trace.ToString().Should().Contain("- first:acme/model: Unavailable (503)");
    }

    [Fact]
    public async Task ChatAsync_ProviderWithoutAKey_IsExcludedInTheTrace()
    {
        using var servers = new TwoServers();

        var answer = await servers.Client.ChatAsync(new() { Model = TwoServers.Model, Messages = [ChatMessage.User("Hi")], Fallbacks = [new("together", "x")] }, TestContext.Current.CancellationToken);

        var left = answer.Info.Trace.Candidates.Single(candidate => candidate.Candidate.Provider == "together");
        left.Outcome.Should().Be(CandidateOutcome.Excluded);
        left.Reason.Should().Contain("it has no key").And.Contain("TOGETHER_API_KEY");
    }

    [Fact]
    public async Task ChatStreamAsync_BrokenStream_IsOnRecordAsDelivering()
    {
        using var servers = new TwoServers();
        servers.Answer("first", () => TwoServers.Events(OpenAIServer.Delta("""{"content":"a"}""")));

        var failure = await Assert.ThrowsAsync<StreamInterruptedException>(() => servers.StreamAsync());

        failure.Trace.Attempts.Should().ContainSingle().Which.Should().Match<RouteAttempt>(attempt =>
            attempt.Phase == AttemptPhase.Delivering && attempt.Error == ErrorKind.StreamInterrupted && attempt.MaybeExecuted);
        failure.Trace.Candidates[1].Outcome.Should().Be(CandidateOutcome.NotAsked);
    }

    [Fact]
    public async Task ChatAsync_Listener_FindsTheTraceAndEachAttemptOnTheActivity()
    {
        var model = $"acme/{Guid.NewGuid():N}";
        Activity? seen = null;
        using var listener = Listen(model, activity => seen = activity);
        using var servers = new TwoServers();
        servers.Answer("first", () => TwoServers.Bad(HttpStatusCode.BadGateway));

        var answer = await servers.Client.ChatAsync(model, "Hi", TestContext.Current.CancellationToken);

        seen!.GetCustomProperty("provider_router.trace").Should().BeSameAs(answer.Info.Trace);
        seen.GetTagItem("gen_ai.provider.name").Should().Be("second");
        seen.Events.Select(attempt => (attempt.Name, Tag(attempt, "gen_ai.provider.name"), Tag(attempt, "error.type"), Tag(attempt, "http.response.status_code"))).Should().Equal(
            ("provider_router.attempt", "first", "Unavailable", (object)502), ("provider_router.attempt", "second", null, 200));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ChatStreamAsync_Listener_FindsTheTraceAndEachAttemptOnce(bool isReadToItsEnd)
    {
        var model = $"acme/{Guid.NewGuid():N}";
        Activity? seen = null;
        using var listener = Listen(model, activity => seen = activity);
        using var servers = new TwoServers();
        servers.Answer("first", () => TwoServers.Events(
            """{"id":"c1","choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}""",
            """{"id":"c1","choices":[{"index":1,"delta":{"content":"b"},"finish_reason":"stop"}]}""",
            "[DONE]"));
        var request = new ChatRequest { Model = model, Messages = [ChatMessage.User("Hi")], Count = 2 };

        await foreach (var _ in servers.Client.ChatStreamAsync(request, TestContext.Current.CancellationToken))
        {
            if (!isReadToItsEnd)
            {
                break;
            }
        }

        seen!.Events.Should().ContainSingle();
        seen.GetCustomProperty("provider_router.trace").Should().BeOfType<RouteTrace>().Which.Attempts.Should().ContainSingle();
    }

    [Fact]
    public void Candidates_FailedAfterAnExchangeThatWentWell_TellWhy()
    {
        var planned = new PlannedCandidate(new("first", "m"), Offer: null);
        var walk = new CandidateWalk(new() { Candidates = [planned], Reason = "test", Excluded = [] }, new(new(), new([])), new(TimeProvider.System));
        walk.Note(planned, new("first", ErrorKind.JobFailed, "the job failed"));

        var trace = walk.Plan.At(null, [new() { Candidate = planned.Candidate, Phase = AttemptPhase.Completed }], default, default);

        trace.Candidates.Should().ContainSingle().Which.Should().Match<TracedCandidate>(candidate => candidate.Outcome == CandidateOutcome.Failed && candidate.Reason == "the job failed");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_CallerCancels_ActivityHasTheTrace(bool streams)
    {
        var model = $"acme/{Guid.NewGuid():N}";
        Activity? seen = null;
        using var listener = Listen(model, activity => seen = activity);
        using var servers = new TwoServers();
        servers.Hang("first");
        using var caller = new CancellationTokenSource();
        var call = streams ? ReadAsync(servers.Client, model, caller.Token) : servers.Client.ChatAsync(model, "Hi", caller.Token);
        await servers.WhenAskedAsync(1);

        await caller.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => call);
        seen!.GetCustomProperty("provider_router.trace").Should().BeOfType<RouteTrace>().Which.Attempts.Should().ContainSingle()
            .Which.Should().Match<RouteAttempt>(attempt => attempt.Candidate.Provider == "first" && attempt.MaybeExecuted);
        seen.Events.Should().ContainSingle();
    }

    private static ActivityListener Listen(string model, Action<Activity> found)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "ProviderRouter",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (model.Equals(activity.GetTagItem("gen_ai.request.model")))
                {
                    found(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static async Task ReadAsync(IInferenceClient client, string model, CancellationToken cancellationToken)
    {
        await foreach (var _ in client.ChatStreamAsync(model, "Hi", cancellationToken))
        {
            // nothing comes
        }
    }

    [Fact]
    public async Task Trace_AsJson_HoldsItAll()
    {
        using var servers = new TwoServers();

        var json = JsonSerializer.SerializeToElement((await servers.ChatAsync()).Info.Trace);

        json.GetProperty("Candidates").GetArrayLength().Should().Be(2);
        json.GetProperty("Attempts")[0].GetProperty("Candidate").GetProperty("Provider").GetString().Should().Be("first");
    }

    private static object? Tag(ActivityEvent attempt, string name) => attempt.Tags.FirstOrDefault(tag => tag.Key == name).Value;
}
