using System.Net;
using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.Fal.FalWire;

namespace ProviderRouter.Tests.Providers.Fal;

public sealed class FalFailureTests
{
    private const string Refusal = """{"detail":[{"loc":["body","prompt"],"msg":"The content was flagged","type":"content_policy_violation","url":"https://docs.fal.ai/errors/#content_policy_violation"}]}""";

    private static readonly ChatRequest Chat = new() { Model = "fal-ai/any-llm", Messages = [ChatMessage.User("Hi")] };

    [Theory]
    [InlineData(422, """{"detail":[{"loc":["body","image_url"],"msg":"Image too large","type":"image_too_large","ctx":{"max_height":4096}}]}""", ErrorKind.JobFailed, "image_too_large", "body.image_url: Image too large")]
    [InlineData(422, """{"detail":[{"loc":["body","loras",0,"path"],"msg":"field required","type":"missing"}]}""", ErrorKind.JobFailed, "missing", "body.loras.0.path: field required")]
    [InlineData(422, Refusal, ErrorKind.ContentFiltered, "content_policy_violation", "The content was flagged")]
    [InlineData(422, """{"detail":"Could not generate images with the given prompts and images"}""", ErrorKind.JobFailed, null, "Could not generate images")]
    [InlineData(400, """{"message":"bad size"}""", ErrorKind.JobFailed, null, "bad size")]
    [InlineData(500, """{"detail":[{"loc":["body"],"msg":"Internal server error","type":"internal_server_error"}]}""", ErrorKind.JobFailed, "internal_server_error", "Internal server error")]
    [InlineData(504, """{"detail":[{"loc":["body"],"msg":"Generation timeout","type":"generation_timeout"}]}""", ErrorKind.JobFailed, "generation_timeout", "Generation timeout")]
    [InlineData(499, """{"detail":"The client cancelled the request","error_type":"client_cancelled"}""", ErrorKind.JobFailed, ErrorCodes.JobCanceled, "cancelled")]
    public async Task GenerateImageAsync_ResultIsAnError_IsTheJobsFailureWithItsReason(int status, string body, ErrorKind kind, string? code, string words)
    {
        using var wire = new FalWire().ThenDone().Then(status, body, "application/json", ("X-Fal-Retryable", "false"));

        var failure = await wire.ImageFailsAsync<JobException>();

        failure.Kind.Should().Be(kind);
        failure.ErrorCode.Should().Be(code);
        failure.StatusCode.Should().Be((HttpStatusCode)status);
        failure.Message.Should().Contain(words).And.Contain(Id).And.Contain(Flux);
        failure.ResponseBody.Should().Be(body);
        failure.Handle!.JobId.Should().Be(Id);
        failure.Attempts.Should().ContainSingle();
        wire.Lines.Should().NotContain(line => line.StartsWith("PUT", StringComparison.Ordinal), "there is nothing left to cancel");
        wire.Lines.Count(line => line.StartsWith("POST", StringComparison.Ordinal)).Should().Be(1);
    }

    [Fact]
    public async Task GenerateImageAsync_StatusTellsTheErrorAndTheResultMore_TellsMore()
    {
        using var wire = new FalWire().ThenDone(""" "error":"Invalid status code: 422","error_type":"bad_request","logs":[{"message":"one"},{"message":"two"}] """).Then(422, Refusal);

        var failure = await wire.ImageFailsAsync<JobException>();

        failure.Kind.Should().Be(ErrorKind.ContentFiltered);
        failure.ErrorCode.Should().Be("content_policy_violation");
        failure.Message.Should().Contain("The content was flagged");
        failure.LogsTail.Should().Be("one\ntwo");
    }

    [Theory]
    [InlineData(200, Image)]
    [InlineData(404, """{"detail":"not found"}""")]
    public async Task GenerateImageAsync_StatusAloneTellsTheError_TellsIt(int status, string result)
    {
        using var wire = new FalWire().ThenDone(""" "error":"Runner died.","error_type":"runner_disconnected" """).Then(status, result);

        var failure = await wire.ImageFailsAsync<JobException>();

        failure.Should().BeEquivalentTo(new { Kind = ErrorKind.JobFailed, ErrorCode = "runner_disconnected", StatusCode = (HttpStatusCode?)null });
        failure.Message.Should().EndWith("failed. Runner died.");
    }

