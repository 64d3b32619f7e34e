using System.Net;
using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Providers;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Protocols;

public sealed class JobPollerTests
{
    private static readonly JobState Running = new("running");
    private static readonly JobState Done = new("done");

    private readonly JumpingTime time = new();
    private readonly OpenJobs jobs;

    public JobPollerTests() => jobs = new(time);

    [Fact]
    public async Task WaitAsync_DoneAlready_NeitherWaitsNorAsks()
    {
        var job = new ScriptedJob();

        (await WaitAsync(job, Done)).Should().BeSameAs(Done);

        job.Reads.Should().Be(0);
        time.Delays.Should().BeEmpty();
    }

    [Fact]
    public async Task WaitAsync_NotDone_AsksEverMoreSeldomUpToEveryFiveSeconds()
    {
        var job = new ScriptedJob { State = reads => reads == 9 ? Done : Running };

        (await WaitAsync(job)).Should().Be(Done);

        // A timer counts whole milliseconds.
        time.Delays.Select(delay => delay.TotalSeconds).Should().Equal(0.5, 0.75, 1.125, 1.687, 2.531, 3.796, 5, 5, 5);
        job.Cancels.Should().Be(0);
    }

    [Theory]
    [InlineData(0, 0.4)]
    [InlineData(1, 0.6)]
    public async Task WaitAsync_Randomness_SpreadsADelayByAFifth(double random, double seconds)
    {
        await WaitAsync(new ScriptedJob { State = _ => Done }, random: random);

        time.Delays.Select(delay => delay.TotalSeconds).Should().Equal(seconds);
    }

    [Fact]
    public async Task WaitAsync_CallerGivesUp_CancelsOnceAndStaysACancellation()
    {
        using var caller = new CancellationTokenSource();
        var job = new ScriptedJob
        {
            State = _ =>
            {
                caller.Cancel();
                return Running;
            },
        };

        await FluentActions.Awaiting(() => WaitAsync(job, token: caller.Token)).Should().ThrowAsync<OperationCanceledException>();

        (job.Reads, job.Cancels).Should().Be((1, 1));
    }

    [Fact]
    public async Task WaitAsync_CallsTimeIsOverWhileItIsCancelled_StaysTheCallersCancellation()
    {
        using var caller = new CancellationTokenSource();
        var thrown = new OperationCanceledException(caller.Token);
        var job = new ScriptedJob
        {
            State = _ => throw thrown,
            Cancel = _ =>
            {
                time.Advance(TimeSpan.FromSeconds(4));
                return Task.CompletedTask;
            },
        };

        var wait = FluentActions.Awaiting(() => WaitAsync(job, context: Context(TimeSpan.FromSeconds(3)), token: caller.Token));

        (await wait.Should().ThrowAsync<OperationCanceledException>()).Which.Should().BeSameAs(thrown);
        thrown.StackTrace.Should().Contain(nameof(ScriptedJob), "where it was thrown is kept");
    }

    [Fact]
    public async Task WaitAsync_NewerStates_ReplaceAndDisposeTheOlderOnes()
    {
        JobState[] states = [new("running"), new("running"), new("done")];
        var job = new ScriptedJob { State = reads => states[reads] };

        (await WaitAsync(job, states[0])).Should().BeSameAs(states[2]);

        states.Select(state => state.Disposals).Should().Equal(1, 1, 0);
    }

    [Fact]
    public async Task WaitAsync_Fails_DisposesTheLastState()
    {
        JobState[] states = [new("running"), new("running")];
        var job = new ScriptedJob { State = reads => reads == 1 ? states[1] : throw Failed(ErrorKind.Authentication, HttpStatusCode.Unauthorized) };

        await FluentActions.Awaiting(() => WaitAsync(job, states[0])).Should().ThrowAsync<JobException>();

        states.Select(state => state.Disposals).Should().Equal(1, 1);
    }

    [Fact]
    public async Task WaitAsync_CallsTimeIsOver_CancelsOnceAndIsAJobTimeout()
    {
        var context = Context(TimeSpan.FromSeconds(3));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(3), time);
        var job = new ScriptedJob();

        var failure = await FailAsync(job, context, limit.Token);

