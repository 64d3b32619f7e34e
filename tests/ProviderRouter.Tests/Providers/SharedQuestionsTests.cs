using ProviderRouter.Providers;

namespace ProviderRouter.Tests.Providers;

public sealed class SharedQuestionsTests
{
    private readonly SharedQuestions<string> questions = new();

    [Fact]
    public async Task AskAsync_SameAtATime_AsksOnceAndAnswersAll()
    {
        var answer = new TaskCompletionSource<string>();
        var asked = 0;
        var asking = Enumerable.Range(0, 5).Select(_ => AskAsync("a", _ =>
        {
            asked++;
            return answer.Task;
        })).ToList();

        answer.SetResult("yes");

        (await Task.WhenAll(asking)).Should().OnlyContain(text => text == "yes");
        asked.Should().Be(1);
    }

    [Fact]
    public async Task AskAsync_OthersOrLater_AskAnew()
    {
        (await AskAsync("a", _ => Task.FromResult("one"))).Should().Be("one");
        (await AskAsync("a", _ => Task.FromResult("two"))).Should().Be("two");
        var open = AskAsync("a", _ => new TaskCompletionSource<string>().Task.WaitAsync(TestContext.Current.CancellationToken));
        (await AskAsync("b", _ => Task.FromResult("three"))).Should().Be("three");
        open.IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task AskAsync_OneGivesUp_GoesOnForTheOther()
    {
        using var caller = new CancellationTokenSource();
        var answer = new TaskCompletionSource<string>();
        CancellationToken token = default;
        var first = AskAsync("a", end => (token = end, answer.Task).Item2, caller.Token);
        var second = AskAsync("a", _ => throw new InvalidOperationException("asked twice"));

        await caller.CancelAsync();

        await first.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();
        token.IsCancellationRequested.Should().BeFalse();
        answer.SetResult("yes");
        (await second).Should().Be("yes");
    }

    [Fact]
    public async Task AskAsync_AllGiveUp_EndsAndTheNextAsksAnew()
    {
        using var caller = new CancellationTokenSource();
        CancellationToken token = default;
        var waiting = Enumerable.Range(0, 2).Select(_ => AskAsync("a", end => (token = end, new TaskCompletionSource<string>().Task.WaitAsync(end)).Item2, caller.Token)).ToList();

        await caller.CancelAsync();

        await Task.WhenAll(waiting).Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();
        token.IsCancellationRequested.Should().BeTrue();
        (await AskAsync("a", _ => Task.FromResult("anew"))).Should().Be("anew");
    }

    [Fact]
    public async Task AskAsync_Fails_FailsForAllAndTheNextAsksAnew()
    {
        var answer = new TaskCompletionSource<string>();
        var waiting = Enumerable.Range(0, 2).Select(_ => AskAsync("a", _ => answer.Task)).ToList();

        answer.SetException(new TimeoutException());

        foreach (var one in waiting)
        {
            await one.Awaiting(task => task).Should().ThrowAsync<TimeoutException>();
        }

        (await AskAsync("a", _ => Task.FromResult("anew"))).Should().Be("anew");
    }

    private Task<string> AskAsync(string key, Func<CancellationToken, Task<string>> ask, CancellationToken? cancellationToken = null) =>
        questions.AskAsync(key, ask, cancellationToken ?? TestContext.Current.CancellationToken);
}
