using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.ReplicateWire;

namespace ProviderRouter.Tests.Providers;

public sealed class ReplicateJobTests
{
    private const string Minimax = "minimax/video-01";
    private const string MinimaxUri = "https://api.replicate.com/v1/models/minimax/video-01/predictions";
    private const string Video = "\"https://replicate.delivery/x/out.mp4\"";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StartAsync_WithAWebhook_IsToldOfTheEndAloneAndNothingIsHeld()
    {
        using var wire = new ReplicateWire().Then("starting");

        var job = await StartAsync(wire, new() { Webhook = new("https://example.com/hook?x=1") });

        wire.Bodies[0].ShouldBeJson("""{"webhook":"https://example.com/hook?x=1","webhook_events_filter":["completed"],"input":{"prompt":"waves"}}""");
        wire.Headers[0].Should().Contain("Cancel-After", "1800s").And.NotContainKey("Prefer");
        wire.Lines.Should().Equal($"POST {MinimaxUri}");
        (job.Handle.JobId, job.Handle.Location).Should().Be((Id, null));
    }

    [Fact]
    public async Task WaitAsync_LogOfADenoisingLoop_TellsTheFraction()
    {
        using var wire = new ReplicateWire().Then("starting");
        var job = await StartAsync(wire);
        wire.Then(200, Logged("starting", "")).Then(200, Logged("processing", "Using seed: 7\\n  8%|\\u258a         | 4/50 [00:01<00:11]\\n"))
            .Then(200, Logged("processing", "Using seed: 7\\n  8%|\\u258a         | 4/50 [00:01<00:11]\\n 50%|█████     | 25/50 [00:06<00:06]\\n"))
            .Then("succeeded", Video);
        var reports = new List<JobStatus>();

        await job.WaitAsync(new Listener(reports), Token);

        reports.Select(status => (status.Phase, status.Fraction)).Should().Equal(
            (JobPhase.Starting, null), (JobPhase.Running, 0.08), (JobPhase.Running, 0.5), (JobPhase.Succeeded, 1));
        reports.SelectMany(status => status.LogLines).Should().HaveCount(3).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task WaitAsync_Failed_CarriesReasonLogAndHandle()
    {
        using var wire = new ReplicateWire().Then("starting");
        var job = await StartAsync(wire);
        var log = string.Join("\\n", Enumerable.Range(1, 12).Select(line => $"line {line} of {TestRouter.ReplicateKey}"));
        wire.Then(200, Logged("failed", log).Replace("\"error\":null", "\"error\":\"CUDA out of memory\"", StringComparison.Ordinal));

        var failure = (await job.Awaiting(job => job.WaitAsync(cancellationToken: Token)).Should().ThrowAsync<JobException>()).Which;

        failure.Message.Should().Be($"Provider 'replicate': prediction 'p1' of '{Minimax}' failed: CUDA out of memory.");
        failure.Handle.Should().Be(job.Handle);
        failure.LogsTail.Split('\n').Should().HaveCount(10).And.StartWith("line 3 of ***cdef").And.OnlyContain(line => !line.Contains(TestRouter.ReplicateKey));
    }

    [Theory]
    [InlineData("succeeded", JobPhase.Succeeded)]
    [InlineData("canceled", JobPhase.Canceled)]
    [InlineData("aborted", JobPhase.Canceled)]
    [InlineData("failed", JobPhase.Failed)]
    [InlineData("starting", JobPhase.Starting)]
    [InlineData("processing", JobPhase.Running)]
    [InlineData("something-new", JobPhase.Running)]
    public async Task GetStatusAsync_EachStatus_IsAPhase(string status, JobPhase phase)
    {
        using var wire = new ReplicateWire().Then("starting").Then(status);
        var job = await StartAsync(wire);

        (await job.GetStatusAsync(Token)).Phase.Should().Be(phase);

        wire.Lines.Should().Equal($"POST {MinimaxUri}", $"GET {PollUri}");
    }

    [Fact]
    public async Task WaitAsync_KeyIsRefusedAndItsSourceFailsOnce_GoesOn()
    {
        var keys = new Queue<string?>([TestRouter.ReplicateKey, null, "r8_new_1234567890abcdef"]);
        using var wire = new ReplicateWire(builder => builder.AddReplicate(options =>
            options.ApiKeySource = _ => keys.Dequeue() is { } key ? ValueTask.FromResult<string?>(key) : throw new TimeoutException("the vault is slow")));
        wire.Then("starting").Then(401, """{"detail":"no"}""").Then("succeeded", Video);

        var job = await StartAsync(wire);
        var answer = await job.WaitAsync(cancellationToken: Token);

        answer.Videos.Should().ContainSingle();
        wire.Lines.Should().Equal($"POST {MinimaxUri}", $"GET {PollUri}", $"GET {PollUri}");
        wire.Headers[2].Should().Contain("Authorization", "Bearer r8_new_1234567890abcdef");
    }

    [Fact]
    public async Task CancelAsync_Job_AsksReplicate()
    {
        using var wire = new ReplicateWire().Then("starting").Then("canceled");
        var job = await StartAsync(wire);

        await job.CancelAsync(Token);

        wire.Lines.Should().Equal($"POST {MinimaxUri}", $"POST {CancelUri}");
        wire.Headers[1].Should().Contain("Authorization", $"Bearer {TestRouter.ReplicateKey}");
    }

    [Fact]
    public async Task Resume_HandleOfAnotherClient_ReadsTheSamePrediction()
    {
        using var wire = new ReplicateWire().Then("starting");
        var handle = JobHandle.Parse((await StartAsync(wire)).Handle.ToJson());
        using var other = new ReplicateWire().Then("processing").Then("succeeded", Video);

        var answer = await other.Client.Resume(InferenceTasks.TextToVideo, handle).WaitAsync(cancellationToken: Token);

        other.Lines.Should().Equal($"GET {PollUri}", $"GET {PollUri}");
        answer.Video.Uri!.AbsolutePath.Should().Be("/x/out.mp4");
        answer.Info.Usage.Should().Be(new Usage { Videos = 1 });
    }

    [Fact]
    public async Task Resume_OutputWasRemoved_SaysSo()
    {
        using var wire = new ReplicateWire().Then(200, Prediction("succeeded", rest: "\"data_removed\":true"));

        var failure = (await Resumed(wire, Id).Awaiting(job => job.WaitAsync(cancellationToken: Token)).Should().ThrowAsync<JobException>()).Which;

        failure.Message.Should().Contain("Replicate keeps it for one hour");
    }

    [Theory]
    [InlineData("../account")]
    [InlineData("p1?x=1")]
    [InlineData("p1/../../account")]
    public async Task Resume_IdThatLeavesTheAddress_IsRefusedAndNothingIsSent(string id)
    {
        using var wire = new ReplicateWire();

        await Resumed(wire, id).Awaiting(job => job.GetStatusAsync(Token)).Should().ThrowAsync<InferenceException>();
        await Resumed(wire, id).Awaiting(job => job.CancelAsync(Token)).Should().ThrowAsync<InferenceException>();

        wire.Lines.Should().BeEmpty();
    }

    private static InferenceJob<TextToVideoResponse> Resumed(ReplicateWire wire, string id) => wire.Client.Resume(
        InferenceTasks.TextToVideo, new() { Provider = "replicate", Model = Minimax, Task = "text-to-video", JobId = id, CreatedAt = JumpingTime.Beginning });

    private static Task<InferenceJob<TextToVideoResponse>> StartAsync(ReplicateWire wire, JobOptions? options = null) =>
        wire.Client.StartAsync(InferenceTasks.TextToVideo, new() { Model = Minimax, Provider = "replicate", Prompt = "waves" }, options, Token);

    private static string Logged(string status, string logs) => Prediction(status).Replace("\"logs\":\"\"", $"\"logs\":\"{logs}\"", StringComparison.Ordinal);

    private sealed class Listener(List<JobStatus> reports) : IProgress<JobStatus>
    {
        public void Report(JobStatus value) => reports.Add(value);
    }
}
