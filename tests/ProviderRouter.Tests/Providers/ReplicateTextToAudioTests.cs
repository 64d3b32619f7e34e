using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.ReplicateWire;

namespace ProviderRouter.Tests.Providers;

public sealed class ReplicateTextToAudioTests
{
    private const string Wav = "https://replicate.delivery/x/out.wav";
    private const string Musicgen = "meta/musicgen:" + Hash;
    private const string MusicgenInputs = """
        "prompt":{"type":"string"},"input_audio":{"type":"string","format":"uri"},"duration":{"type":"integer","default":8},"temperature":{"type":"number"},
        "classifier_free_guidance":{"type":"integer"},"output_format":{"allOf":[{"$ref":"#/components/schemas/output_format"}]},"seed":{"type":"integer"}
        """;

    [Theory]
    [InlineData("musicgen", """{"prompt":"a slow waltz","duration":10,"classifier_free_guidance":3,"seed":7,"temperature":0.5,"output_format":"mp3"}""", "NegativePrompt,Steps", 10.0)]
    [InlineData("riffusion", """{"prompt_a":"a slow waltz","num_inference_steps":20}""", "NegativePrompt,Duration,Guidance,Seed,Temperature,Format", null)]
    public async Task GenerateAudioAsync_EverythingSet_SendsWhatTheModelHasAndWarnsOfTheRest(string model, string input, string warnings, double? seconds)
    {
        using var wire = new ReplicateWire()
            .Knows($"models/meta/musicgen/versions/{Hash}", Version(MusicgenInputs, schemas: """ "output_format":{"type":"string","enum":["wav","mp3"]} """))
            .Knows($"models/riffusion/riffusion/versions/{Hash}", Version(""" "prompt_a":{"type":"string"},"denoising":{"type":"number"},"num_inference_steps":{"type":"integer"} """))
            .Then("succeeded", $$"""{"spectrogram":"https://replicate.delivery/x/s.jpg","audio":"{{Wav}}"}""", """ "metrics":{"predict_time":5} """);

        var answer = await wire.SendAsync(InferenceTasks.TextToAudio, new()
        {
            Model = model == "musicgen" ? Musicgen : "riffusion/riffusion:" + Hash,
            Prompt = "a slow waltz",
            NegativePrompt = "drums",
            Duration = TimeSpan.FromSeconds(10),
            Steps = 20,
            Guidance = 3,
            Seed = 7,
            Temperature = 0.5,
            Format = AudioFormat.Mp3,
        });

        wire.Bodies[0].ShouldBeJson($$"""{"version":"{{Hash}}","input":{{input}}}""");
        Warnings(answer).Should().Be(warnings);
        (answer.Audio.Uri, answer.Audio.ContentType).Should().Be((new Uri(Wav), "audio/wav"));
        answer.Info.Usage.Should().Be(new Usage { AudioSeconds = seconds, ComputeSeconds = 5 });
    }

    [Fact]
    public async Task GenerateAudioAsync_PromptAlone_SendsItAlone()
    {
        using var wire = new ReplicateWire().Knows($"models/meta/musicgen/versions/{Hash}", Version(MusicgenInputs)).Then("succeeded", $"\"{Wav}\"");

        await wire.SendAsync(InferenceTasks.TextToAudio, new() { Model = Musicgen, Prompt = "a slow waltz" });

        wire.Bodies[0].ShouldBeJson($$$"""{"version":"{{{Hash}}}","input":{"prompt":"a slow waltz"}}""");
    }
}
