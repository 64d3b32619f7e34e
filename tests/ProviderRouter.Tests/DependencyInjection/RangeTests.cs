using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.DependencyInjection;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.DependencyInjection;

/// <summary>Settings outside the ranges that their documentation gives, or against each other, stop the start.</summary>
public sealed class RangeTests
{
    [Theory]
    [InlineData("Retry:MaxAttemptsPerTarget", "1", "10", "0", "-1", "11")]
    [InlineData("Retry:MaxAttempts", "1", "50", "0", "-3", "51")]
    [InlineData("Retry:MaxTargets", "1", "20", "0", "-1", "21")]
    [InlineData("Retry:MaxRetryAfter", "00:00:00", "1.00:00:00", "-00:00:01", "1.00:00:00.001")]
    [InlineData("Retry:BaseDelay", "00:00:00.01", "00:00:08", "00:00:00", "-00:00:01", "00:00:00.009")]
    [InlineData("Retry:MaxDelay", "00:00:00.25", "1.00:00:00", "00:00:00", "-00:00:01", "1.00:00:00.001")]
    [InlineData("CallTimeout", "00:00:00.01", "1.00:00:00", "00:00:00", "-00:00:01", "00:00:00.009", "1.00:00:00.001")]
    [InlineData("Providers:fireworks-ai:ConnectTimeout", "00:00:00.01", "1.00:00:00", "00:00:00", "-00:00:01", "1.00:00:01")]
    [InlineData("Providers:fireworks-ai:AttemptTimeout", "00:00:00.01", "1.00:00:00", "00:00:00", "-00:00:01", "1.00:00:01")]
    [InlineData("Providers:fireworks-ai:PollTimeout", "00:00:00.01", "1.00:00:00", "00:00:00", "-00:00:01", "1.00:00:01")]
    [InlineData("Providers:fireworks-ai:FirstEventTimeout", "00:00:00.01", "1.00:00:00", "00:00:00", "-00:00:01", "1.00:00:01")]
    [InlineData("Providers:fireworks-ai:IdleTimeout", "00:00:00.01", "1.00:00:00", "00:00:00", "-00:00:01", "1.00:00:01")]
    [InlineData("AllowedPrivateHosts:0", "localhost:80", "[::1]:65535", "localhost", "localhost:", "localhost:0", "localhost:65536", "u@localhost:80", "*:80", ":80", "local host:80", "a/b:80", "::1:80")]
    public void Client_SettingAtAndBeyondItsRange_IsTakenOrReportedWithPathAndRange(string path, string first, string last, params string[] beyond)
    {
        foreach (var value in (string[])[first, last])
        {
            Failure((path, value)).Should().BeNull($"{path} = {value}");
        }

        foreach (var value in beyond)
        {
            var failure = Failure((path, value));

            failure.Should().NotBeNull($"{path} = {value}");
            failure!.Failures.Should().ContainSingle($"{path} = {value}").Which.Should().StartWith($"InferenceRouting:{path.Replace(":0", "", StringComparison.Ordinal)}: ");
        }
    }

    [Theory]
    [InlineData("ConnectTimeout")]
    [InlineData("AttemptTimeout")]
    [InlineData("PollTimeout")]
    [InlineData("FirstEventTimeout")]
    [InlineData("IdleTimeout")]
    public void Client_LimitLongerThanTheWholeCall_IsReportedWhereBothWereChosen(string setting)
    {
        var path = $"Providers:fireworks-ai:{setting}";

        Failure((path, "00:00:21"), ("CallTimeout", "00:00:20"))!.Failures.Should().ContainSingle()
            .Which.Should().StartWith($"InferenceRouting:{path}: is longer than InferenceRouting:CallTimeout").And.Contain("make it shorter");
        Failure((path, "00:00:20"), ("CallTimeout", "00:00:20")).Should().BeNull();
        Failure((path, "00:00:21")).Should().BeNull();
        Failure(("CallTimeout", "00:00:01")).Should().BeNull("the usual limits are nobody's choice");
    }

    [Fact]
    public void Client_BaseDelayLongerThanTheLongest_IsReported() =>
        Failure(("Retry:BaseDelay", "00:00:10"), ("Retry:MaxDelay", "00:00:09"))!.Failures.Should().ContainSingle().Which.Should().StartWith("InferenceRouting:Retry:BaseDelay: is longer than Retry:MaxDelay");

    [Theory]
    [InlineData("X-Team", "café")]
    [InlineData("X-Team", "a\r\n folded")]
    [InlineData("X-Team", "a\u0000b")]
    [InlineData("X Team", "a")]
    [InlineData("Content-Type", "text/plain")]
    [InlineData("transfer-encoding", "chunked")]
    public void Client_HeaderThatCannotBeSent_IsReportedWithoutItsValue(string name, string value) =>
        Failure(($"Providers:fireworks-ai:Headers:{name}", value))!.Failures.Should().ContainSingle()
            .Which.Should().StartWith($"InferenceRouting:Providers:fireworks-ai:Headers:{name}: ").And.NotContain("caf").And.NotContain("folded");

    private static InferenceConfigurationException? Failure(params (string Path, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IKeyEnvironment>(new FakeEnvironment());
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"InferenceRouting:{setting.Path}", (string?)setting.Value))).Build());
        services.AddInferenceRouting();
        using var container = services.BuildServiceProvider();
        try
        {
            _ = container.GetRequiredService<IInferenceClient>();
            return null;
        }
        catch (InferenceConfigurationException exception)
        {
            return exception;
        }
    }
}
