using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.ReplicateWire;

namespace ProviderRouter.Tests.Providers;

public sealed class ReplicatePredictionTests
{
    private const string Out = "[\"https://replicate.delivery/x/out-0.png\"]";

    [Theory]
    [InlineData("failed", "CUDA out of memory", ErrorKind.JobFailed, null, true, "CUDA out of memory.")]
    [InlineData("failed", "NSFW content detected. Try running it again.", ErrorKind.ContentFiltered, null, true, "NSFW content detected. Try running it again.")]
    [InlineData("failed", "The input or output was flagged as sensitive. (E005)", ErrorKind.ContentFiltered, null, true, "flagged as sensitive. (E005).")]
    [InlineData("failed", null, ErrorKind.JobFailed, null, true, "its status is 'failed'.")]
    [InlineData("canceled", null, ErrorKind.JobFailed, ErrorCodes.JobCanceled, true, "its status is 'canceled'.")]
    [InlineData("aborted", null, ErrorKind.JobFailed, ErrorCodes.JobCanceled, false, "its status is 'aborted'.")]
    [InlineData("succeeded", null, ErrorKind.JobFailed, null, true, "Replicate keeps it for one hour).")]
    public async Task GenerateImageAsync_EndWithoutOutput_IsAJobException(string status, string? error, ErrorKind kind, string? code, bool maybeExecuted, string words)
    {
        using var wire = new ReplicateWire()
            .Then("starting")
            .Then(200, Prediction(status).Replace("\"error\":null", $"\"error\":{(error is null ? "null" : $"\"{error}\"")}", StringComparison.Ordinal));

        var failure = await FailAsync<JobException>(wire);

        failure.Should().BeEquivalentTo(
            new { Kind = kind, ErrorCode = code, MaybeExecuted = maybeExecuted, JobId = Id, Provider = "replicate", Model = Flux },
            options => options.ExcludingMissingMembers());
        failure.Message.Should().StartWith($"Provider 'replicate': prediction 'p1' of '{Flux}' failed: ").And.EndWith(words);
        failure.Attempts.Should().ContainSingle();
        wire.Lines.Should().Equal($"POST {FluxUri}", $"GET {PollUri}");
    }

    [Theory]
    [InlineData("canceled")]
    [InlineData("failed")]
    public async Task GenerateImageAsync_EndWithSomeOutput_IsAFailureAllTheSame(string status)
    {
        using var wire = new ReplicateWire().Then(status, Out);

        (await FailAsync<JobException>(wire)).Kind.Should().Be(ErrorKind.JobFailed);
    }

    [Fact]
    public async Task GenerateImageAsync_AcceptedWithSomeOutput_IsPolledForTheRest()
    {
        using var wire = new ReplicateWire()
            .Then(202, Prediction("processing", Out))
            .Then("succeeded", """["https://replicate.delivery/x/out-0.png","https://replicate.delivery/x/out-1.png"]""");

        (await wire.ImageAsync()).Images.Should().HaveCount(2);
    }

    [Theory]
    [InlineData(400, """{"detail":"Invalid input","status":400}""", ErrorKind.InvalidRequest, "Invalid input")]
    [InlineData(401, """{"title":"Unauthenticated","detail":"You did not pass a valid authentication token","status":401}""", ErrorKind.Authentication, "REPLICATE_API_TOKEN")]
    [InlineData(402, """{"title":"Insufficient credit","detail":"You have insufficient credit to run this model. Go to …","status":402}""", ErrorKind.QuotaExceeded, "insufficient credit to run this model")]
    [InlineData(403, """{"detail":"You do not have permission"}""", ErrorKind.PermissionDenied, "You do not have permission")]
    [InlineData(404, """{"detail":"The requested resource could not be found.","status":404}""", ErrorKind.ModelNotFound, "The requested resource could not be found")]
    [InlineData(413, """{"detail":"Files must be less than 100MB in size"}""", ErrorKind.InvalidRequest, "Files must be less than 100MB in size")]
    [InlineData(422, """{"title":"Invalid version or not permitted","detail":"The specified version does not exist (or perhaps you don't have permission to use it?)","status":422}""", ErrorKind.ModelNotFound, "The specified version does not exist")]
    [InlineData(422, """{"detail":"- input: prompt is required\n","status":422,"title":"Input validation failed","invalid_fields":[{"type":"required","field":"input","description":"prompt is required"}]}""", ErrorKind.InvalidRequest, "- input: prompt is required")]
    public async Task GenerateImageAsync_Refused_IsTheErrorSentOnce(int status, string body, ErrorKind kind, string words)
    {
        using var wire = new ReplicateWire().Knows("models/black-forest-labs/flux-schnell", Model("")).Then(status, body, "application/problem+json");

        var failure = await FailAsync<ProviderException>(wire);

        failure.Should().BeEquivalentTo(
            new { Kind = kind, StatusCode = (System.Net.HttpStatusCode?)status, ResponseBody = body, Provider = "replicate", Model = Flux, MaybeExecuted = false },
            options => options.ExcludingMissingMembers());
        failure.Message.Should().Contain(words);
        wire.Lines.Should().ContainSingle();
    }

