using System.Net;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Routing;

/// <summary>Limits, places and candidates when two are asked at once: nothing is exceeded, and nobody is lost.</summary>
public sealed class HedgingLimitsTests
{
    private static readonly TimeSpan MinDelay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly PassingTime time = new();

    [Fact]
    public async Task ChatAsync_FirstFailsWithTheLastAttempt_SecondThatRunsAlreadyAnswers()
    {
        using var servers = Hedged(options => options.Retry.MaxAttempts = 2);
        var first = servers.Hang("first");
        var second = servers.Hang("second");
        var answer = servers.ChatAsync();
        await time.PassAsync(MinDelay);
        await servers.WhenAskedAsync(2);

        first.SetResult(TwoServers.Bad(HttpStatusCode.BadGateway));
        await SettleAsync();
        second.SetResult(TwoServers.Good("second"));

        (await answer).Text.Should().Be("second");
    }

    [Fact]
    public async Task ChatStreamAsync_HedgeGetsItsPlaceWhenNoAttemptIsLeft_GivesThePlaceBack()
    {
        using var servers = Hedged(options => (options.Retry.MaxAttempts, options.Retry.MaxAttemptsPerTarget, options.Concurrency.MaxPerTarget) = (2, 2, 1));
        servers.Answer("second", Content);
        var held = servers.Client.ChatStreamAsync(At("second"), TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await held.MoveNextAsync();
        var (first, retry) = (new TaskCompletionSource<HttpResponseMessage>(), new TaskCompletionSource<HttpResponseMessage>());
        var answers = new Queue<Task<HttpResponseMessage>>([first.Task, retry.Task]);
        servers.Answers["first"] = _ => answers.Dequeue();
        time.Forget();
        var text = servers.StreamAsync();
        await time.PassAsync(MinDelay); // the hedge waits for a place from now on

        first.SetResult(TwoServers.Bad(HttpStatusCode.BadGateway));
        await time.PassAsync(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(250));
        await servers.WhenAskedAsync(3);

        await held.DisposeAsync();
        await ReadAsync(servers, "second").WaitAsync(Patience, TestContext.Current.CancellationToken);
        retry.SetResult(Content());

        (await text).Should().Be("a");
        servers.Asked.Where(server => server == "second").Should().HaveCount(2, "the hedge was one attempt too many");
    }

    [Fact]
    public async Task ChatAsync_HedgeThatTheBudgetForbids_IsStillAskedWhenTheFirstFails()
    {
        using var servers = Hedged(options =>
            (options.RetryBudget.Capacity, options.RetryBudget.RetryCost, options.RetryBudget.RateLimitedRetryCost) = (14, 14, 5));
        var first = servers.Hang("first");
        servers.Hang("second");
        var once = servers.ChatAsync();
        await time.PassAsync(MinDelay);
        await servers.WhenAskedAsync(2);
        first.SetResult(TwoServers.Good("first"));
        await once;
        first = servers.Hang("first");
        time.Forget();
        servers.Answer("second", () => TwoServers.Good("second"));

        var again = servers.ChatAsync();
        await time.PassAsync(MinDelay);
        first.SetResult(TwoServers.Bad(HttpStatusCode.BadGateway));

        (await again).Text.Should().Be("second", "an empty budget forbids the hedge, not the fallback");
    }

    [Fact]
    public async Task ChatAsync_FirstStillWaitsForAPlace_IsNotHedged()
    {
        using var servers = Hedged(options => (options.Concurrency.MaxPerTarget, options.Retry.MaxAttempts) = (1, 1));
        var first = servers.Hang("first");
        var running = servers.Client.ChatAsync(At("first"), TestContext.Current.CancellationToken);
        await servers.WhenAskedAsync(1);
        servers.Hang("second");
        var waiting = servers.ChatAsync();

        await time.PassAsync(MinDelay);
        await time.PassAsync(MinDelay);
        await SettleAsync();
        servers.Answer("first", () => TwoServers.Good("first"));
        first.SetResult(TwoServers.Good("first"));
        await running;

        (await waiting).Info.Attempts.Should().ContainSingle("one attempt is all that it may have");
    }

    // Gives what should not happen its chance to.
    private static async Task SettleAsync()
    {
        for (var turn = 0; turn < 1_000; turn++)
        {
            await Task.Yield();
        }
    }

    private static ChatRequest At(string server) => new() { Provider = server, Model = TwoServers.Model, Messages = [ChatMessage.User("Hi")] };

    private static HttpResponseMessage Content() => TwoServers.Events(OpenAIServer.Delta("""{"content":"a"}""", "stop"), "[DONE]");

    private static async Task ReadAsync(TwoServers servers, string server)
    {
        await foreach (var _ in servers.Client.ChatStreamAsync(At(server), TestContext.Current.CancellationToken))
        {
        }
    }

    private TwoServers Hedged(Action<InferenceRoutingOptions> configure) => new(
        options =>
        {
            options.Hedging.Enabled = true;
            configure(options);
        },
        time);
}
