using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Faults;

/// <summary>Reads whose server cannot be reached: asked again, and nobody else is.</summary>
public sealed class FaultReadTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Download_PortIsClosed_IsAskedThreeTimes()
    {
        var (failure, _, time) = await DownloadAsync(new FaultServer(), "http");

        (failure.Kind, failure.ErrorCode, failure.MaybeExecuted).Should().Be((ErrorKind.Connection, ErrorCodes.Refused, false));
        time.Delays.Should().HaveCount(2);
    }

    [Theory]
    [InlineData(nameof(FaultReceptions.CloseInHandshake), 3, ErrorCodes.Tls)]
    [InlineData(nameof(FaultReceptions.ResetInHandshake), 3, ErrorCodes.Tls)]
    [InlineData(nameof(FaultReceptions.PlainToTls), 3, ErrorCodes.Tls)]
    [InlineData(nameof(FaultReceptions.Untrusted), 1, ErrorCodes.Certificate)]
    [InlineData(nameof(FaultReceptions.Expired), 1, ErrorCodes.Certificate)]
    public async Task Download_HandshakeFails_IsAskedAgainUnlessTheCertificateIsNotValid(string reception, int connections, string code)
    {
        var (failure, server, _) = await DownloadAsync(new FaultServer { Reception = (FaultReception)typeof(FaultReceptions).GetProperty(reception)!.GetValue(null)! }.Listen(), "https");

        (failure.Kind, failure.ErrorCode, failure.MaybeExecuted).Should().Be((ErrorKind.Connection, code, false));
        server.Accepted.Should().Be(connections);
    }

    [Fact]
    public async Task Poll_ServerIsGone_IsAskedTenTimesThreeAndToldWithTheHandle()
    {
        await using var scene = new FaultScene(FaultOperations.Job);
        var server = scene.Add(new FaultServer { Signals = scene.Signals });
        server.On(FaultOperations.Job.IsMain, new FaultScript().StopListening().Send(FaultHttp.Json(JobOperation.Prediction("starting"), 200, "Connection: close")).Close()).Listen();

        var failure = (await FluentActions.Awaiting(() => scene.PlayAsync(Stop)).Should().ThrowAsync<JobException>()).Which;

        (failure.Kind, failure.ErrorCode, failure.Handle!.JobId).Should().Be((ErrorKind.Connection, ErrorCodes.Refused, "p1"));
        server.Accepted.Should().Be(1);
        scene.Signals.Time!.Delays.Count.Should().BeGreaterThanOrEqualTo(10 + (10 * 2), "a wait before each poll, and two within");
    }

    private static async Task<(ProviderException Failure, FaultServer Files, JumpingTime Time)> DownloadAsync(FaultServer files, string scheme)
    {
        await using var scene = new FaultScene(FaultOperations.Image) { Routing = options => options.AllowedPrivateHosts.Add($"{files.Host}:{files.Port}") };
        scene.Add(new FaultScript().Send(FaultHttp.Json($$"""{"data":[{"url":"{{files.Address(scheme, "file")}}"}]}""")));
        var failure = (await FluentActions.Awaiting(() => scene.PlayAsync(Stop)).Should().ThrowAsync<ProviderException>()).Which;
        await files.DisposeAsync();
        return (failure, files, scene.Signals.Time!);
    }
}