    [Theory]
    [InlineData("""{"title":"Request was throttled","detail":"Request was throttled. Your rate limit resets in ~30s.","status":429}""", null, 30)]
    [InlineData("""{"detail":"Request was throttled."}""", "7", 7)]
    public async Task GenerateImageAsync_Throttled_IsSentAgainNoSoonerThanAsked(string body, string? retryAfter, int seconds)
    {
        using var wire = new ReplicateWire()
            .Then(429, body, headers: retryAfter is null ? [] : [("Retry-After", retryAfter)])
            .Then("succeeded", Out);

        await wire.ImageAsync();

        wire.Lines.Should().Equal($"POST {FluxUri}", $"POST {FluxUri}");
        wire.Bodies[1].Should().Be(wire.Bodies[0]);
        wire.Time.Delays.Should().ContainSingle().Which.TotalSeconds.Should().BeInRange(seconds, seconds * 1.1);
    }

    [Theory]
    [InlineData(500, """{"detail":"Internal server error"}""", true)]
    [InlineData(502, "<html>Bad Gateway</html>", true)]
    [InlineData(503, """{"detail":"busy"}""", false)]
    [InlineData(504, "", true)]
    [InlineData(408, "", false)]
    [InlineData(201, "<html>hello</html>", true)]
    [InlineData(201, """{"id":"p1","status":"star""", true)]
    [InlineData(201, "", true)]
    [InlineData(0, "", true)]
    public async Task GenerateImageAsync_CreateMayHaveWorked_IsNotSentTwice(int status, string body, bool maybeExecuted)
    {
        using var wire = new ReplicateWire();
        _ = status == 0 ? wire : wire.Then(status, body);

        var failure = await FailAsync<ProviderException>(wire);

        failure.MaybeExecuted.Should().Be(maybeExecuted);
        wire.Lines.Should().Equal($"POST {FluxUri}");
    }

    [Theory]
    [InlineData("""{"status":"starting","error":null}""")]
    [InlineData("""{"id":"","status":"starting","error":null}""")]
    [InlineData("""{"id":7,"status":"starting","error":null}""")]
    [InlineData("""{"id":"../account","status":"starting","error":null}""")]
    [InlineData("""{"id":"p1/cancel","status":"starting","error":null}""")]
    [InlineData("""{"id":"p1?x=1","status":"starting"}""")]
    [InlineData("""{"id":"p1","status":"\ud800","error":null}""")]
    [InlineData("""{"id":"p1","status":"processing","output":["\ud800"]}""")]
    [InlineData("""{"id":"p1","status":"succeeded","output":{"\ud800aaaaaaaaaaaaaaa":1}}""")]
    [InlineData("""{"\ud800aaaaaaaaaaaaaaa":1,"id":"p1","status":"succeeded","output":"https://replicate.delivery/x/0.png"}""")]
    [InlineData("""{"id":"p1","status":"succeeded","output":"https://replicate.delivery/x/0.png","metrics":{"\udc00aaaaaaaaaaaaaaa":1}}""")]
    [InlineData("""["p1"]""")]
    [InlineData("null")]
    public async Task GenerateImageAsync_NoPrediction_IsABadResponse(string body)
    {
        using var wire = new ReplicateWire().Then(201, body);

        var failure = await FailAsync<ProviderException>(wire);

        (failure.Kind, failure.MaybeExecuted, failure.ResponseBody).Should().Be((ErrorKind.BadResponse, true, body));
        failure.Message.Should().Contain("the answer is no prediction");
        wire.Lines.Should().ContainSingle();
    }

    [Fact]
    public async Task GenerateImageAsync_TextThatIsNoUtf8_IsABadResponse()
    {
        using var wire = new ReplicateWire().Then(_ => new(System.Net.HttpStatusCode.Created)
        {
            Content = new ByteArrayContent([.. "{\"id\":\"p1\",\"status\":\""u8, 0xFF, .. "\"}"u8]),
        });

        (await FailAsync<ProviderException>(wire)).Kind.Should().Be(ErrorKind.BadResponse);
    }

    [Fact]
    public async Task GenerateImageAsync_ErrorInAnAcceptedAnswer_IsThatError()
    {
        using var wire = new ReplicateWire().Then(200, """{"error":{"code":"insufficient_credit","message":"no money"}}""");

        (await FailAsync<ProviderException>(wire)).Kind.Should().Be(ErrorKind.QuotaExceeded);
    }

