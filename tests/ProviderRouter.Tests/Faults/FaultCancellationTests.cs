using System.Diagnostics;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Faults;

/// <summary>
/// A call that is given up at any stage ends within 100 milliseconds, and the server sees what it left open within a second. The best of several
/// plays proves that: what is built in would delay each of them, and a busy machine does not. Only the clock has several tries: each play must end
/// by the right exception and leave nothing open.
/// </summary>
public sealed class FaultCancellationTests
{
    private static readonly TimeSpan[] AtOnce = [TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1)];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static IEnumerable<TheoryDataRow<string>> Stages() => FaultStage.Names.Select(static name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Stages))]
    public Task Cancel_AtAStage_EndsTheCallAtOnceAsTheCallersOwn(string stage) => BestPlay.ShouldMeetAsync(AtOnce, async () =>
    {
        await using var held = await FaultStage.SetAsync(stage);
        using var caller = new CancellationTokenSource();
        var call = held.Scene.PlayAsync(caller.Token);
        await held.ArrivedAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);
        var startedAt = Stopwatch.GetTimestamp();

        await caller.CancelAsync();

        var failure = (await FluentActions.Awaiting(() => call.WaitAsync(Patience)).Should().ThrowAsync<OperationCanceledException>()).Which;
        var ended = Stopwatch.GetElapsedTime(startedAt);
        failure.CancellationToken.Should().Be(caller.Token);
        return [ended, await ShouldBeLeftAsync(held, startedAt)];
    });

    [Theory]
    [MemberData(nameof(Stages))]
    public Task Dispose_AtAStage_EndsTheCallAtOnceAsTheClientsEnd(string stage) => BestPlay.ShouldMeetAsync(AtOnce, async () =>
    {
        await using var held = await FaultStage.SetAsync(stage);
        var call = held.Scene.PlayAsync(TestContext.Current.CancellationToken);
        await held.ArrivedAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);
        var startedAt = Stopwatch.GetTimestamp();

        var closing = held.Scene.CloseClientAsync();

        await FluentActions.Awaiting(() => call.WaitAsync(Patience)).Should().ThrowAsync<ObjectDisposedException>();
        var ended = Stopwatch.GetElapsedTime(startedAt);
        return [ended, await ShouldBeLeftAsync(held, startedAt, closing.AsTask())];
    });

    [Fact]
    public Task Stream_LeftEarly_IsClosedAtTheServerWithinASecond() => BestPlay.ShouldMeetAsync([TimeSpan.FromSeconds(1)], async () =>
    {
        await using var held = await FaultStage.SetAsync("between events");
        var startedAt = 0L;

        await foreach (var update in held.Scene.Client.ChatStreamAsync(new() { Provider = "first", Model = "m", Messages = [ChatMessage.User("hi")] }, TestContext.Current.CancellationToken))
        {
            startedAt = Stopwatch.GetTimestamp();
            break;
        }

        var seen = await ShouldBeLeftAsync(held, startedAt);
        held.Server.Abandoned.Should().Be(1);
        return [seen];
    });

    /// <summary>A call that has ended stays ended: nothing is tried again, and of a job only the cancel follows. Tells when the server saw it.</summary>
    private static async Task<TimeSpan> ShouldBeLeftAsync(FaultStage held, long startedAt, Task? closing = null)
    {
        held.Scene.Signals.Release();
        await held.Server.UntilAsync(static server => server.Busy == 0, "the server sees that it is left");
        var seen = Stopwatch.GetElapsedTime(startedAt);
        await (closing ?? held.Scene.CloseClientAsync().AsTask());
        held.Server.Requests.Count(held.Scene.IsMain).Should().BeLessThanOrEqualTo(1);
        var isJob = held.Server.Requests.Any(static request => request.Path.EndsWith("/predictions", StringComparison.Ordinal));
        held.Server.Requests.Count(static request => request.Path.EndsWith("/cancel", StringComparison.Ordinal)).Should().Be(isJob ? 1 : 0);
        return seen;
    }
}
