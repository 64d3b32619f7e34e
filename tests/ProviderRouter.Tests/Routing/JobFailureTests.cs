using System.Net;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Routing;

/// <summary>Whatever goes wrong with a job once it was accepted is told with its id and its handle.</summary>
public sealed class JobFailureTests : IDisposable
{
    private static readonly TextToVideoRequest Request = new() { Model = JobProvider.Model, Provider = JobProvider.Name, Prompt = "waves" };
    private static readonly InferenceConfigurationException Malformed = new("the ApiKeySource gave no key");

    private readonly JobProvider provider = new();
    private readonly JumpingTime time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ProviderException NoKey => new(JobProvider.Name, ErrorKind.Authentication, "the vault is closed") { Phase = AttemptPhase.Connecting };

    public void Dispose() => provider.Dispose();

    [Fact]
    public async Task SendAsync_KeySourceFailsForAWhile_IsAskedAgain()
    {
        provider.Reading = _ => provider.Reads < 10 ? Task.FromException(NoKey) : Task.CompletedTask;

        (await provider.CreateClient(time).SendAsync(InferenceTasks.TextToVideo, Request, Token)).Videos.Should().ContainSingle();

        (provider.Submits, provider.Reads, provider.Cancels).Should().Be((1, 10, 0));
    }

    [Fact]
    public async Task SendAsync_KeySourceStaysBroken_EndsAfterTenPolls()
    {
        provider.Reading = _ => throw NoKey;

        var failure = await SendFailsAsync();

        (failure.Kind, failure.JobId).Should().Be((ErrorKind.Authentication, "job-1"));
        (provider.Reads, provider.Cancels).Should().Be((10, 1));
    }

    /// <summary>What can never be sent is not asked ten times.</summary>
    [Theory]
    [InlineData(ErrorKind.Blocked)]
    [InlineData(ErrorKind.LimitExceeded)]
    [InlineData(ErrorKind.InvalidRequest)]
    public async Task SendAsync_PollCannotBeSent_EndsAtOnce(ErrorKind kind)
    {
        provider.Reading = _ => throw new ProviderException(JobProvider.Name, kind, "no") { Phase = AttemptPhase.Connecting };

        var failure = await SendFailsAsync();

        (failure.Kind, failure.JobId, provider.Reads).Should().Be((kind, "job-1", 1));
    }

    [Fact]
    public async Task SendAsync_KeyIsMalformedInMidJob_IsTheJobsFailureAndCancelsIt()
    {
        provider.Reading = _ => throw Malformed;

        var failure = await SendFailsAsync();

        (failure.Kind, failure.JobId, failure.Handle!.JobId, failure.InnerException).Should().Be((ErrorKind.Authentication, "job-1", "job-1", Malformed));
        failure.Message.Should().Contain(Malformed.Message);
        (provider.Reads, provider.Cancels).Should().Be((1, 1));
    }

    [Fact]
    public async Task SendAsync_HandlerFails_IsTheJobsFailureAndCancelsIt()
    {
        provider.Reading = _ => throw new InvalidOperationException("text of the answer");

        var failure = await SendFailsAsync();

        (failure.Kind, failure.JobId, provider.Cancels).Should().Be((ErrorKind.Unknown, "job-1", 1));
        failure.Message.Should().Contain(nameof(InvalidOperationException)).And.NotContain("text of the answer");
    }

    [Fact]
    public async Task WaitAsync_KeyIsMalformedInMidJob_CarriesTheHandleAndLeavesTheJob()
    {
        provider.Reading = _ => throw Malformed;
        var job = await StartAsync();

        var failure = await FailAsync(job.Awaiting(job => job.WaitAsync(cancellationToken: Token)));

        (failure.Handle, provider.Cancels).Should().Be((job.Handle, 0));
    }