    [Fact]
    public async Task GetStatusAsync_CompletedWithAnError_IsFailed()
    {
        using var wire = new FalWire().Then(200, Submitted()).Then(200, Status("COMPLETED", """ "error":"Runner died","error_type":"runner_disconnected" """))
            .Then(200, Status("COMPLETED", """ "error_type":"client_cancelled" """));
        var job = await wire.StartAsync();

        (await job.GetStatusAsync(TestContext.Current.CancellationToken)).Should().BeEquivalentTo(new { Phase = JobPhase.Failed, Error = "Runner died", Fraction = (double?)null });
        (await job.GetStatusAsync(TestContext.Current.CancellationToken)).Phase.Should().Be(JobPhase.Canceled);
    }

    [Fact]
    public async Task GenerateImageAsync_ResultCannotBeFetched_IsLostWithItsHandle()
    {
        using var wire = new FalWire().ThenDone().Then(502, "<html>bad gateway</html>", "text/html").Then(502, "<html>bad gateway</html>", "text/html")
            .Then(502, "<html>bad gateway</html>", "text/html").Then(202, """{"status":"CANCELLATION_REQUESTED"}""");

        var failure = await wire.ImageFailsAsync<JobException>();

        failure.Kind.Should().Be(ErrorKind.Unavailable);
        failure.Handle.Should().NotBeNull();
        failure.Message.Should().Contain("could not be followed");
    }

    [Fact]
    public async Task GenerateImageAsync_PollFailsForAWhile_IsReadOn()
    {
        using var wire = new FalWire().Then(200, Submitted()).Then(503, "").Then(429, "", "text/plain", ("Retry-After", "2"))
            .Then(404, """{"status":"NOT_FOUND"}""").Then(200, Status("COMPLETED")).Then(200, Image);

        (await wire.ImageAsync()).Images.Should().ContainSingle();
    }

    [Fact]
    public async Task GenerateImageAsync_KeyRefusedWhileItRuns_StopsAndTellsTheHandle()
    {
        using var wire = new FalWire().Then(200, Submitted()).Then(401, """{"detail":"No user found for Key ID and Secret"}""").Then(401, "{}");

        var failure = await wire.ImageFailsAsync<JobException>();

        failure.Kind.Should().Be(ErrorKind.Authentication);
        failure.Handle!.JobId.Should().Be(Id);
        wire.Lines.Take(2).Should().Equal($"POST https://queue.fal.run/{Flux}", $"GET {FluxJob}/status?logs=1");
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task GenerateImageAsync_SubmissionMayHaveBeenTaken_IsNotSentAgain(int status)
    {
        using var wire = new FalWire().Then(status, """{"detail":"x","error_type":"internal_error"}""", "application/json", ("X-Fal-Error-Type", "internal_error"));

        var failure = await wire.ImageFailsAsync<ProviderException>();

        failure.ErrorCode.Should().Be("internal_error");
        wire.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task GenerateImageAsync_ConnectionBreaksAfterTheSubmission_IsNotSentAgain()
    {
        using var wire = new FalWire();

        (await wire.ImageFailsAsync<ProviderException>()).MaybeExecuted.Should().BeTrue();

        wire.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData(429, """{"detail":"busy","error_type":"concurrent_requests_limit"}""", "X-Fal-Error-Type", "concurrent_requests_limit")]
    [InlineData(503, """{"detail":"no runner","error_type":"runner_scheduling_failure"}""", "X-Fal-Retryable", "true")]
    [InlineData(503, """{"detail":"no runner"}""", "X-Fal-Needs-Retry", "1")]
    public async Task GenerateImageAsync_SubmissionSurelyRefused_IsSentAgain(int status, string body, string header, string value)
    {
        using var wire = new FalWire().Then(status, body, "application/json", (header, value)).ThenJob(Image);

        (await wire.ImageAsync()).Info.Attempts.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"request_id":"../../x"}""")]
    [InlineData("""{"request_id":7}""")]
    [InlineData("""{"request_id":"\ud800"}""")]
    [InlineData("<html>")]
    public async Task GenerateImageAsync_SubmissionAnswersWithoutAnId_IsABadResponse(string body)
    {
        using var wire = new FalWire().Then(200, body);

        var failure = await wire.ImageFailsAsync<ProviderException>();

        failure.Kind.Should().Be(ErrorKind.BadResponse);
        failure.MaybeExecuted.Should().BeTrue();
        wire.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{"images":[]}""")]
    [InlineData("""{"images":[{"url":null},{"url":7},{},null]}""")]
    [InlineData("""{"images":[{"url":"ftp://x/y"}]}""")]
    [InlineData("""{"images":[{"url":"\ud800"}],"prompt":"\ud800","seed":1e999}""")]
    [InlineData("""{"images":"none"}""")]
    public async Task GenerateImageAsync_ResultWithoutAnImage_IsABadResponse(string result)
    {
        using var wire = new FalWire().ThenJob(result);

        (await wire.ImageFailsAsync<ProviderException>()).Kind.Should().Be(ErrorKind.BadResponse);
    }

