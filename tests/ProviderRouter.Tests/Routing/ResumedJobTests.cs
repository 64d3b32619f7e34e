using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Routing;

/// <summary>Jobs that are gone on with from their handle, by another client.</summary>
public sealed class ResumedJobTests : IDisposable
{
    private readonly JobProvider provider = new();
    private readonly JumpingTime time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => provider.Dispose();

    [Fact]
    public async Task Resume_HandleFromAnotherProcess_GoesOnThere()
    {
        var started = await StartAsync(request: new() { Prompt = "waves", Seed = 1 });
        var handle = JobHandle.Parse(started.Handle.ToJson());

        var job = provider.CreateClient(time).Resume(InferenceTasks.TextToVideo, handle);
        var answer = await job.WaitAsync(cancellationToken: Token);

        handle.Should().Be(started.Handle);
        provider.DecodedPrompt.Should().BeNull("the request stayed in the other process");
        (provider.Submits, answer.Info.Provider, answer.Info.Model).Should().Be((1, JobProvider.Name, JobProvider.Model));
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task Resume_WaitIsGivenUp_NeverCancelsTheJob()
    {
        using var caller = new CancellationTokenSource();
        provider.Reading = _ => caller.CancelAsync();
        provider.State = _ => new() { Phase = JobPhase.Running };
        var handle = (await StartAsync()).Handle;
        var job = provider.CreateClient(time).Resume(InferenceTasks.TextToVideo, handle);

        await job.Awaiting(job => job.WaitAsync(cancellationToken: caller.Token)).Should().ThrowAsync<OperationCanceledException>();

        provider.Cancels.Should().Be(0);
        await job.CancelAsync(Token);
        provider.Cancels.Should().Be(1);
    }

    [Fact]
    public async Task Resume_DeadlineHasPassed_EndsSoonAndCancels()
    {
        provider.State = _ => new() { Phase = JobPhase.Running };
        var handle = (await StartAsync()).Handle with { Deadline = JumpingTime.Beginning.AddHours(-1) };
        var job = provider.CreateClient(time).Resume(InferenceTasks.TextToVideo, handle);

        (await job.Awaiting(job => job.WaitAsync(cancellationToken: Token)).Should().ThrowAsync<JobException>()).Which.ErrorCode.Should().Be(ErrorCodes.JobTimeout);

        await UntilAsync(() => provider.Cancels == 1);
    }

    [Theory]
    [InlineData("nobody", "text-to-video", typeof(RoutingException))]
    [InlineData("other", "text-to-video", typeof(RoutingException))]
    [InlineData(JobProvider.Name, "text-to-image", typeof(ArgumentException))]
    public void Resume_HandleThatDoesNotFit_SaysSo(string name, string task, Type exception)
    {
        var handle = new JobHandle { Provider = name, Model = JobProvider.Model, Task = task, JobId = "job-1", CreatedAt = JumpingTime.Beginning };

        Assert.Throws(exception, () => provider.CreateClient(time, other: "other").Resume(InferenceTasks.TextToVideo, handle));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"provider":"a","model":"b","task":"c","jobId":"d"}""")]
    [InlineData("""{"provider":"","model":"b","task":"c","jobId":"d","createdAt":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"provider":"a","model":null,"task":"c","jobId":"d","createdAt":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"provider":"a","model":"b","task":"","jobId":"d","createdAt":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"provider":"a","model":"b","task":"c","jobId":"","createdAt":"2026-01-01T00:00:00Z"}""")]
    [InlineData("[1]")]
    public void Parse_NoHandle_IsAnArgumentError(string json) => Assert.Throws<ArgumentException>(() => JobHandle.Parse(json));

    [Fact]
    public async Task ToJson_Handle_IsSmallAndPlain()
    {
        var job = await StartAsync();

        job.Handle.ToJson().ShouldBeJson("""
            {"provider":"jobs","model":"acme/video","task":"text-to-video","jobId":"job-1","location":"queue/7","createdAt":"2026-01-01T00:00:00+00:00","deadline":"2026-01-01T00:30:00+00:00"}
            """);
    }

    private static Task UntilAsync(Func<bool> condition) => Waiting.UntilAsync(condition);

    private Task<InferenceJob<TextToVideoResponse>> StartAsync(TextToVideoRequest? request = null) => provider.CreateClient(time).StartAsync(
        InferenceTasks.TextToVideo, (request ?? new() { Prompt = "waves" }) with { Model = JobProvider.Model, Provider = JobProvider.Name }, cancellationToken: Token);
}
