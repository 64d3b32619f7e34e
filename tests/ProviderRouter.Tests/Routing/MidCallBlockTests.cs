using System.Net;
using Microsoft.Extensions.Time.Testing;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Routing;

/// <summary>Circuits that open while a call runs, and what breaks between the head of an answer and its first content.</summary>
public sealed class MidCallBlockTests
{
    [Fact]
    public async Task ChatAsync_CircuitOpensBetweenTwoTries_GoesOnAtOnce()
    {
        var time = new JumpingTime();
        using var servers = new TwoServers(options => (options.Retry.MaxAttemptsPerTarget, options.CircuitBreaker.MinimumThroughput) = (3, 1), time);
        servers.Answer("first", () => TwoServers.Bad(HttpStatusCode.InternalServerError));

        (await servers.ChatAsync()).Text.Should().Be("second");

        servers.Asked.Should().Equal("first", "second");
        time.Delays.Should().OnlyContain(delay => delay < TimeSpan.FromSeconds(1), "nobody waits for a circuit while another can be asked");
    }

    [Fact]
    public async Task ChatAsync_RateLimitInsideA200_CostsAndWaitsLikeA429()
    {
        var time = new JumpingTime();
        using var servers = new TwoServers(
            options => (options.Retry.MaxAttemptsPerTarget, options.RetryBudget.Capacity, options.RetryBudget.RetryCost, options.RetryBudget.RateLimitedRetryCost) = (3, 14, 14, 5), time, names: "first");
        servers.Answer("first", () => TwoServers.Bad(HttpStatusCode.OK, body: """{"error":{"message":"slow down","code":"rate_limit_exceeded"}}"""));

        var failure = await Assert.ThrowsAsync<ProviderException>(() => servers.ChatAsync());

        failure.Kind.Should().Be(ErrorKind.RateLimited);
        servers.Asked.Should().HaveCount(3, "the budget holds two retries after a rate limit, and only one after anything else");
    }

    [Fact]
    public async Task ChatAsync_OneIsProbedAndAnotherOpensInTime_IsWaitedFor()
    {
        var time = new JumpingTime();
        using var servers = new TwoServers(
            options => (options.CircuitBreaker.MinimumThroughput, options.CircuitBreaker.BreakDuration, options.CircuitBreaker.MaxBreakDuration) = (1, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5)), time);
        servers.Answer("first", () => TwoServers.Bad(HttpStatusCode.InternalServerError)).Answer("second", () => TwoServers.Bad(HttpStatusCode.InternalServerError));
        await Assert.ThrowsAsync<ProviderException>(() => servers.ChatAsync());
        time.Advance(TimeSpan.FromSeconds(7));
        var probe = new TaskCompletionSource<HttpResponseMessage>();
        servers.Answers["second"] = _ => probe.Task;
        servers.Asked.Clear();
        var probing = servers.ChatAsync(); // fails at the first, whose circuit opens again, and probes the second
        await servers.WhenAskedAsync(2);
        servers.Answer("first", () => TwoServers.Good("first"));

        (await servers.ChatAsync()).Text.Should().Be("first");

        probe.SetResult(TwoServers.Good("second"));
        await probing;
    }

    [Fact]
    public async Task ChatStreamAsync_ErrorBodyThatOutlastsTheFirstEventLimit_IsTheStatusItself()
    {
        var time = new FakeTimeProvider();
        using var servers = new TwoServers(timeProvider: time);
        var (release, silent) = (new TaskCompletionSource<HttpResponseMessage>(), new SilentStream());
        servers.Answers["first"] = _ => release.Task;
        servers.Answer("second", () => TwoServers.Events(OpenAIServer.Delta("""{"content":"b"}""", "stop"), "[DONE]"));
        var text = servers.StreamAsync();
        await servers.WhenAskedAsync(1);

        time.Advance(TimeSpan.FromSeconds(58));
        release.SetResult(new(HttpStatusCode.InternalServerError) { Content = new StreamContent(silent) });
        await silent.IsRead;
        time.Advance(TimeSpan.FromSeconds(3));
        time.Advance(TimeSpan.FromSeconds(3));

        (await text).Should().Be("b");
    }

    [Fact]
    public async Task ChatStreamAsync_StreamsThatBreakBeforeTheirContent_AreOnRecordAndOpenTheCircuit()
    {
        using var servers = new TwoServers(options => options.CircuitBreaker.MinimumThroughput = 1, new FakeTimeProvider());
        servers.Answer("first", () => TwoServers.Events(
            """{"id":"c1","choices":[{"index":0,"delta":{},"logprobs":{"content":[{"token":"a","logprob":-0.1,"bytes":null,"top_logprobs":[]}]},"finish_reason":null}]}"""));
        servers.Answer("second", () => TwoServers.Events(OpenAIServer.Delta("""{"content":"b"}""", "stop"), "[DONE]"));
        var last = default(ChatUpdate);
        await foreach (var update in servers.Client.ChatStreamAsync(TwoServers.Model, "Hi", TestContext.Current.CancellationToken))
        {
            last = update;
        }

        last!.Info!.Attempts[0].Should().Match<RouteAttempt>(attempt => attempt.Phase == AttemptPhase.ReadingAnswer && attempt.Error == ErrorKind.StreamInterrupted);
        servers.Asked.Clear();
        await servers.StreamAsync();
        servers.Asked.Should().Equal("second");
    }
}