    [Fact]
    public async Task GetStatusAsync_CannotBeRead_CarriesTheHandle()
    {
        var cause = new ProviderException(JobProvider.Name, ErrorKind.Unavailable, "it is down") { StatusCode = HttpStatusCode.BadGateway, RequestId = "r1" };
        provider.Reading = _ => throw cause;
        var job = await StartAsync();

        var failure = await FailAsync(job.Awaiting(job => job.GetStatusAsync(Token)));

        (failure.Kind, failure.StatusCode, failure.RequestId, failure.JobId, failure.Handle, failure.InnerException)
            .Should().Be((ErrorKind.Unavailable, HttpStatusCode.BadGateway, "r1", "job-1", job.Handle, cause));
        failure.Message.Should().Contain("could not be read").And.Contain("it is down");
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Gone)]
    public async Task GetStatusAsync_NotKnownAnyMore_IsJobNotFoundAndNoWordOfTheModel(HttpStatusCode status)
    {
        provider.Reading = _ => throw Unknown(status);
        var job = await StartAsync();
        time.Advance(TimeSpan.FromSeconds(10));

        var failure = await FailAsync(job.Awaiting(job => job.GetStatusAsync(Token)));

        (failure.Kind, failure.ErrorCode, failure.StatusCode, failure.Handle).Should().Be((ErrorKind.JobFailed, ErrorCodes.JobNotFound, status, job.Handle));
        failure.Message.Should().NotContain("model");
    }

    [Fact]
    public async Task GetStatusAsync_NotThereYet_IsQueued()
    {
        provider.Reading = _ => throw Unknown(HttpStatusCode.NotFound);
        var job = await StartAsync();
        time.Advance(TimeSpan.FromSeconds(9));

        (await job.GetStatusAsync(Token)).Should().BeEquivalentTo(new JobStatus { Phase = JobPhase.Queued, Elapsed = TimeSpan.FromSeconds(9) });
    }

    [Fact]
    public async Task GetStatusAsync_NeverAnswered_CarriesTheHandle()
    {
        var job = await StartAsync();
        provider.Reading = token =>
        {
            time.Advance(TimeSpan.FromMinutes(2));
            return Task.Delay(Timeout.Infinite, token);
        };

        var failure = await FailAsync(job.Awaiting(job => job.GetStatusAsync(Token)));

        (failure.Kind, failure.ErrorCode, failure.Handle).Should().Be((ErrorKind.Timeout, ErrorCodes.CallTimeout, job.Handle));
    }

    [Fact]
    public async Task GetStatusAsync_HandlerFails_CarriesTheHandle()
    {
        provider.Reading = _ => throw new InvalidOperationException("text of the answer");
        var job = await StartAsync();

        var failure = await FailAsync(job.Awaiting(job => job.GetStatusAsync(Token)));

        (failure.Kind, failure.Handle).Should().Be((ErrorKind.Unknown, job.Handle));
    }

    [Fact]
    public async Task CancelAsync_Fails_CarriesTheHandle()
    {
        provider.Cancelling = _ => throw Malformed;
        var job = await StartAsync();

        var failure = await FailAsync(job.Awaiting(job => job.CancelAsync(Token)));

        (failure.Kind, failure.JobId, failure.Handle, failure.InnerException).Should().Be((ErrorKind.Authentication, "job-1", job.Handle, Malformed));
        failure.Message.Should().Contain("could not be cancelled");
    }

    [Fact]
    public async Task CancelAsync_NotKnownAnyMore_IsJobNotFound()
    {
        provider.Cancelling = _ => throw Unknown(HttpStatusCode.NotFound);
        var job = await StartAsync();

        (await FailAsync(job.Awaiting(job => job.CancelAsync(Token)))).ErrorCode.Should().Be(ErrorCodes.JobNotFound);
    }

    private static ProviderException Unknown(HttpStatusCode status) =>
        new(JobProvider.Name, ErrorKind.ModelNotFound, "it does not serve this model") { StatusCode = status, ExchangeKind = ExchangeKind.Read };

    private static async Task<JobException> FailAsync(Func<Task> act) => (await act.Should().ThrowAsync<JobException>()).Which;

    private Task<JobException> SendFailsAsync()
    {
        var client = provider.CreateClient(time);
        return FailAsync(client.Awaiting(client => client.SendAsync(InferenceTasks.TextToVideo, Request, Token)));
    }

    private Task<InferenceJob<TextToVideoResponse>> StartAsync() => provider.CreateClient(time).StartAsync(InferenceTasks.TextToVideo, Request, cancellationToken: Token);
}
