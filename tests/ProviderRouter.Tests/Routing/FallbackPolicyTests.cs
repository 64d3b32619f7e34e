using ProviderRouter.Providers;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Routing;

/// <summary>Whether another candidate may be asked, where options say more than the matrix: never when that would be a second job.</summary>
public sealed class FallbackPolicyTests
{
    [Theory]
    [InlineData(ErrorKind.Authentication, ExchangeKind.Generate, true)]
    [InlineData(ErrorKind.Authentication, ExchangeKind.Submit, true)]
    [InlineData(ErrorKind.Authentication, ExchangeKind.Read, false)]
    [InlineData(ErrorKind.PermissionDenied, ExchangeKind.Submit, true)]
    [InlineData(ErrorKind.PermissionDenied, ExchangeKind.Read, false)]
    [InlineData(ErrorKind.ContentFiltered, ExchangeKind.Generate, true)]
    [InlineData(ErrorKind.ContentFiltered, ExchangeKind.Submit, false)]
    [InlineData(ErrorKind.ContentFiltered, ExchangeKind.Read, false)]
    [InlineData(ErrorKind.ContextLengthExceeded, ExchangeKind.Generate, true)]
    [InlineData(ErrorKind.ContextLengthExceeded, ExchangeKind.Read, false)]
    public void IsForAnother_OptedIn_DependsOnWhatTheExchangeDoes(ErrorKind kind, ExchangeKind exchange, bool expected)
    {
        var failure = new ProviderException("first", kind, "no") { Phase = AttemptPhase.ErrorAnswered, ExchangeKind = exchange };

        IsForAnother(failure).Should().Be(expected);
    }

    [Theory]
    [InlineData(ErrorKind.Authentication)]
    [InlineData(ErrorKind.ContentFiltered)]
    [InlineData(ErrorKind.ContextLengthExceeded)]
    [InlineData(ErrorKind.ModelNotFound)]
    [InlineData(ErrorKind.Unavailable)]
    public void IsForAnother_JobThatWasAccepted_IsNever(ErrorKind kind) =>
        IsForAnother(new JobException("first", kind, "job-1", "it failed")).Should().BeFalse("it is paid for");

    private static bool IsForAnother(ProviderException failure) =>
        new FallbackPolicy(new() { FallbackOnRefusedKey = true, AllowContentPolicyFallback = true }, new([])).IsForAnother(failure, new CallState(new JumpingTime()));
}
