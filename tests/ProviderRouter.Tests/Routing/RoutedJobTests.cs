using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Routing;

/// <summary>Jobs through the client, whoever runs them: started, waited for, read, told of, cancelled, resumed.</summary>
public sealed class RoutedJobTests : IDisposable
{
    private readonly JobProvider provider = new();
    private readonly JumpingTime time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => provider.Dispose();

    [Fact]
    public async Task StartAsync_JobThatIsFarFromDone_ReturnsAtOnceWithItsHandle()
    {
        provider.State = _ => throw new InvalidOperationException("nobody asks yet");

        var job = await StartAsync(new() { Webhook = new("https://example.com/hook") }, new() { Prompt = "waves", Seed = 1 });

        (provider.Submits, provider.Reads).Should().Be((1, 0));
        provider.Started!.Value.MayHold.Should().BeFalse();
        provider.Started.Value.Options.Webhook.Should().Be(new Uri("https://example.com/hook"));
        job.Handle.Should().Be(new JobHandle
        {
            Provider = JobProvider.Name,
            Model = JobProvider.Model,
            Task = "text-to-video",
            JobId = "job-1",
            Location = "queue/7",
            CreatedAt = JumpingTime.Beginning,
            Deadline = JumpingTime.Beginning.AddMinutes(30),
        });
        job.Info.Provider.Should().Be(JobProvider.Name);
        job.Info.Warnings.Select(warning => warning.Setting).Should().Equal("Seed");
    }

    [Fact]
    public async Task WaitAsync_WithProgress_TellsEachStateAndEachLineOnce()
    {
        provider.State = read => read switch
        {
            1 => new() { Phase = JobPhase.Queued, QueuePosition = 1 },
            2 => new() { Phase = JobPhase.Starting, LogLines = ["loading"] },
            3 => new() { Phase = JobPhase.Running, Fraction = 0.5, LogLines = ["loading", "50%"] },
            _ => new() { Phase = JobPhase.Succeeded, Fraction = 1, LogLines = ["loading", "50%", "done"] },
        };
        var reports = new Reports();
        var job = await StartAsync(request: new() { Prompt = "waves", Seed = 1 });

        var answer = await job.WaitAsync(reports, Token);

        reports.Select(status => status.Phase).Should().Equal(JobPhase.Queued, JobPhase.Starting, JobPhase.Running, JobPhase.Succeeded);
        reports.Select(status => status.Fraction).Should().Equal(null, null, 0.5, 1);
        reports.Select(status => string.Join('|', status.LogLines)).Should().Equal("", "loading", "50%", "done");
        reports[0].QueuePosition.Should().Be(1);
        reports.Select(status => status.Elapsed).Should().BeInAscendingOrder();
        answer.Video.ContentType.Should().Be("video/mp4");
        provider.DecodedPrompt.Should().Be("waves");
        (answer.Info.Provider, answer.Info.Model, answer.Info.Usage!.Videos).Should().Be((JobProvider.Name, JobProvider.Model, 1));
        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal("Seed");
        (provider.Submits, provider.Cancels).Should().Be((1, 0));
    }

    [Fact]
    public async Task WaitAsync_ListenerFails_DoesNotFailTheJob()
    {
        var job = await StartAsync();

        (await job.WaitAsync(new Reports(throws: true), Token)).Videos.Should().ContainSingle();
    }

    [Fact]
    public async Task WaitAsync_Again_GivesTheResultAgain()
    {
        var job = await StartAsync();

        await job.WaitAsync(cancellationToken: Token);
        (await job.WaitAsync(cancellationToken: Token)).Videos.Should().ContainSingle();

        provider.Reads.Should().Be(2);
    }

    [Fact]
    public async Task WaitAsync_JobFails_TellsWhyWithTheHandle()
    {
        provider.State = _ => new() { Phase = JobPhase.Failed, Error = "out of memory" };
        var job = await StartAsync();

        var failure = (await job.Awaiting(job => job.WaitAsync(cancellationToken: Token)).Should().ThrowAsync<JobException>()).Which;

        (failure.Handle, failure.Message).Should().Be((job.Handle, "It failed: out of memory."));
        provider.Cancels.Should().Be(0);
    }