    [Fact]
    public async Task GenerateImageAsync_ServerEchoesTheKey_IsScrubbed()
    {
        using var wire = new FalWire().ThenDone($$""" "error":"key {{TestRouter.FalKey}} is bad","logs":[{"message":"{{TestRouter.FalKey}}"}] """).Then(404, "{}");

        var failure = await wire.ImageFailsAsync<JobException>();

        failure.ToString().Should().NotContain(TestRouter.FalKey);
        failure.LogsTail.Should().NotContain(TestRouter.FalKey).And.NotBeEmpty();
    }

    [Theory]
    [InlineData(401, """{"detail":"Cannot access application \"fal-ai/any-llm\". Authentication is required to access this application."}""", ErrorKind.Authentication, null, 1)]
    [InlineData(403, """{"detail":"User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing."}""", ErrorKind.QuotaExceeded, null, 1)]
    [InlineData(403, """{"detail":"Forbidden"}""", ErrorKind.PermissionDenied, null, 1)]
    [InlineData(404, """{"detail":"Application \"any-llm\" not found"}""", ErrorKind.ModelNotFound, null, 1)]
    [InlineData(422, """{"detail":[{"loc":["body","prompt"],"msg":"field required","type":"missing"}]}""", ErrorKind.InvalidRequest, "missing", 1)]
    [InlineData(422, Refusal, ErrorKind.ContentFiltered, "content_policy_violation", 1)]
    [InlineData(429, """{"detail":"too many","error_type":"concurrent_requests_limit"}""", ErrorKind.RateLimited, "concurrent_requests_limit", 3)]
    [InlineData(429, """{"error":{"message":"slow down","code":429}}""", ErrorKind.RateLimited, null, 3)]
    [InlineData(503, """{"detail":"no runner","error_type":"runner_scheduling_failure"}""", ErrorKind.Unavailable, "runner_scheduling_failure", 3)]
    [InlineData(502, """{"detail":"incomplete","error_type":"runner_incomplete_response"}""", ErrorKind.Unavailable, "runner_incomplete_response", 3)]
    [InlineData(504, """{"detail":"Request timed out","error_type":"request_timeout"}""", ErrorKind.Unavailable, "request_timeout", 3)]
    [InlineData(200, """{"output":"","error":"The model is down"}""", ErrorKind.Unavailable, null, 3)]
    public async Task ChatAsync_DirectHostRefuses_IsToldAndTriedAgainAsItsKindSays(int status, string body, ErrorKind kind, string? code, int requests)
    {
        using var wire = new FalWire();
        for (var attempt = 0; attempt < requests; attempt++)
        {
            wire.Then(status, body, "application/json", ("x-fal-request-id", "run-1"));
        }

        var chat = () => wire.ChatAsync(Chat);

        var failure = (await chat.Should().ThrowAsync<ProviderException>()).Which;
        failure.Should().BeEquivalentTo(new { Kind = kind, ErrorCode = code, RequestId = "run-1" });
        wire.Requests.Should().HaveCount(requests);
    }

    [Theory]
    [InlineData("X-Fal-Retryable", "false")]
    [InlineData("X-Fal-Request-Timeout-Type", "user")]
    public async Task ChatAsync_ServerForbidsAnotherTry_IsNotSentAgain(string header, string value)
    {
        using var wire = new FalWire().Then(504, """{"detail":"Request timed out","error_type":"request_timeout"}""", "application/json", (header, value), ("X-Fal-Error-Type", "request_timeout"));

        await FluentActions.Awaiting(() => wire.ChatAsync(Chat)).Should().ThrowAsync<ProviderException>();

        wire.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task ChatAsync_TimeoutOfTheUsersOwn_BeatsTheWordOnRetries()
    {
        using var wire = new FalWire().Then(504, """{"detail":"Request timed out"}""", "application/json", ("X-Fal-Request-Timeout-Type", "user"), ("X-Fal-Retryable", "true"), ("X-Fal-Error-Type", "request_timeout"));

        var chat = () => wire.ChatAsync(Chat);

        (await chat.Should().ThrowAsync<ProviderException>()).Which.ErrorCode.Should().Be("request_timeout", "the header tells what the body does not");
        wire.Requests.Should().ContainSingle();
    }
}
