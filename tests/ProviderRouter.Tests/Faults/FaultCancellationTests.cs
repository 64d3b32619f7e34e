using System.Diagnostics;

namespace ProviderRouter.Tests.Faults;

/// <summary>
/// A call that is given up at any stage ends at once, and so does what it left open at the server. At once means 100 milliseconds; a second is
/// allowed here, for the machine may be busy with other things.
/// </summary>
public sealed class FaultCancellationTests
{
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static IEnumerable<TheoryDataRow<string>> Stages() => FaultStage.Names.Select(static name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Stages))]
    public async Task Cancel_AtAStage_EndsTheCallAtOnceAsTheCallersOwn(string stage)
    {
        await using var held = await FaultStage.SetAsync(stage);
        using var caller = new CancellationTokenSource();
        var call = held.Scene.PlayAsync(caller.Token);
        await held.ArrivedAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);
        var startedAt = Stopwatch.GetTimestamp();

        await caller.CancelAsync();

        var failure = (await FluentActions.Awaiting(() => call.WaitAsync(Patience)).Should().ThrowAsync<OperationCanceledException>()).Which;
        Stopwatch.GetElapsedTime(startedAt).Should().BeLessThan(Slack);
        failure.CancellationToken.Should().Be(caller.Token);
        await ShouldBeLeftAsync(held, startedAt);
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public async Task Dispose_AtAStage_EndsTheCallAtOnceAsTheClientsEnd(string stage)
    {
        await using var held = await FaultStage.SetAsync(stage);
        var call = held.Scene.PlayAsync(TestContext.Current.CancellationToken);
        await held.ArrivedAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);
        var startedAt = Stopwatch.GetTimestamp();

        var closing = held.Scene.CloseClientAsync();

        await FluentActions.Awaiting(() => call.WaitAsync(Patience)).Should().ThrowAsync<ObjectDisposedException>();
        Stopwatch.GetElapsedTime(startedAt).Should().BeLessThan(Slack);
        await ShouldBeLeftAsync(held, startedAt, closing.AsTask());
    }

    [Fact]
    public async Task Stream_LeftEarly_IsClosedAtTheServerWithinASecond()
    {
        await using var held = await FaultStage.SetAsync("between events");
        var startedAt = 0L;

        await foreach (var update in held.Scene.Client.ChatStreamAsync(new() { Provider = "first", Model = "m", Messages = [ChatMessage.User("hi")] }, TestContext.Current.CancellationToken))
        {
            startedAt = Stopwatch.GetTimestamp();
            break;
        }

        await ShouldBeLeftAsync(held, startedAt);
        held.Server.Abandoned.Should().Be(1);
    }

    /// <summary>A call that has ended stays ended: nothing is tried again, and of a job only the cancel follows.</summary>
    private static async Task ShouldBeLeftAsync(FaultStage held, long startedAt, Task? closing = null)
    {
        held.Scene.Signals.Release();
        await held.Server.UntilAsync(static server => server.Busy == 0, "the server sees that it is left");
        Stopwatch.GetElapsedTime(startedAt).Should().BeLessThan(Slack + Slack, "a second for the call, and one for the server");
        await (closing ?? held.Scene.CloseClientAsync().AsTask());
        held.Server.Requests.Count(held.Scene.IsMain).Should().BeLessThanOrEqualTo(1);
        var isJob = held.Server.Requests.Any(static request => request.Path.EndsWith("/predictions", StringComparison.Ordinal));
        held.Server.Requests.Count(static request => request.Path.EndsWith("/cancel", StringComparison.Ordinal)).Should().Be(isJob ? 1 : 0);
    }
}