    [Fact]
    public async Task GetStatusAsync_Anytime_ReadsOnce()
    {
        provider.State = _ => new() { Phase = JobPhase.Running, Fraction = 0.25, LogLines = ["a", "b"] };
        var job = await StartAsync();
        time.Advance(TimeSpan.FromSeconds(5));

        var status = await job.GetStatusAsync(Token);

        status.Should().BeEquivalentTo(new JobStatus { Phase = JobPhase.Running, Fraction = 0.25, LogLines = ["a", "b"], Elapsed = TimeSpan.FromSeconds(5) });
        (provider.Reads, provider.Cancels).Should().Be((1, 0));
    }

    [Fact]
    public async Task CancelAsync_SomebodyWaits_EndsTheirWaitAtOnce()
    {
        var still = new FakeTimeProvider();
        provider.State = _ => new() { Phase = provider.Cancels == 0 ? JobPhase.Running : JobPhase.Canceled };
        var job = await StartAsync(client: provider.CreateClient(still));
        var waiting = job.WaitAsync(cancellationToken: Token);
        await UntilAsync(() => provider.Reads == 1);

        await job.CancelAsync(Token);

        await waiting.Awaiting(task => task).Should().ThrowAsync<JobException>();
        (provider.Reads, provider.Cancels).Should().Be((2, 1), "the one who waits reads what became of it, and no time passed");
    }

    [Fact]
    public async Task Accept_DeliveryOfTheJob_WakesTheWaitAtOnceAndCompletesItOnce()
    {
        var still = new FakeTimeProvider();
        provider.State = read => new() { Phase = read == 1 ? JobPhase.Running : JobPhase.Succeeded };
        var reports = new Reports();
        var job = await StartAsync(client: provider.CreateClient(still));
        var waiting = job.WaitAsync(reports, Token);
        await UntilAsync(() => reports.Count == 1);

        job.Accept(Delivery("job-1")).Should().BeTrue();
        job.Accept(Delivery("job-1")).Should().BeTrue();

        await waiting;
        provider.Reads.Should().Be(2, "no time passed: the poll was due in half a second");
        reports.Count(status => status.IsDone).Should().Be(1);
    }

    [Fact]
    public async Task Accept_NobodyWaitsYet_IsHeardByTheNext()
    {
        var still = new FakeTimeProvider();
        provider.State = read => new() { Phase = read == 1 ? JobPhase.Running : JobPhase.Succeeded };
        var job = await StartAsync(client: provider.CreateClient(still));

        job.Accept(Delivery("job-1"));
        await job.WaitAsync(cancellationToken: Token).WaitAsync(TimeSpan.FromSeconds(10), Token);

        provider.Reads.Should().Be(2);
    }

    [Fact]
    public async Task Accept_DeliveryOfAnother_IsNotItsOwn()
    {
        var job = await StartAsync();

        job.Accept(Delivery("job-2")).Should().BeFalse();
    }

