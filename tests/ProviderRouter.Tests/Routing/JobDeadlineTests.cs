using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Routing;

/// <summary>A wait whose time is over: its cancel goes out at once, or after one short look at a job that nobody has seen.</summary>
public sealed class JobDeadlineTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan JobLimit = TimeSpan.FromMinutes(30);

    private readonly JobProvider provider = new() { State = _ => new() { Phase = JobPhase.Running } };
    private readonly JumpingTime time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => provider.Dispose();

    [Fact]
    public async Task WaitAsync_ProviderFallsSilentBeforeTheDeadline_CancelsAtTheDeadline()
    {
        provider.Reading = token => provider.Reads == 1 ? Task.CompletedTask : SilenceAsync(JobLimit, token);
        var job = await StartAsync();

        var failure = await FailAsync<JobException>(job);

        failure.ErrorCode.Should().Be(ErrorCodes.JobTimeout);
        (provider.Reads, provider.Cancels).Should().Be((2, 1));
    }

    [Fact]
    public async Task SendAsync_ProviderIsSilentUntilTheDeadline_CancelsAtTheDeadline()
    {
        provider.Reading = token => SilenceAsync(JobLimit, token);

        var call = provider.CreateClient(time).SendAsync(InferenceTasks.TextToVideo, new() { Model = JobProvider.Model, Provider = JobProvider.Name, Prompt = "waves" }, Token);

        (await call.WaitAsync(Patience, Token).Awaiting(task => task).Should().ThrowAsync<JobException>()).Which.ErrorCode.Should().Be(ErrorCodes.JobTimeout);
        (provider.Reads, provider.Cancels).Should().Be((1, 1), "its submission told its state");
    }

    [Fact]
    public async Task WaitAsync_ResumedLateAndTheProviderIsSilent_LooksForTwoSecondsBeforeItCancels()
    {
        var job = await ResumeLateAsync();
        var begun = time.GetUtcNow();
        provider.Reading = token => SilenceAsync(provider.Reads == 1 ? TimeSpan.FromMilliseconds(10) : TimeSpan.FromSeconds(2), token);

        (await FailAsync<JobException>(job)).ErrorCode.Should().Be(ErrorCodes.JobTimeout);

        (provider.Reads, provider.Cancels).Should().Be((2, 1));
        (time.GetUtcNow() - begun).Should().BeLessThan(TimeSpan.FromSeconds(2.1));
    }

    [Fact]
    public async Task WaitAsync_ResumedLateAndDoneLongAgo_GivesTheResult()
    {
        var job = await ResumeLateAsync();
        provider.State = _ => new() { Phase = JobPhase.Succeeded };
        provider.Reading = token => provider.Reads == 1 ? SilenceAsync(TimeSpan.FromMilliseconds(10), token) : Task.CompletedTask;

        (await job.WaitAsync(cancellationToken: Token).WaitAsync(Patience, Token)).Videos.Should().ContainSingle();

        provider.Cancels.Should().Be(0);
    }

    [Fact]
    public async Task WaitAsync_CallerGivesUpDuringTheLook_IsHeardAtOnce()
    {
        using var caller = new CancellationTokenSource();
        var job = await ResumeLateAsync();
        provider.Reading = async token =>
        {
            await (provider.Reads == 1 ? SilenceAsync(TimeSpan.FromMilliseconds(10), token) : caller.CancelAsync());
            await Task.Delay(Timeout.Infinite, token);
        };

        (await FailAsync<OperationCanceledException>(job, caller.Token)).CancellationToken.Should().Be(caller.Token);

        provider.Cancels.Should().Be(1, "the job's time is over, whoever waits");
    }

    [Fact]
    public async Task WaitAsync_ClientEndsDuringTheLook_IsHeardAtOnce()
    {
        var job = await ResumeLateAsync();
        provider.Reading = token =>
        {
            if (provider.Reads == 1)
            {
                return SilenceAsync(TimeSpan.FromMilliseconds(10), token);
            }

            _ = Task.Run(provider.Dispose, CancellationToken.None); // it waits until the cancel is out
            return Task.Delay(Timeout.Infinite, token);
        };

        await FailAsync<ObjectDisposedException>(job);
    }

    private static async Task<TException> FailAsync<TException>(InferenceJob<TextToVideoResponse> job, CancellationToken? caller = null)
        where TException : Exception =>
        (await job.WaitAsync(cancellationToken: caller ?? Token).WaitAsync(Patience, Token).Awaiting(task => task).Should().ThrowAsync<TException>()).Which;

    // Time passes, and no answer comes.
    private Task SilenceAsync(TimeSpan length, CancellationToken token)
    {
        time.Advance(length);
        return Task.Delay(Timeout.Infinite, token);
    }

    private async Task<InferenceJob<TextToVideoResponse>> ResumeLateAsync()
    {
        var handle = (await StartAsync()).Handle with { Deadline = JumpingTime.Beginning.AddHours(-1) };
        return provider.CreateClient(time).Resume(InferenceTasks.TextToVideo, handle);
    }

    private Task<InferenceJob<TextToVideoResponse>> StartAsync() => provider.CreateClient(time).StartAsync(
        InferenceTasks.TextToVideo, new() { Model = JobProvider.Model, Provider = JobProvider.Name, Prompt = "waves" }, cancellationToken: Token);
}
