using ProviderRouter.Fuzzing.Running;

namespace ProviderRouter.Tests.Fuzzing;

/// <summary>What counts as a finding.</summary>
public sealed class FuzzRunTests
{
    [Fact]
    public void Read_HandlerThatFailedInAWayItShouldNot_IsAFindingAlsoWhereItIsTranslated()
    {
        Problem(new KeyNotFoundException()).Should().Contain(nameof(KeyNotFoundException));
        Problem(new ProviderException("p", ErrorKind.Unknown, "its handler failed with KeyNotFoundException", new KeyNotFoundException())).Should().Contain("KeyNotFoundException");
    }

    [Theory]
    [InlineData(ErrorKind.Unknown)]
    [InlineData(ErrorKind.BadResponse)]
    public void Read_RefusalOfTheServer_IsNone(ErrorKind kind) => Problem(new ProviderException("p", kind, "no")).Should().BeNull();

    [Fact]
    public void Read_BadAnswer_IsNone() => Problem(new ProviderException("p", ErrorKind.BadResponse, "no JSON", new System.Text.Json.JsonException())).Should().BeNull();

    private static string? Problem(Exception exception) => FuzzRun.Read(new("test", [], _ => throw exception), []).Problem;
}