    [Fact]
    public async Task WaitAsync_NotDoneAtTheDeadline_IsCancelledAndThrowsWithTheHandle()
    {
        provider.State = _ => new() { Phase = JobPhase.Running };
        var job = await StartAsync(client: Client(options => options.CallTimeout = TimeSpan.FromSeconds(20)));

        var failure = (await job.Awaiting(job => job.WaitAsync(cancellationToken: Token)).Should().ThrowAsync<JobException>()).Which;

        (failure.Kind, failure.ErrorCode, failure.Handle).Should().Be((ErrorKind.Timeout, ErrorCodes.JobTimeout, job.Handle));
        failure.MaybeExecuted.Should().BeTrue();
        await UntilAsync(() => provider.Cancels == 1);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task WaitAsync_CallerGivesUp_CancelsAtTheProviderWhereThatIsWanted(bool cancels, int expected)
    {
        using var caller = new CancellationTokenSource();
        provider.Reading = _ => caller.CancelAsync();
        provider.State = _ => new() { Phase = JobPhase.Running };
        var job = await StartAsync(new() { CancelRemoteOnCancellation = cancels });

        var thrown = (await job.Awaiting(job => job.WaitAsync(cancellationToken: caller.Token)).Should().ThrowAsync<OperationCanceledException>()).Which;

        thrown.CancellationToken.Should().Be(caller.Token);
        await UntilAsync(() => provider.Cancels == expected);
    }

    [Fact]
    public async Task StartAsync_FirstDoesItAtOnce_GoesToOneThatHasJobs()
    {
        var client = provider.CreateClient(time, other: "other");

        var job = await client.StartAsync(
            InferenceTasks.TextToVideo, new() { Model = "any", Provider = "other", Prompt = "waves", Fallbacks = [new(JobProvider.Name, JobProvider.Model)] }, cancellationToken: Token);

        job.Handle.Provider.Should().Be(JobProvider.Name);
    }

    [Fact]
    public async Task StartAsync_NobodyElse_IsUnsupported()
    {
        var client = provider.CreateClient(time, other: "other");

        var failure = (await client.Awaiting(client => client.StartAsync(InferenceTasks.TextToVideo, new() { Model = "any", Provider = "other", Prompt = "waves" }, cancellationToken: Token))
            .Should().ThrowAsync<ProviderException>()).Which;

        (failure.Kind, failure.Provider).Should().Be((ErrorKind.Unsupported, "other"));
        failure.Message.Should().Contain("SendAsync");
    }

    [Fact]
    public async Task SendAsync_JobLikeTask_IsStartAndWaitInOne()
    {
        provider.State = read => new() { Phase = read < 3 ? JobPhase.Running : JobPhase.Succeeded };

        var answer = await provider.CreateClient(time).SendAsync(
            InferenceTasks.TextToVideo, new() { Model = JobProvider.Model, Provider = JobProvider.Name, Prompt = "waves" }, Token);

        answer.Videos.Should().ContainSingle();
        (provider.Submits, provider.Reads, provider.Started!.Value.MayHold).Should().Be((1, 3, true));
    }


    [Theory]
    [InlineData("http://app.test/hook")]
    [InlineData("ftp://app.test/hook")]
    [InlineData("/hook")]
    public async Task StartAsync_WebhookThatNoProviderMayBeSent_IsAnArgumentErrorAndNoJob(string address)
    {
        await FluentActions.Awaiting(() => StartAsync(new() { Webhook = new(address, UriKind.RelativeOrAbsolute) })).Should().ThrowAsync<ArgumentException>().WithMessage("The webhook has to be an absolute https address.*");

        provider.Submits.Should().Be(0);
    }

    [Theory]
    [InlineData("https://app.test/hook")]
    [InlineData("http://localhost:5000/hook")]
    public async Task StartAsync_WebhookOfTheApplication_ReachesTheProvider(string address)
    {
        await StartAsync(new() { Webhook = new(address) });

        provider.Started!.Value.Options.Webhook.Should().Be(new Uri(address));
    }

    private static WebhookDelivery Delivery(string job) => new() { Provider = JobProvider.Name, Id = "m1", JobId = job, SentAt = JumpingTime.Beginning, Body = default };

    private static Task UntilAsync(Func<bool> condition) => Waiting.UntilAsync(condition);

    private IInferenceClient Client(Action<InferenceRoutingOptions> configure) => provider.CreateClient(time, configure: builder => builder.Services.Configure(configure));

    private Task<InferenceJob<TextToVideoResponse>> StartAsync(JobOptions? options = null, TextToVideoRequest? request = null, IInferenceClient? client = null) =>
        (client ?? provider.CreateClient(time)).StartAsync(
            InferenceTasks.TextToVideo, (request ?? new() { Prompt = "waves" }) with { Model = JobProvider.Model, Provider = JobProvider.Name }, options, Token);

    /// <summary>Keeps reports in the order in which they came; the framework's own posts them elsewhere.</summary>
    private sealed class Reports(bool throws = false) : List<JobStatus>, IProgress<JobStatus>
    {
        public void Report(JobStatus value)
        {
            Add(value);
            if (throws)
            {
                throw new InvalidOperationException("the listener's own mistake");
            }
        }
    }
}
