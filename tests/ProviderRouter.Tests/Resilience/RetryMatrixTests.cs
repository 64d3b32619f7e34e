using System.Net;
using System.Text;
using ProviderRouter.Resilience;
using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Resilience;

/// <summary>The matrix of what may be done after which failure, row by row: S again at the same target, F the next one, X neither; for reads, generations and submits.</summary>
public sealed class RetryMatrixTests
{
    [Theory]
    [InlineData(408, "", "", "S", "SF", "X")]
    [InlineData(409, "", "", "S", "SF", "X")]
    [InlineData(425, "", "", "S", "SF", "X")]
    [InlineData(429, "", "", "S", "SF", "SF")]
    [InlineData(429, "", """{"error":{"message":"x","code":"insufficient_quota"}}""", "X", "F", "F")]
    [InlineData(402, "", "", "X", "F", "F")]
    [InlineData(403, "", """{"error":"Insufficient credit"}""", "X", "F", "F")]
    [InlineData(500, "", "", "S", "SF", "X")]
    [InlineData(502, "", "", "S", "SF", "X")]
    [InlineData(504, "", "", "S", "SF", "X")]
    [InlineData(520, "", "", "S", "SF", "X")]
    [InlineData(527, "", "", "S", "SF", "X")]
    [InlineData(503, "", "", "S", "SF", "X")]
    [InlineData(529, "", "", "S", "SF", "X")]
    [InlineData(503, "Retry-After: 1", "", "S", "SF", "SF")]
    [InlineData(529, "x-should-retry: true", "", "S", "SF", "SF")]
    [InlineData(401, "", "", "X", "X", "X")]
    [InlineData(403, "", "", "X", "X", "X")]
    [InlineData(400, "", "", "X", "X", "X")]
    [InlineData(405, "", "", "X", "X", "X")]
    [InlineData(413, "", "", "X", "X", "X")]
    [InlineData(415, "", "", "X", "X", "X")]
    [InlineData(422, "", "", "X", "X", "X")]
    [InlineData(404, "", "", "X", "F", "F")]
    [InlineData(410, "", "", "X", "F", "F")]
    [InlineData(400, "", """{"error":{"message":"x","code":"content_filter"}}""", "X", "X", "X")]
    [InlineData(307, "Location: https://elsewhere.test/", "", "X", "X", "X")]
    [InlineData(500, "x-should-retry: false", "", "X", "F", "X")]
    [InlineData(504, "X-Fal-Request-Timeout-Type: user", "", "X", "F", "X")]
    [InlineData(500, "X-Fal-Retryable: false", "", "X", "F", "X")]
    public void Judge_ErrorStatus_FollowsTheMatrix(int status, string header, string body, string read, string generate, string submit)
    {
        using var answer = new HttpResponseMessage((HttpStatusCode)status);
        if (header.Split(": ") is [var name, var value])
        {
            answer.Headers.TryAddWithoutValidation(name, value);
        }

        All(failures => failures.FromStatus(answer, Encoding.UTF8.GetBytes(body))).Should().Equal(read, generate, submit);
    }

    [Theory]
    [InlineData(ErrorKind.Connection, AttemptPhase.Connecting, ErrorCodes.Dns, "S", "SF", "SF")]
    [InlineData(ErrorKind.Connection, AttemptPhase.Connecting, ErrorCodes.Refused, "S", "SF", "SF")]
    [InlineData(ErrorKind.Connection, AttemptPhase.Connecting, ErrorCodes.Tls, "S", "SF", "SF")]
    [InlineData(ErrorKind.Timeout, AttemptPhase.Connecting, ErrorCodes.ConnectTimeout, "S", "SF", "SF")]
    [InlineData(ErrorKind.Connection, AttemptPhase.Connecting, ErrorCodes.Certificate, "X", "F", "F")]
    [InlineData(ErrorKind.Connection, AttemptPhase.AwaitingHead, ErrorCodes.Reset, "S", "SF", "X")]
    [InlineData(ErrorKind.Timeout, AttemptPhase.AwaitingHead, ErrorCodes.AttemptTimeout, "S", "SF", "X")]
    [InlineData(ErrorKind.BadResponse, AttemptPhase.AwaitingHead, null, "X", "F", "X")]
    [InlineData(ErrorKind.LimitExceeded, AttemptPhase.AwaitingHead, null, "X", "F", "X")]
    public void Judge_NoAnswer_FollowsTheMatrix(ErrorKind kind, AttemptPhase phase, string? code, string read, string generate, string submit) =>
        All(failures => failures.FromCause(new(phase, kind, code, "words"), null)).Should().Equal(read, generate, submit);

    [Fact]
    public void Judge_AnswerThatIsCut_IsTriedAgain()
    {
        using var answer = new HttpResponseMessage();

        All(failures => failures.FromReading(answer, ErrorKind.Connection, ErrorCodes.Reset, "words", null)).Should().Equal("S", "SF", "X");
        All(failures => failures.FromAnswer(answer, "{\"a\":"u8, "words", new System.Text.Json.JsonException(), isIncomplete: true)).Should().Equal("S", "SF", "X");
    }

    [Fact]
    public void Judge_AnswerThatIsWholeAndWrong_GoesToTheNext()
    {
        using var answer = new HttpResponseMessage();

        All(failures => failures.FromAnswer(answer, "<html>"u8, "words", null)).Should().Equal("X", "F", "X");
    }

    [Fact]
    public void Judge_ErrorInAnAcceptedAnswer_IsJudgedByItsOwnStatus()
    {
        using var answer = new HttpResponseMessage();

        All(failures => failures.FromAnswer(answer, """{"error":{"message":"x","code":429}}"""u8, "words", null)).Should().Equal("S", "SF", "SF");
        All(failures => failures.FromAnswer(answer, """{"error":{"message":"x","code":400}}"""u8, "words", null)).Should().Equal("X", "X", "X");
        All(failures => failures.FromAnswer(answer, """{"error":"x"}"""u8, "words", null)).Should().Equal("S", "SF", "X");
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    [InlineData(520)]
    [InlineData(524)]
    public void Judge_WhatMayHaveBeenBilled_IsNotSentAgainWhereASecondOneWouldCost(int status)
    {
        using var answer = new HttpResponseMessage((HttpStatusCode)status);
        var failure = Failures(ExchangeKind.Generate).FromStatus(answer, []);

        failure.MaybeExecuted.Should().BeTrue();
        Told(RetryMatrix.Judge(failure, retryWhenMaybeExecuted: false)).Should().Be("X");
    }

    private static string[] All(Func<ExchangeFailures, ProviderException> fail) =>
        [.. new[] { ExchangeKind.Read, ExchangeKind.Generate, ExchangeKind.Submit }.Select(kind => Told(RetryMatrix.Judge(fail(Failures(kind)), retryWhenMaybeExecuted: true)))];

    private static ExchangeFailures Failures(ExchangeKind kind) => new("local", "m", kind, new ProviderErrorReader(), new SecretScrubber(), [], TimeProvider.System);

    private static string Told(RetryVerdict verdict) => verdict is { Same: false, Elsewhere: false } ? "X" : $"{(verdict.Same ? "S" : "")}{(verdict.Elsewhere ? "F" : "")}";
}
