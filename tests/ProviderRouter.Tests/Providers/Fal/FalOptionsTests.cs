using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Providers.Fal;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers.Fal;

public sealed class FalOptionsTests
{
    private const string Id = "fal-canary-1234567890";
    private const string Secret = "abcdef1234567890";

    [Theory]
    [InlineData("FAL_KEY", "environment variable FAL_KEY")]
    [InlineData("FAL_API_KEY", "environment variable FAL_API_KEY")]
    public async Task Key_InOneVariable_IsSentUnderFalsScheme(string variable, string source)
    {
        using var wire = new FalWire(environment: new() { Variables = { [variable] = TestRouter.FalKey } });

        (await KeyOf(wire)).Should().Be($"Key {TestRouter.FalKey}");
        SourceOf(wire).Should().Be(source);
    }

    [Fact]
    public async Task Key_InTwoHalves_IsJoined()
    {
        using var wire = new FalWire(environment: new() { Variables = { ["FAL_KEY_ID"] = $" {Id}", ["FAL_KEY_SECRET"] = $"{Secret}\n" } });

        (await KeyOf(wire)).Should().Be($"Key {Id}:{Secret}");
        SourceOf(wire).Should().Be("environment variable FAL_KEY_ID:FAL_KEY_SECRET");
    }

    [Fact]
    public async Task Key_InTwoHalvesOfAFile_IsJoinedAndTheEnvironmentsWholeOneWinsOverIt()
    {
        var environment = new FakeEnvironment();
        await File.WriteAllTextAsync(Path.Combine(environment.CurrentDirectory, ".env.local"), $"FAL_KEY_ID={Id}\nFAL_KEY_SECRET={Secret}\n", TestContext.Current.CancellationToken);
        using (var wire = new FalWire(environment: environment))
        {
            (await KeyOf(wire)).Should().Be($"Key {Id}:{Secret}");
            SourceOf(wire).Should().EndWith(".env.local");
        }

        environment.Variables["FAL_KEY"] = TestRouter.FalKey;
        using var other = new FalWire(environment: environment);
        (await KeyOf(other)).Should().Be($"Key {TestRouter.FalKey}");
    }

    [Theory]
    [InlineData("FAL_KEY_ID")]
    [InlineData("FAL_KEY_SECRET")]
    public void Key_HalfOfIt_IsNone(string variable)
    {
        using var wire = new FalWire(environment: new() { Variables = { [variable] = Id } });

        wire.Provider.IsReady.Should().BeFalse();
    }

    [Fact]
    public void Halves_OneInTheEnvironmentAndOneInAFile_AreNotMixed()
    {
        var environment = new FakeEnvironment { Variables = { ["FAL_KEY_ID"] = Id } };
        File.WriteAllText(Path.Combine(environment.CurrentDirectory, ".env"), $"FAL_KEY_SECRET={Secret}\n");
        using var wire = new FalWire(environment: environment);

        wire.Provider.IsReady.Should().BeFalse();
    }

    [Fact]
    public void AddFal_LifetimesOfNoTime_AreProblems()
    {
        var build = () =>
        {
            using var wire = new FalWire(builder => builder.AddFal(options => (options.OutputLifetime, options.UploadLifetime) = (TimeSpan.Zero, TimeSpan.FromSeconds(-1))));
            return wire.Client;
        };

        build.Should().Throw<InferenceConfigurationException>().Which.Message.Should().ContainAll("OutputLifetime", "UploadLifetime", "one second");
    }

    [Fact]
    public async Task AddFal_Settings_BecomeHeadersOfWhatRunsAModel()
    {
        using var wire = new FalWire(builder => builder.AddFal(options => (options.OutputLifetime, options.AllowModelFallback) = (TimeSpan.FromHours(1), true))).ThenJob(FalWire.Image);

        var answer = await wire.ImageAsync();

        wire.Requests[0].Headers.Should().Contain("X-Fal-Object-Lifecycle-Preference", """{"expiration_duration_seconds":3600}""").And.NotContainKey("x-app-fal-disable-fallback");
        wire.Requests[1].Headers.Should().NotContainKey("X-Fal-Object-Lifecycle-Preference");
        answer.Image.ExpiresAt.Should().BeOnOrAfter(JumpingTime.Beginning.AddHours(1)).And.BeBefore(JumpingTime.Beginning.AddHours(2));
    }

    [Fact]
    public async Task AddFal_UnderAnotherName_IsAProviderOfItsOwn()
    {
        using var wire = new FalWire(builder => builder.AddFal("fal-two", options => (options.ApiKey, options.QueueAddress) = ("second-key:1234567890", new("https://queue.example/base/")))).ThenJob(FalWire.Image);

        var answer = await wire.Client.SendAsync(InferenceTasks.TextToImage, new() { Model = FalWire.Flux, Provider = "fal-two", Prompt = "x" }, TestContext.Current.CancellationToken);

        wire.Lines.Should().Equal(
            "POST https://queue.example/base/fal-ai/flux/dev",
            $"GET https://queue.example/base/fal-ai/flux/requests/{FalWire.Id}/status?logs=1",
            $"GET https://queue.example/base/fal-ai/flux/requests/{FalWire.Id}");
        wire.Requests.Should().OnlyContain(request => request.Headers["Authorization"] == "Key second-key:1234567890");
        answer.Info.Provider.Should().Be("fal-two");
    }

    private static async Task<string> KeyOf(FalWire wire)
    {
        wire.Then(200, """{"output":"Hi"}""");
        await wire.ChatAsync(new() { Model = "fal-ai/any-llm", Messages = [ChatMessage.User("Hi")] });
        return wire.Requests[0].Headers["Authorization"];
    }

    private static string? SourceOf(FalWire wire) => wire.Provider.KeySource;
}
