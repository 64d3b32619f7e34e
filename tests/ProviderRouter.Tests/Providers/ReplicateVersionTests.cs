using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.ReplicateWire;

namespace ProviderRouter.Tests.Providers;

public sealed class ReplicateVersionTests
{
    private const string Bark = "suno-ai/bark-two";
    private const string Gone = """{"detail":"The requested resource could not be found.","status":404}""";
    private const string Sound = "\"https://replicate.delivery/x/a.wav\"";
    private const string VersionUri = "https://api.replicate.com/v1/predictions";
    private const string Out = "\"https://replicate.delivery/x/out.png\"";

    [Fact]
    public async Task GenerateImageAsync_CommunityModelWithoutVersion_IsCreatedByItsLatestAfterTheRefusal()
    {
        using var wire = new ReplicateWire().Knows($"models/{Flux}", Model("", isOfficial: "false")).Then(404, Gone).Then("succeeded", Out).Then("succeeded", Out);

        var answer = await wire.ImageAsync();
        await wire.ImageAsync();

        wire.Lines.Should().Equal($"POST {FluxUri}", $"POST {VersionUri}", $"POST {VersionUri}");
        wire.LookUps.Should().Equal($"/v1/models/{Flux}");
        wire.Bodies[0].ShouldBeJson("""{"input":{"prompt":"a whale"}}""");
        wire.Bodies[1].ShouldBeJson($$$"""{"version":"{{{Hash}}}","input":{"prompt":"a whale"}}""");
        wire.Bodies[2].Should().Be(wire.Bodies[1]);
        answer.Info.Attempts.Select(attempt => attempt.Error).Should().Equal(ErrorKind.ModelNotFound, null);
    }

