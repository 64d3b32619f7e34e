using System.Net;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Transport;

/// <summary>What becomes of the errors that servers answer: a readable message, a kind, and the advice that goes with it.</summary>
public sealed class ErrorAnswerTests
{
    /// <summary>The shapes by the numbers of the wire notes, §5.1.</summary>
    [Theory]
    [InlineData(1, 400, """{"error":{"message":"no luck","type":"invalid_request_error","param":"x","code":"bad_param"}}""", "no luck", "bad_param")]
    [InlineData(1, 400, """{"error":{"message":"no luck","type":"BadRequest","param":null,"code":400}}""", "no luck", "BadRequest")]
    [InlineData(2, 404, """{"error":{"object":"error","type":"invalid_request_error","code":"NOT_FOUND","message":"no luck"}}""", "no luck", "NOT_FOUND")]
    [InlineData(3, 400, """{"error":"no luck"}""", "no luck", null)]
    [InlineData(4, 503, """{"error":"no luck","estimated_time":20.0}""", "no luck", null)]
    [InlineData(5, 400, """{"error":["no","luck"],"warnings":["w"]}""", "no; luck", null)]
    [InlineData(6, 400, """{"code":"Some code","error":"no luck"}""", "no luck", "Some code")]
    [InlineData(7, 400, """{"object":"error","message":"no luck","type":"BadRequestError","param":null,"code":400}""", "no luck", "BadRequestError")]
    [InlineData(8, 400, """{"message":"no luck"}""", "no luck", null)]
    [InlineData(8, 400, """{"message":"no luck","type":"t","param":"p","code":"c"}""", "no luck", "c")]
    [InlineData(9, 404, """{"detail":"no luck"}""", "no luck", null)]
    [InlineData(10, 422, """{"detail":[{"loc":["body","x"],"msg":"field required","type":"missing"},{"loc":["body","y",0],"msg":"too long"}]}""", "body.x: field required; body.y.0: too long", "missing")]
    [InlineData(11, 400, """{"detail":{"error":"no luck"}}""", "no luck", null)]
    [InlineData(12, 429, """[{"error":{"code":429,"message":"no luck","status":"RESOURCE_EXHAUSTED"}}]""", "no luck", "RESOURCE_EXHAUSTED")]
    [InlineData(13, 400, """{"type":"error","error":{"type":"invalid_request_error","message":"no luck"}}""", "no luck", "invalid_request_error")]
    [InlineData(14, 429, """{"error":{"message":"Provider returned error","code":429,"metadata":{"raw":"no luck","provider_name":"x"}}}""", "Provider returned error: no luck", null)]
    [InlineData(15, 400, """{"error_message":"no luck"}""", "no luck", null)]
    [InlineData(16, 402, """{"title":"Insufficient credit","status":402,"detail":"no luck","type":"https://x.test"}""", "no luck", null)]
    [InlineData(17, 502, "<html><head><style>a{}</style></head><body><h1>502</h1>\n<p>no luck</p></body></html>", "502 no luck", null)]
    [InlineData(17, 500, "no luck", "no luck", null)]
    [InlineData(17, 504, "", "GatewayTimeout", null)]
    [InlineData(1, 400, "data: {\"error\":{\"message\":\"no luck\"}}\n\n", "no luck", null)]
    [InlineData(1, 400, """{"error":{"message":"no luck""", "no luck", null)]
    public async Task ChatAsync_ErrorShape_GivesItsMessageAndCode(int shape, int status, string body, string message, string? code)
    {
        using var server = new OpenAIServer().Answers(body, (HttpStatusCode)status, "text/plain");

        var failure = await FailAsync(server);

        failure.StatusCode.Should().Be((HttpStatusCode)status, $"shape {shape}");
        failure.Message.Should().StartWith($"Provider 'local' answered {status}").And.Contain(message);
        failure.ErrorCode.Should().Be(code);
    }

