using System.Net;
using ProviderRouter.Resilience;

namespace ProviderRouter.Tests.Resilience;

/// <summary>The rows of the matrix that no status alone tells: by phase and kind of the failure.</summary>
public sealed class RetryMatrixKindTests
{
    [Theory]
    [InlineData(AttemptPhase.Delivering, ErrorKind.Connection, "X", "X", "X")]
    [InlineData(AttemptPhase.Delivering, ErrorKind.RateLimited, "X", "X", "X")]
    [InlineData(AttemptPhase.Connecting, ErrorKind.Unsupported, "X", "F", "F")]
    [InlineData(AttemptPhase.Connecting, ErrorKind.InvalidRequest, "X", "X", "X")]
    [InlineData(AttemptPhase.Connecting, ErrorKind.LimitExceeded, "X", "X", "X")]
    [InlineData(AttemptPhase.Connecting, ErrorKind.Authentication, "S", "SF", "SF")]
    [InlineData(AttemptPhase.ErrorAnswered, ErrorKind.Unsupported, "X", "F", "F")]
    [InlineData(AttemptPhase.ErrorAnswered, ErrorKind.Timeout, "X", "X", "X")]
    [InlineData(AttemptPhase.ErrorAnswered, ErrorKind.Unavailable, "S", "SF", "X")]
    [InlineData(AttemptPhase.ErrorAnswered, ErrorKind.InvalidRequest, "X", "X", "X")]
    [InlineData(AttemptPhase.ReadingAnswer, ErrorKind.BadResponse, "X", "F", "X")]
    [InlineData(AttemptPhase.ReadingAnswer, ErrorKind.ModelNotFound, "X", "F", "X")]
    [InlineData(AttemptPhase.ReadingAnswer, ErrorKind.Unsupported, "X", "F", "X")]
    [InlineData(AttemptPhase.ReadingAnswer, ErrorKind.QuotaExceeded, "X", "F", "X")]
    [InlineData(AttemptPhase.ReadingAnswer, ErrorKind.StreamInterrupted, "X", "F", "X")]
    [InlineData(AttemptPhase.ReadingAnswer, ErrorKind.Timeout, "S", "SF", "X")]
    [InlineData(AttemptPhase.ReadingAnswer, ErrorKind.Connection, "S", "SF", "X")]
    [InlineData(AttemptPhase.ReadingAnswer, ErrorKind.Unavailable, "S", "SF", "X")]
    [InlineData(AttemptPhase.ReadingAnswer, ErrorKind.RateLimited, "S", "SF", "X")]
    [InlineData(AttemptPhase.ReadingAnswer, ErrorKind.LimitExceeded, "X", "X", "X")]
    [InlineData(AttemptPhase.ReadingAnswer, ErrorKind.ContentFiltered, "X", "X", "X")]
    public void Judge_PhaseAndKind_FollowsTheMatrix(AttemptPhase phase, ErrorKind kind, string read, string generate, string submit) =>
        All(exchange => new("p", kind, "x") { Phase = phase, ExchangeKind = exchange }).Should().Equal(read, generate, submit);

    [Theory]
    [InlineData(ErrorKind.BadResponse)]
    [InlineData(ErrorKind.StreamInterrupted)]
    public void Judge_AnswerThatEndedTooEarly_IsTriedAgain(ErrorKind kind) =>
        All(exchange => new("p", kind, "x") { ExchangeKind = exchange, IsIncomplete = true }).Should().Equal("S", "SF", "X");

    [Theory]
    [InlineData(408, "S", "SF", "X")]
    [InlineData(409, "S", "SF", "X")]
    [InlineData(425, "S", "SF", "X")]
    [InlineData(418, "X", "X", "X")]
    [InlineData(null, "X", "X", "X")]
    public void Judge_StatusOfNoKnownKind_IsTriedAgainOnlyWhereTheStatusSaysSo(int? status, string read, string generate, string submit) =>
        All(exchange => new("p", ErrorKind.Unknown, "x") { Phase = AttemptPhase.ErrorAnswered, ExchangeKind = exchange, StatusCode = (HttpStatusCode?)status }).Should().Equal(read, generate, submit);

    [Theory]
    [InlineData(503, null, true, "SF")]
    [InlineData(503, 1, null, "SF")]
    [InlineData(503, 1, false, "F")]
    [InlineData(503, null, null, "X")]
    [InlineData(503, null, false, "X")]
    [InlineData(529, 1, null, "SF")]
    [InlineData(500, 1, null, "X")]
    [InlineData(502, 1, null, "X")]
    public void Judge_SubmitThatWasTurnedAway_GoesOnOnlyWhereTheServerSaysThatItDidNothing(int status, int? retryAfter, bool? shouldRetry, string expected) =>
        Told(RetryMatrix.Judge(
            new("p", ErrorKind.Unavailable, "x")
            {
                Phase = AttemptPhase.ErrorAnswered,
                ExchangeKind = ExchangeKind.Submit,
                StatusCode = (HttpStatusCode)status,
                RetryAfter = retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                ShouldRetry = shouldRetry,
            },
            retryWhenMaybeExecuted: true)).Should().Be(expected);

    [Theory]
    [InlineData(AttemptPhase.ErrorAnswered, ErrorKind.InvalidRequest, "S", "S", "S")]
    [InlineData(AttemptPhase.ErrorAnswered, ErrorKind.ModelNotFound, "S", "SF", "SF")]
    [InlineData(AttemptPhase.AwaitingHead, ErrorKind.Connection, "S", "SF", "X")]
    [InlineData(AttemptPhase.AwaitingHead, ErrorKind.BadResponse, "S", "SF", "X")]
    public void Judge_ServerSaysTryAgain_BeatsTheStatusButNeverDoublesASubmit(AttemptPhase phase, ErrorKind kind, string read, string generate, string submit) =>
        All(exchange => new("p", kind, "x") { Phase = phase, ExchangeKind = exchange, ShouldRetry = true }).Should().Equal(read, generate, submit);

    [Theory]
    [InlineData(false, "S", "X", "X")]
    [InlineData(true, "S", "SF", "SF")]
    public void Judge_WhatMayHaveBeenDone_IsRepeatedByReadsAndByWhoeverAllowsIt(bool isAllowed, string read, string generate, string submit) =>
        All(exchange => new("p", ErrorKind.RateLimited, "x") { Phase = AttemptPhase.ErrorAnswered, ExchangeKind = exchange, MaybeExecuted = true }, isAllowed).Should().Equal(read, generate, submit);

    private static string[] All(Func<ExchangeKind, ProviderException> fail, bool retryWhenMaybeExecuted = true) =>
        [.. new[] { ExchangeKind.Read, ExchangeKind.Generate, ExchangeKind.Submit }.Select(kind => Told(RetryMatrix.Judge(fail(kind), retryWhenMaybeExecuted)))];

    private static string Told(RetryVerdict verdict) => verdict is { Same: false, Elsewhere: false } ? "X" : $"{(verdict.Same ? "S" : "")}{(verdict.Elsewhere ? "F" : "")}";
}