    [Fact]
    public async Task GenerateImageAsync_SchemaWasLookedUp_GoesToTheVersionAtOnce()
    {
        using var wire = new ReplicateWire().Knows("models/acme/painter", Model(""" "prompt":{"type":"string"} """, isOfficial: "false")).Then("succeeded", Out);

        await wire.ImageAsync("acme/painter");

        wire.Lines.Should().Equal($"POST {VersionUri}");
        wire.Bodies[0].ShouldBeJson($$$"""{"version":"{{{Hash}}}","input":{"prompt":"a whale"}}""");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"yes\"")]
    public async Task GenerateImageAsync_NotSaidWhetherOfficial_TriesTheNameFirst(string isOfficial)
    {
        using var wire = new ReplicateWire().Knows("models/acme/painter", Model(""" "prompt":{"type":"string"} """, isOfficial: isOfficial)).Then(404, Gone).Then("succeeded", Out);

        await wire.ImageAsync("acme/painter");

        wire.Lines.Should().Equal("POST https://api.replicate.com/v1/models/acme/painter/predictions", $"POST {VersionUri}");
    }

    [Fact]
    public async Task GenerateImageAsync_OfficialModelRefused_IsThatError()
    {
        using var wire = new ReplicateWire().Knows($"models/{Flux}", Model("")).Then(404, Gone);

        (await FailAsync(wire)).Message.Should().Contain("The requested resource could not be found.");

        wire.Lines.Should().Equal($"POST {FluxUri}");
    }

    [Fact]
    public async Task GenerateImageAsync_ModelWithoutAnyVersion_SaysSo()
    {
        using var wire = new ReplicateWire().Knows($"models/{Flux}", Model("", isOfficial: "false", version: null)).Then(404, Gone);

        var failure = await FailAsync(wire);

        failure.Kind.Should().Be(ErrorKind.ModelNotFound);
        failure.Message.Should().Be($"Provider 'replicate': nobody has pushed a version of '{Flux}', so that there is nothing to run; name another model.");
        failure.MaybeExecuted.Should().BeFalse();
    }

    [Theory]
    [InlineData(404)]
    [InlineData(422)]
    public async Task GenerateImageAsync_ResolvedVersionIsRefused_IsLookedUpAnewTheNextTime(int status)
    {
        using var wire = new ReplicateWire().Knows("models/acme/painter", Model(""" "prompt":{"type":"string"} """, isOfficial: "false"))
            .Then(status, """{"title":"Invalid version or not permitted"}""").Then("succeeded", Out);

        await wire.Awaiting(wire => wire.ImageAsync("acme/painter")).Should().ThrowAsync<ProviderException>();
        await wire.ImageAsync("acme/painter");

        wire.LookUps.Should().HaveCount(2);
        wire.Lines.Should().Equal($"POST {VersionUri}", $"POST {VersionUri}");
    }

    [Fact]
    public async Task GenerateImageAsync_NoAttemptLeft_ResolvesForTheNextTimeAlone()
    {
        using var wire = new ReplicateWire(builder => builder.Services.Configure<InferenceRoutingOptions>(options => options.Retry.MaxAttempts = 1))
            .Knows($"models/{Flux}", Model("", isOfficial: "false")).Then(404, Gone).Then("succeeded", Out);

        (await FailAsync(wire)).Kind.Should().Be(ErrorKind.ModelNotFound);
        await wire.ImageAsync();

        wire.Lines.Should().Equal($"POST {FluxUri}", $"POST {VersionUri}");
    }

    [Fact]
    public async Task GenerateImageAsync_LookUpSwitchedOff_IsTheRefusal()
    {
        using var wire = new ReplicateWire(builder => builder.AddReplicate(options => options.LookUpModels = false)).Then(404, Gone);

        (await FailAsync(wire)).Kind.Should().Be(ErrorKind.ModelNotFound);

        wire.Lines.Should().Equal($"POST {FluxUri}");
    }

    [Fact]
    public async Task GenerateSpeechAsync_EverySetting_FitsACommunityModelByItsSchema()
    {
        using var wire = new ReplicateWire().Knows($"models/{Bark}", Model("""
            "gen_text":{"type":"string"},"voice_id":{"type":"string"},"audio_format":{"type":"string","enum":["mp3","wav"]},"speaking_rate":{"type":"number"},"temperature":{"type":"number"},
            "description":{"type":"string"},"language":{"type":"string","enum":["EN","de"]},"sample_rate":{"type":"integer"}
            """, isOfficial: "false")).Then("succeeded", Sound);

        var answer = await wire.SendAsync(InferenceTasks.TextToSpeech, new()
        {
            Model = Bark,
            Text = "Hello",
            Voice = "ada",
            Format = AudioFormat.Mp3,
            Speed = 1.5,
            Temperature = 0.5,
            Instructions = "Softly",
            Language = "en",
            SampleRate = 24000,
        });

        wire.Bodies[0].ShouldBeJson($$$"""
            {"version":"{{{Hash}}}","input":{"gen_text":"Hello","voice_id":"ada","audio_format":"mp3","speaking_rate":1.5,"temperature":0.5,"description":"Softly","language":"EN","sample_rate":24000}}
            """);
        Warnings(answer).Should().BeEmpty();
    }

    [Theory]
    [InlineData("https://example.com/ada.wav", """ ,"speaker":"https://example.com/ada.wav" """, "Instructions,Language,SampleRate")]
    [InlineData("ada", "", "Voice,Instructions,Language,SampleRate")]
    public async Task GenerateSpeechAsync_VoiceThatIsAFile_IsAnAddress(string voice, string sent, string warnings)
    {
        using var wire = new ReplicateWire().Knows($"models/{Bark}", Model(""" "text":{"type":"string"},"speaker":{"type":"string","format":"uri"} """)).Then("succeeded", Sound);

        var answer = await wire.SendAsync(InferenceTasks.TextToSpeech, new() { Model = Bark, Text = "Hello", Voice = voice, Instructions = "Softly", Language = "en", SampleRate = 24000 });

        wire.Bodies[0].ShouldBeJson($$$"""{"input":{"text":"Hello"{{{sent}}}}}""");
        Warnings(answer).Should().Be(warnings);
    }

    private static async Task<ProviderException> FailAsync(ReplicateWire wire) =>
        (await wire.Awaiting(wire => wire.ImageAsync()).Should().ThrowAsync<ProviderException>()).Which;
}