    [Fact]
    public async Task GenerateImageAsync_PollRefusedForNow_IsRepeatedNoSoonerThanAsked()
    {
        using var wire = new ReplicateWire()
            .Then("starting")
            .Then(503, "busy", "text/plain", ("Retry-After", "3"))
            .Then("succeeded", Out);

        await wire.ImageAsync();

        wire.Lines.Should().Equal($"POST {FluxUri}", $"GET {PollUri}", $"GET {PollUri}");
        wire.Time.Delays.Should().HaveCount(2);
        wire.Time.Delays[1].TotalSeconds.Should().BeInRange(3, 3.3);
    }

    [Fact]
    public async Task GenerateImageAsync_PollRefusedForGood_CancelsAndTellsTheJob()
    {
        using var wire = new ReplicateWire().Then("starting").Then(403, """{"detail":"no"}""").Then("canceled");

        var failure = await FailAsync<JobException>(wire);

        (failure.Kind, failure.JobId).Should().Be((ErrorKind.PermissionDenied, Id));
        wire.Lines.Should().Equal($"POST {FluxUri}", $"GET {PollUri}", $"POST {CancelUri}");
    }

    [Fact]
    public async Task GenerateImageAsync_PredictionGone_IsJobNotFoundWithoutCancel()
    {
        using var wire = new ReplicateWire().Then("starting").Then(410, """{"detail":"gone"}""");

        (await FailAsync<JobException>(wire)).ErrorCode.Should().Be(ErrorCodes.JobNotFound);

        wire.Lines.Should().Equal($"POST {FluxUri}", $"GET {PollUri}");
    }

    [Fact]
    public async Task GenerateImageAsync_CallerCancelsWhilePolling_CancelsThePredictionOnce()
    {
        using var caller = new CancellationTokenSource();
        using var wire = new ReplicateWire().Then("starting").Then(_ =>
        {
            caller.Cancel();
            return Response(200, Prediction("processing"));
        }).Then("canceled");

        var exception = (await wire.Awaiting(wire => wire.ImageAsync(cancellationToken: caller.Token)).Should().ThrowAsync<OperationCanceledException>()).Which;

        exception.CancellationToken.Should().Be(caller.Token);
        wire.Lines.Should().Equal($"POST {FluxUri}", $"GET {PollUri}", $"POST {CancelUri}");
        wire.Headers[2].Should().Contain("Authorization", $"Bearer {TestRouter.ReplicateKey}");
    }

    [Fact]
    public async Task GenerateImageAsync_NeverDone_CancelsThePredictionOnceAtTheDeadline()
    {
        using var wire = new ReplicateWire(builder => builder.Services.Configure<InferenceRoutingOptions>(options => options.CallTimeout = TimeSpan.FromSeconds(20)))
        {
            Always = _ => Response(200, Prediction("processing")),
        };

        var failure = await FailAsync<JobException>(wire);

        (failure.Kind, failure.ErrorCode, failure.MaybeExecuted).Should().Be((ErrorKind.Timeout, ErrorCodes.JobTimeout, true));
        wire.Lines.Should().StartWith($"POST {FluxUri}").And.EndWith($"POST {CancelUri}");
        wire.Lines.Count(line => line.StartsWith("POST", StringComparison.Ordinal)).Should().Be(2);
    }

    [Theory]
    [InlineData(1800, "1800s", "wait=60")]
    [InlineData(64.5, "65s", "wait=59")]
    [InlineData(20, "20s", "wait=15")]
    [InlineData(6, "6s", "wait=1")]
    [InlineData(5.9, "6s", null)]
    [InlineData(2, "5s", null)]
    [InlineData(86400, "86400s", "wait=60")]
    public async Task GenerateImageAsync_TimeOfTheCall_IsToldAndLimitsTheServersWait(double seconds, string cancelAfter, string? prefer)
    {
        using var wire = new ReplicateWire(builder => builder.Services.Configure<InferenceRoutingOptions>(options => options.CallTimeout = TimeSpan.FromSeconds(seconds)))
            .Then("succeeded", Out);

        await wire.ImageAsync();

        wire.Headers[0].GetValueOrDefault("Cancel-After").Should().Be(cancelAfter);
        wire.Headers[0].GetValueOrDefault("Prefer").Should().Be(prefer);
    }

    [Fact]
    public async Task GenerateImageAsync_Polls_TellNoDeadlineAgain()
    {
        using var wire = new ReplicateWire().Then("starting").Then("succeeded", Out);

        await wire.ImageAsync();

        wire.Headers[1].Should().NotContainKey("Cancel-After");
    }

    private static async Task<TException> FailAsync<TException>(ReplicateWire wire)
        where TException : Exception =>
        (await wire.Awaiting(wire => wire.ImageAsync()).Should().ThrowAsync<TException>()).Which;
}