    [Theory]
    [InlineData(400, "", ErrorKind.InvalidRequest)]
    [InlineData(401, "", ErrorKind.Authentication)]
    [InlineData(402, "", ErrorKind.QuotaExceeded)]
    [InlineData(403, "", ErrorKind.PermissionDenied)]
    [InlineData(404, "", ErrorKind.ModelNotFound)]
    [InlineData(408, "", ErrorKind.Timeout)]
    [InlineData(410, "", ErrorKind.ModelNotFound)]
    [InlineData(413, "", ErrorKind.InvalidRequest)]
    [InlineData(422, "", ErrorKind.InvalidRequest)]
    [InlineData(425, "", ErrorKind.Unavailable)]
    [InlineData(429, "", ErrorKind.RateLimited)]
    [InlineData(498, "", ErrorKind.RateLimited)]
    [InlineData(500, "", ErrorKind.Unavailable)]
    [InlineData(503, "", ErrorKind.Unavailable)]
    [InlineData(529, "", ErrorKind.Unavailable)]
    [InlineData(307, "", ErrorKind.Blocked)]
    [InlineData(429, """{"error":{"message":"x","code":"insufficient_quota"}}""", ErrorKind.QuotaExceeded)]
    [InlineData(400, """{"error":{"message":"x","code":"context_length_exceeded"}}""", ErrorKind.ContextLengthExceeded)]
    [InlineData(400, """{"error":{"message":"This model's maximum context length is 4096 tokens"}}""", ErrorKind.ContextLengthExceeded)]
    [InlineData(400, """{"error":{"message":"x","code":"content_filter"}}""", ErrorKind.ContentFiltered)]
    [InlineData(400, """{"error":{"message":"x","code":"model_not_found"}}""", ErrorKind.ModelNotFound)]
    public async Task ChatAsync_StatusAndCode_HaveTheirKind(int status, string body, ErrorKind kind)
    {
        using var server = new OpenAIServer().Answers(body, (HttpStatusCode)status);

        (await FailAsync(server)).Kind.Should().Be(kind);
    }

    [Theory]
    [InlineData("""{"error":{"message":"x","code":"rate_limit_exceeded"}}""", ErrorKind.RateLimited, false)]
    [InlineData("""{"error":{"message":"x","code":"insufficient_quota"}}""", ErrorKind.QuotaExceeded, false)]
    [InlineData("""{"error":{"message":"x","code":"model_not_found"}}""", ErrorKind.ModelNotFound, false)]
    [InlineData("""{"error":{"message":"x","code":429}}""", ErrorKind.RateLimited, false)]
    [InlineData("""{"error":{"message":"x","code":500}}""", ErrorKind.Unavailable, true)]
    [InlineData("""{"error":{"message":"x"}}""", ErrorKind.Unavailable, true)]
    public async Task ChatAsync_ErrorInA200_IsWhatItsCodeSays(string body, ErrorKind kind, bool maybeExecuted)
    {
        using var server = new OpenAIServer().Answers(body);

        var failure = await FailAsync(server);

        failure.Kind.Should().Be(kind);
        failure.MaybeExecuted.Should().Be(maybeExecuted);
    }

    [Fact]
    public async Task ChatAsync_WrongKey_NamesWhereItComesFromAndNeverTheKey()
    {
        using var server = new OpenAIServer(options => options.ApiKeyVariable = "LOCAL_KEY")
            .Answers($$$"""{"error":{"message":"Incorrect API key provided: {{{OpenAIServer.Key}}}"}}""", HttpStatusCode.Unauthorized);

        var failure = await FailAsync(server);

        failure.Message.Should().Be("Provider 'local' answered 401: Incorrect API key provided: ***cdef. Check the key in LOCAL_KEY (environment or .env.local), or in InferenceRouting:Providers:local:ApiKey.");
        failure.ToString().Should().NotContain(OpenAIServer.Key);
        failure.ResponseBody.Should().NotContain(OpenAIServer.Key);
    }

    [Fact]
    public async Task ChatAsync_KeyAtTheCutOfALongErrorPage_IsStillScrubbed()
    {
        foreach (var padding in Enumerable.Range(0, 60).Select(step => 8192 - step))
        {
            using var server = new OpenAIServer().Answers($"{string.Concat(Enumerable.Repeat("<p>", padding / 3))}{new string(' ', padding % 3)}{OpenAIServer.Key} tail", HttpStatusCode.BadGateway, "text/html");

            (await FailAsync(server)).ToString().Should().NotContain(OpenAIServer.Key[..20]);
        }
    }

    [Fact]
    public async Task ChatAsync_KeyAtTheCutOfAMalformedAnswer_IsStillScrubbed()
    {
        foreach (var padding in Enumerable.Range(0, 60).Select(step => 2000 - step))
        {
            using var server = new OpenAIServer().Answers($"{new string(' ', padding)}{OpenAIServer.Key} tail");

            (await FailAsync(server)).ToString().Should().NotContain(OpenAIServer.Key[..20]);
        }
    }

    [Fact]
    public async Task ChatAsync_SecretHeaderEchoed_IsScrubbed()
    {
        using var server = new OpenAIServer(options => options.Headers["x-gateway-key"] = "gw_canary_1234567890").Answers("bad key gw_canary_1234567890", HttpStatusCode.Forbidden, "text/plain");

        (await FailAsync(server)).ToString().Should().NotContain("gw_canary_1234567890");
    }

    private static async Task<ProviderException> FailAsync(OpenAIServer server) =>
        await Assert.ThrowsAsync<ProviderException>(async () => await server.Client.ChatAsync(
            new ChatRequest { Provider = OpenAIServer.Name, Model = "m", Messages = [ChatMessage.User("Hi")] }, TestContext.Current.CancellationToken));
}