        failure.Should().BeEquivalentTo(
            new { Kind = ErrorKind.Timeout, ErrorCode = ErrorCodes.JobTimeout, JobId = "job-1", Provider = "test", Model = "m", MaybeExecuted = true },
            options => options.ExcludingMissingMembers());
        job.Cancels.Should().Be(1);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, ErrorKind.Authentication)]
    [InlineData(HttpStatusCode.Forbidden, ErrorKind.PermissionDenied)]
    [InlineData(HttpStatusCode.UnprocessableEntity, ErrorKind.InvalidRequest)]
    [InlineData(HttpStatusCode.OK, ErrorKind.BadResponse)]
    public async Task WaitAsync_PollRefused_CancelsOnceAndTellsTheJob(HttpStatusCode status, ErrorKind kind)
    {
        var cause = new ProviderException("test", kind, "Provider 'test' said no.")
        {
            StatusCode = status,
            ErrorCode = "their_code",
            RequestId = "r1",
            ResponseBody = "{}",
            ExchangeKind = ExchangeKind.Read,
        };
        var job = new ScriptedJob { State = _ => throw cause };

        var failure = await FailAsync(job);

        failure.Should().BeEquivalentTo(
            new { Kind = kind, StatusCode = status, ErrorCode = "their_code", RequestId = "r1", ResponseBody = "{}", JobId = "job-1", Provider = "test", Model = "m", MaybeExecuted = true, InnerException = cause },
            options => options.ExcludingMissingMembers());
        failure.ExchangeKind.Should().Be(ExchangeKind.Read, "a job lives at one provider, so that no other can go on with it");
        failure.Message.Should().Contain("'job-1'").And.Contain("Provider 'test' said no.");
        (job.Reads, job.Cancels).Should().Be((1, 1));
    }

    [Fact]
    public async Task WaitAsync_PollFailsForAWhile_GoesOn()
    {
        var job = new ScriptedJob { State = reads => reads % 10 != 0 ? throw Failed(ErrorKind.Unavailable, HttpStatusCode.BadGateway) : reads == 30 ? Done : Running };

        (await WaitAsync(job)).Should().Be(Done);

        (job.Reads, job.Cancels).Should().Be((30, 0));
    }

    [Fact]
    public async Task WaitAsync_TenPollsFailInARow_CancelsOnceAndTellsTheJob()
    {
        var job = new ScriptedJob { State = _ => throw Failed(ErrorKind.Unavailable, HttpStatusCode.BadGateway) };

        var failure = await FailAsync(job);

        failure.Kind.Should().Be(ErrorKind.Unavailable);
        (job.Reads, job.Cancels).Should().Be((10, 1));
    }

    [Fact]
    public async Task WaitAsync_ServerAsksToWait_IsAskedNoSooner()
    {
        var job = new ScriptedJob { State = reads => reads == 1 ? throw Failed(ErrorKind.RateLimited, HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(90)) : reads == 3 ? Done : Running };

        await WaitAsync(job);

        time.Delays.Select(delay => delay.TotalSeconds).Should().Equal(0.5, 90, 1.125);
    }

    [Fact]
    public async Task WaitAsync_ServerAsksForPartsOfAMillisecond_IsAskedNoSooner()
    {
        var job = new ScriptedJob { State = reads => reads == 1 ? throw Failed(ErrorKind.RateLimited, HttpStatusCode.TooManyRequests, TimeSpan.FromMilliseconds(2000.4)) : Done };

        await WaitAsync(job);

        time.Delays.Select(delay => delay.TotalSeconds).Should().Equal(0.5, 2.001);
    }

    [Fact]
    public async Task WaitAsync_ServerAsksToWaitLongerThanTheCallLasts_EndsAtOnce()
    {
        var job = new ScriptedJob { State = _ => throw Failed(ErrorKind.RateLimited, HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(90)) };

        var failure = await FailAsync(job, Context(TimeSpan.FromSeconds(60)));

        (failure.Kind, failure.RetryAfter).Should().Be((ErrorKind.RateLimited, TimeSpan.FromSeconds(90)));
        (job.Reads, job.Cancels).Should().Be((1, 1));
    }

    [Fact]
    public async Task WaitAsync_NotFoundInTheFirstSeconds_IsNotThereYet()
    {
        var job = new ScriptedJob { State = reads => reads < 4 ? throw Failed(ErrorKind.ModelNotFound, HttpStatusCode.NotFound) : Done };

        (await WaitAsync(job)).Should().Be(Done);
    }

    [Fact]
    public async Task WaitAsync_NotFoundLater_IsJobNotFoundAndNothingToCancel()
    {
        var job = new ScriptedJob { State = reads => reads <= 6 ? Running : throw Failed(ErrorKind.ModelNotFound, HttpStatusCode.NotFound) };

        var failure = await FailAsync(job);

        failure.Should().BeEquivalentTo(
            new { Kind = ErrorKind.JobFailed, StatusCode = HttpStatusCode.NotFound, ErrorCode = ErrorCodes.JobNotFound, JobId = "job-1", MaybeExecuted = true },
            options => options.ExcludingMissingMembers());
        (job.Reads, job.Cancels).Should().Be((7, 0));
    }

    [Fact]
    public async Task WaitAsync_Gone_IsJobNotFoundAtOnceAndNothingToCancel()
    {
        var job = new ScriptedJob { State = _ => throw Failed(ErrorKind.ModelNotFound, HttpStatusCode.Gone) };

        var failure = await FailAsync(job);

        (failure.Kind, failure.ErrorCode).Should().Be((ErrorKind.JobFailed, ErrorCodes.JobNotFound));
        (job.Reads, job.Cancels).Should().Be((1, 0));
    }

    [Fact]
    public async Task WaitAsync_CancelFailsToo_TellsTheFirstFailure()
    {
        var job = new ScriptedJob
        {
            State = _ => throw Failed(ErrorKind.Authentication, HttpStatusCode.Unauthorized),
            Cancel = _ => throw Failed(ErrorKind.Unavailable, HttpStatusCode.BadGateway),
        };

        (await FailAsync(job)).Kind.Should().Be(ErrorKind.Authentication);
    }

    private static ProviderException Failed(ErrorKind kind, HttpStatusCode status, TimeSpan? retryAfter = null) =>
        new("test", kind, "no") { StatusCode = status, RetryAfter = retryAfter, ExchangeKind = ExchangeKind.Read };

    private TaskContext<ChatRequest> Context(TimeSpan? limit) =>
        new("test", new() { Messages = [] }, new("test", "m"), null, new CallState(time) { Limit = limit });

    private Task<JobState> WaitAsync(ScriptedJob job, JobState? state = null, TaskContext? context = null, double random = 0.5, CancellationToken? token = null) =>
        new JobPoller(time, jobs, () => random).WaitAsync(context ?? Context(null), job, state ?? Running, wait: null, token ?? TestContext.Current.CancellationToken);

    private async Task<JobException> FailAsync(ScriptedJob job, TaskContext? context = null, CancellationToken? token = null) =>
        (await FluentActions.Awaiting(() => WaitAsync(job, context: context, token: token)).Should().ThrowAsync<JobException>()).Which;

    private sealed class JobState(string status) : IDisposable
    {
        public string Status => status;

        public int Disposals { get; private set; }

        public void Dispose() => Disposals++;
    }

    private sealed class ScriptedJob : IJobSteps<JobState>
    {
        public Func<int, JobState> State { get; init; } = _ => Running;

        public Func<CancellationToken, Task> Cancel { get; init; } = _ => Task.CompletedTask;

        public int Reads { get; private set; }

        public int Cancels { get; private set; }

        public JobHandle Handle { get; } = new() { Provider = "test", Model = "m", Task = "test", JobId = "job-1", CreatedAt = JumpingTime.Beginning };

        public JobStatus StatusOf(JobState state) => new() { Phase = IsDone(state) ? JobPhase.Succeeded : JobPhase.Running };

        public Task<JobState> FinishAsync(JobState state, CancellationToken cancellationToken) => Task.FromResult(state);

        public bool IsDone(JobState state) => state.Status == Done.Status;

        public Task<JobState> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(State(++Reads));

        public Task CancelAsync(CancellationToken cancellationToken)
        {
            Cancels++;
            return Cancel(cancellationToken);
        }
    }
}
