using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Providers;
using ProviderRouter.Tests.Testing;
using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Protocols;

/// <summary>What becomes of a job whose wait does not end as usual: late, given up by one of several, refused, or with a result that is none.</summary>
public sealed class JobWaitTests
{
    private static readonly JobHandle Handle = new() { Provider = "test", Model = "m", Task = "test", JobId = "job-1", CreatedAt = JumpingTime.Beginning };

    private readonly JumpingTime time = new();
    private readonly OpenJobs jobs;
    private readonly Job job = new();

    public JobWaitTests() => jobs = new(time);

    [Fact]
    public async Task WaitAsync_TimeWasOverBeforeItBegan_GivesTheResultOfAJobThatIsDone()
    {
        job.IsDone = true;

        var state = await WaitAsync(new() { Handle = Handle }, limit: TimeSpan.Zero, isOver: true);

        state.Should().BeSameAs(job.Last);
        job.Cancels.Should().Be(0);
    }

    [Fact]
    public async Task WaitAsync_TimeIsOverAndTheJobRuns_CancelsAndTellsTheHandle()
    {
        var failure = (await FluentActions.Awaiting(() => WaitAsync(new() { Handle = Handle }, limit: TimeSpan.Zero, isOver: true)).Should().ThrowAsync<JobException>()).Which;

        failure.ErrorCode.Should().Be(ErrorCodes.JobTimeout);
        failure.Handle.Should().BeSameAs(Handle);
        job.Cancels.Should().Be(1);
    }

    [Fact]
    public async Task WaitAsync_RefusedWhileACallerHasTheHandle_LeavesTheJobRunning()
    {
        job.Failure = new ProviderException("test", ErrorKind.Authentication, "no") { StatusCode = System.Net.HttpStatusCode.Unauthorized };

        var failure = (await FluentActions.Awaiting(() => WaitAsync(new() { Handle = Handle, CancelsRemote = true })).Should().ThrowAsync<JobException>()).Which;

        failure.Handle.Should().BeSameAs(Handle);
        failure.Message.Should().Contain("with its handle one can wait on");
        job.Cancels.Should().Be(0);
    }

    [Fact]
    public async Task WaitAsync_OneOfTwoGivesUp_CancelsNothingUntilTheOtherDoes()
    {
        var bell = new JobBell();
        using var other = bell.Listen();
        using var caller = new CancellationTokenSource();
        await caller.CancelAsync();
        var wait = new JobWait<ChatRequest> { Handle = Handle, CancelsRemote = true, Bell = bell };

        await FluentActions.Awaiting(() => WaitAsync(wait, token: caller.Token)).Should().ThrowAsync<OperationCanceledException>();
        job.Cancels.Should().Be(0);

        other.Dispose();
        await FluentActions.Awaiting(() => WaitAsync(wait, token: caller.Token)).Should().ThrowAsync<OperationCanceledException>();
        job.Cancels.Should().Be(1);
    }

    [Fact]
    public async Task HandleAsync_ResultIsNoAnswer_IsTheJobsFailureAndNobodyElseIsAsked()
    {
        using var router = new TestRouter(
            builder => builder
                .AddProvider<EchoOptions>("first", null, context => new EchoProvider("first", new JobHandler<TextToImageRequest, TextToImageResponse, State>(new Protocol(job), new Codec(), new JobPoller(time, jobs))))
                .AddProvider<EchoOptions>("second", null, context => new EchoProvider("second", new JobHandler<TextToImageRequest, TextToImageResponse, State>(new Protocol(job), new Codec(), new JobPoller(time, jobs)))),
            timeProvider: time);
        job.IsDone = true;

        var failure = (await FluentActions.Awaiting(() => router.Client.GenerateImageAsync(
            new() { Model = "m", Provider = "first", Prompt = "x", Fallbacks = [new("second", "m")] }, TestContext.Current.CancellationToken)).Should().ThrowAsync<JobException>()).Which;

        failure.Provider.Should().Be("first");
        failure.Kind.Should().Be(ErrorKind.BadResponse);
        failure.Handle!.JobId.Should().Be("job-1");
        failure.MaybeExecuted.Should().BeTrue();
        job.Submits.Should().Be(1);
    }

    private Task<State> WaitAsync(JobWait<ChatRequest> wait, TimeSpan? limit = null, bool isOver = false, CancellationToken? token = null)
    {
        var context = new TaskContext<ChatRequest>("test", new() { Messages = [] }, new("test", "m"), null, new CallState(time) { Limit = limit });
        var end = isOver ? new CancellationToken(canceled: true) : token ?? TestContext.Current.CancellationToken;
        return new JobPoller(time, jobs, () => 0.5).WaitAsync(context, job, state: null, wait, end);
    }

    private sealed class EchoOptions : ProviderOptions
    {
        public EchoOptions() => BaseAddress = new("https://echo.example/");

        protected internal override bool RequiresApiKey => false;
    }

    private sealed class EchoProvider(string name, IJobHandler<TextToImageRequest, TextToImageResponse> images) : IProvider
    {
        public string Name => name;

        public TaskHandlerMap Handlers { get; } = new() { { InferenceTasks.TextToImage, images } };
    }

    private sealed class State : IDisposable
    {
        public void Dispose()
        {
        }
    }

    private sealed class Codec : IJobCodec<TextToImageRequest, TextToImageResponse, State>
    {
        public ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<TextToImageRequest> context, CancellationToken cancellationToken) => new(_ => { });

        public TextToImageResponse Decode(TaskContext context, TextToImageRequest? request, State state) => throw new JsonException("no");
    }

    private sealed class Protocol(Job job) : IJobProtocol<State>
    {
        public Task<State> SubmitAsync(TaskContext context, Action<RequestJson> input, JobOptions options, bool mayHold, CancellationToken cancellationToken)
        {
            job.Submits++;
            return Task.FromResult(new State());
        }

        public JobHandle HandleOf(TaskContext context, State state) => JobHandles.Of(context, "job-1");

        public IJobSteps<State> Follow(TaskContext context, JobHandle handle)
        {
            job.Handle = handle;
            return job;
        }
    }

    private sealed class Job : IJobSteps<State>
    {
        public bool IsDone { get; set; }

        public ProviderException? Failure { get; set; }

        public State? Last { get; private set; }

        public int Submits { get; set; }

        public int Cancels { get; private set; }

        public JobHandle Handle { get; set; } = JobWaitTests.Handle;

        bool IJobSteps<State>.IsDone(State state) => IsDone;

        public JobStatus StatusOf(State state) => new() { Phase = JobPhase.Running };

        public Task<State> ReadAsync(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Failure is null ? Task.FromResult(Last = new State()) : Task.FromException<State>(Failure);
        }

        public Task<State> FinishAsync(State state, CancellationToken cancellationToken) => Task.FromResult(state);

        public Task CancelAsync(CancellationToken cancellationToken)
        {
            Cancels++;
            return Task.CompletedTask;
        }
    }
}
