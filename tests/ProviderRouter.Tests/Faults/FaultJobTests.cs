using System.Net;

namespace ProviderRouter.Tests.Faults;

/// <summary>Jobs whose polls fail: created once, followed for long, cancelled once, and never lost without their handle.</summary>
public sealed class FaultJobTests
{
    private const int PollsOfAnAttempt = 3;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static FaultScript Down => Say("", 500);

    private static FaultScript Unknown => Say("""{"detail":"not found"}""", 404);

    [Fact]
    public async Task Poll_FailsNineTimesInARow_GoesOn()
    {
        await using var scene = new FaultScene(FaultOperations.Poll);
        var server = Server(scene, [.. Enumerable.Repeat(Down, 9 * PollsOfAnAttempt), Say(JobOperation.Prediction("processing")), .. Enumerable.Repeat(Down, 9 * PollsOfAnAttempt)], good: true);

        (await scene.PlayAsync(Stop)).Text.Should().Be(FaultOperations.Poll.Answer);

        server.Requests.Count(static request => request.Method == "POST").Should().Be(1);
    }

    [Fact]
    public async Task Poll_FailsTenTimesInARow_IsAnErrorWithTheHandleAndCancelsOnce()
    {
        await using var scene = new FaultScene(FaultOperations.Poll);
        var server = Server(scene, [Down]);

        var failure = await FailAsync(scene);

        (failure.Kind, failure.StatusCode, failure.JobId, failure.Handle!.JobId, failure.MaybeExecuted).Should().Be((ErrorKind.Unavailable, HttpStatusCode.InternalServerError, "p1", "p1", true));
        server.Requests.Count(FaultOperations.Poll.IsMain).Should().Be(10 * PollsOfAnAttempt);
        await OneCancelAsync(server);
    }

    [Fact]
    public async Task Poll_JobIsNotThereYet_GoesOn()
    {
        await using var scene = new FaultScene(FaultOperations.Poll);
        Server(scene, [Unknown, Unknown, Unknown], good: true);

        (await scene.PlayAsync(Stop)).Text.Should().Be(FaultOperations.Poll.Answer);
    }

    [Fact]
    public async Task Poll_JobIsNotThereAfterTenSeconds_IsLost()
    {
        await using var scene = new FaultScene(FaultOperations.Poll);
        var server = Server(scene, [Unknown]);

        var failure = await FailAsync(scene);

        (failure.Kind, failure.ErrorCode, failure.StatusCode).Should().Be((ErrorKind.JobFailed, ErrorCodes.JobNotFound, HttpStatusCode.NotFound));
        server.Requests.Should().NotContain(static request => request.Path.EndsWith("/cancel", StringComparison.Ordinal), "there is nothing to cancel");
    }

    [Theory]
    [InlineData("cancelled")]
    [InlineData("answered 500")]
    [InlineData("reset")]
    [InlineData("silent")]
    public async Task Poll_JobNeverEnds_IsATimeoutWhateverBecomesOfItsCancel(string cancel)
    {
        await using var scene = new FaultScene(FaultOperations.Poll);
        var server = scene.Add(new FaultServer { Signals = scene.Signals });
        server.OnFirst(static request => request.Path.EndsWith("/cancel", StringComparison.Ordinal), cancel switch
        {
            "cancelled" => Say(JobOperation.Prediction("canceled")),
            "answered 500" => Say("", 500),
            "reset" => new FaultScript().Reset(),
            _ => new FaultScript().Pass(TimeSpan.FromSeconds(5)).Silence(),
        });
        server.On(FaultOperations.Poll.IsMain, Say(JobOperation.Prediction("processing"))).Listen();

        var failure = await FailAsync(scene);

        (failure.Kind, failure.ErrorCode, failure.Handle!.JobId).Should().Be((ErrorKind.Timeout, ErrorCodes.JobTimeout, "p1"));
        await server.UntilAsync(static server => server.Requests.Any(static request => request.Path.EndsWith("/cancel", StringComparison.Ordinal)), "the job is cancelled");
        server.Requests.Count(static request => request.Method == "POST" && request.Path.EndsWith("/predictions", StringComparison.Ordinal)).Should().Be(1);
    }

    [Fact]
    public async Task Output_AddressIsOver_IsReadAgainFromTheJob()
    {
        await using var scene = new FaultScene(FaultOperations.Poll);
        var server = new FaultServer { Signals = scene.Signals };
        server.On(static request => request.Path == "/old.png", Say("", 403)).On(static request => request.Path == "/new.png", new FaultScript().Send(FaultHttp.Whole(200, "image/png", Convert.FromHexString(FaultOperations.Poll.Answer))));
        Server(scene, [Done(server, "old.png"), Done(server, "new.png")], server: server);

        (await scene.PlayAsync(Stop)).Text.Should().Be(FaultOperations.Poll.Answer);
    }

    [Fact]
    public async Task Output_AddressStaysOver_IsExpired()
    {
        await using var scene = new FaultScene(FaultOperations.Poll);
        var server = new FaultServer { Signals = scene.Signals };
        server.On(static request => request.Path == "/old.png", Say("", 403));
        Server(scene, [Done(server, "old.png")], server: server);

        var failure = (await FluentActions.Awaiting(() => scene.PlayAsync(Stop)).Should().ThrowAsync<ProviderException>()).Which;

        failure.ErrorCode.Should().Be(ErrorCodes.OutputExpired);
        server.Requests.Count(static request => request.Path == "/old.png").Should().Be(1, "the job gave no other address");
    }

    private static FaultServer Server(FaultScene scene, FaultScript[] polls, bool good = false, FaultServer? server = null)
    {
        server = scene.Add(server ?? new FaultServer { Signals = scene.Signals });
        return server.On(FaultOperations.Poll.IsMain, good ? [.. polls, FaultOperations.Poll.Good(server)] : polls).Listen();
    }

    private static FaultScript Say(string body, int status = 200) => new FaultScript().Send(FaultHttp.Json(body, status));

    private static FaultScript Done(FaultServer server, string file) => Say(JobOperation.Prediction("succeeded", $"\"{server.Address(path: file)}\""));

    private static async Task OneCancelAsync(FaultServer server)
    {
        await server.UntilAsync(static server => server.Requests.Any(static request => request.Path.EndsWith("/cancel", StringComparison.Ordinal)), "the job is cancelled");
        server.Requests.Count(static request => request.Path.EndsWith("/cancel", StringComparison.Ordinal)).Should().Be(1);
    }

    private static async Task<JobException> FailAsync(FaultScene scene) =>
        (await FluentActions.Awaiting(() => scene.PlayAsync(Stop)).Should().ThrowAsync<JobException>()).Which;
}
