using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.Fal.FalWire;

namespace ProviderRouter.Tests.Providers.Fal;

public sealed class FalSoundsTests
{
    private const string Sound = """{"audio":{"url":"https://v3.fal.media/files/a/s.mp3","content_type":"audio/mpeg"},"duration_ms":1234}""";

    [Theory]
    [InlineData("fal-ai/kokoro/american-english", """{"prompt":"Hello.","voice":"Rachel","speed":1.1}""", "Format,Temperature,Instructions,Language,SampleRate")]
    [InlineData("fal-ai/minimax/speech-02-hd", """{"text":"Hello.","language_boost":"English","voice_setting":{"voice_id":"Rachel","speed":1.1},"audio_setting":{"format":"mp3","sample_rate":24000}}""", "Temperature,Instructions")]
    [InlineData("fal-ai/minimax/speech-2.8-turbo", """{"prompt":"Hello.","language_boost":"English","voice_setting":{"voice_id":"Rachel","speed":1.1},"audio_setting":{"format":"mp3","sample_rate":24000}}""", "Temperature,Instructions")]
    [InlineData("fal-ai/elevenlabs/tts/turbo-v2.5", """{"text":"Hello.","voice":"Rachel","speed":1.1,"language_code":"English"}""", "Format,Temperature,Instructions,SampleRate")]
    [InlineData("fal-ai/gemini-tts", """{"prompt":"Hello.","voice":"Rachel","temperature":0.5,"language_code":"English","style_instructions":"whisper","output_format":"mp3"}""", "Speed,SampleRate")]
    [InlineData("fal-ai/inworld-tts", """{"text":"Hello.","voice":"Rachel","sample_rate_hertz":24000}""", "Format,Speed,Temperature,Instructions,Language")]
    [InlineData("fal-ai/dia-tts", """{"text":"Hello."}""", "Voice,Format,Speed,Temperature,Instructions,Language,SampleRate")]
    [InlineData("fal-ai/f5-tts", """{"gen_text":"Hello."}""", "Voice,Format,Speed,Temperature,Instructions,Language,SampleRate")]
    [InlineData("acme/unknown", """{"text":"Hello.","voice":"Rachel","speed":1.1,"temperature":0.5,"language":"English"}""", "Format,Instructions,SampleRate")]
    public async Task GenerateSpeechAsync_EverythingSet_SendsWhatTheModelHasAndWarnsOfTheRest(string model, string body, string warnings)
    {
        using var wire = new FalWire().ThenJob(Sound);

        var answer = await wire.Client.GenerateSpeechAsync(
            OnFal(new TextToSpeechRequest
            {
                Model = model,
                Text = "Hello.",
                Voice = "Rachel",
                Format = AudioFormat.Mp3,
                Speed = 1.1,
                Temperature = 0.5,
                Instructions = "whisper",
                Language = "English",
                SampleRate = 24000,
            }),
            TestContext.Current.CancellationToken);

        wire.Body.ShouldBeJson(body);
        answer.Info.Warnings.Select(warning => warning.Setting).Should().BeEquivalentTo(warnings.Split(','));
    }

    [Theory]
    [InlineData("fal-ai/minimax/speech-02-hd", """{"text":"Hello."}""")]
    [InlineData("fal-ai/kokoro/french", """{"prompt":"Hello."}""")]
    [InlineData("acme/unknown", """{"text":"Hello."}""")]
    public async Task GenerateSpeechAsync_TextAlone_SendsNothingThatWasNotSet(string model, string body)
    {
        using var wire = new FalWire().ThenJob(Sound);

        await wire.Client.GenerateSpeechAsync(OnFal(new TextToSpeechRequest { Model = model, Text = "Hello." }), TestContext.Current.CancellationToken);

        wire.Body.ShouldBeJson(body);
    }

    [Fact]
    public async Task GenerateSpeechAsync_OwnVoiceSetting_Wins()
    {
        using var wire = new FalWire().ThenJob(Sound);

        await wire.Client.GenerateSpeechAsync(
            new() { Model = "fal-ai/minimax/speech-02-hd", Text = "Hello.", Voice = "Rachel", ProviderParameters = Own("""{"voice_setting":{"voice_id":"Mine","emotion":"sad"}}""") },
            TestContext.Current.CancellationToken);

        wire.Body.ShouldBeJson("""{"text":"Hello.","voice_setting":{"voice_id":"Mine","emotion":"sad"}}""");
    }

    [Theory]
    [InlineData(Sound, 1.234)]
    [InlineData("""{"audio":{"url":"https://v3.fal.media/files/a/s.mp3","duration":2.5}}""", 2.5)]
    [InlineData("""{"audio_url":{"url":"https://v3.fal.media/files/a/s.mp3"}}""", null)]
    [InlineData("""{"audio_file":{"url":"https://v3.fal.media/files/a/s.mp3"},"duration":3}""", 3.0)]
    [InlineData("""{"audio":[{"url":"https://v3.fal.media/files/a/s.mp3"},{"url":"https://v3.fal.media/files/a/t.mp3"}]}""", null)]
    [InlineData("""{"image":{"url":"https://v3.fal.media/waveform.png"},"audio":"https://v3.fal.media/files/a/s.mp3"}""", null)]
    public async Task GenerateSpeechAsync_ShapeOfTheOutput_DoesNotMatter(string result, double? seconds)
    {
        using var wire = new FalWire().ThenJob(result);

        var answer = await wire.Client.GenerateSpeechAsync(new() { Model = "fal-ai/dia-tts", Text = "Hello." }, TestContext.Current.CancellationToken);

        answer.Audio.Uri.Should().Be(new Uri("https://v3.fal.media/files/a/s.mp3"));
        answer.Audio.ContentType.Should().Be("audio/mpeg");
        answer.Audio.Duration.Should().Be(seconds is null ? null : TimeSpan.FromSeconds(seconds.Value));
        answer.Info.Usage.Should().Be(new Usage { Characters = 6, AudioSeconds = seconds, ComputeSeconds = 1.5 });
    }

    [Theory]
    [InlineData("fal-ai/stable-audio", """{"prompt":"rain","seconds_total":12,"steps":50}""", "NegativePrompt,Guidance,Seed,Temperature,Format")]
    [InlineData("fal-ai/stable-audio-25/text-to-audio", """{"prompt":"rain","seconds_total":12,"num_inference_steps":50,"guidance_scale":2,"seed":0}""", "NegativePrompt,Temperature,Format")]
    [InlineData("fal-ai/ace-step/prompt-to-audio", """{"prompt":"rain","duration":12,"number_of_steps":50,"guidance_scale":2,"seed":0}""", "NegativePrompt,Temperature,Format")]
    [InlineData("fal-ai/elevenlabs/music", """{"prompt":"rain","music_length_ms":12000}""", "NegativePrompt,Steps,Guidance,Seed,Temperature,Format")]
    [InlineData("fal-ai/elevenlabs/sound-effects/v2", """{"text":"rain","duration_seconds":12}""", "NegativePrompt,Steps,Guidance,Seed,Temperature,Format")]
    [InlineData("fal-ai/lyria2", """{"prompt":"rain","negative_prompt":"wind","seed":0}""", "Duration,Steps,Guidance,Temperature,Format")]
    [InlineData("sonauto/v2/text-to-music", """{"prompt":"rain","seed":0,"output_format":"wav"}""", "NegativePrompt,Duration,Steps,Guidance,Temperature")]
    [InlineData("acme/unknown", """{"prompt":"rain","negative_prompt":"wind","duration":12,"num_inference_steps":50,"guidance_scale":2,"seed":0}""", "Temperature,Format")]
    public async Task GenerateAudioAsync_EverythingSet_SendsWhatTheModelHasAndWarnsOfTheRest(string model, string body, string warnings)
    {
        using var wire = new FalWire().ThenJob("""{"audio_file":{"url":"https://v3.fal.media/a.wav"}}""");

        var answer = await wire.Client.GenerateAudioAsync(
            OnFal(new TextToAudioRequest
            {
                Model = model,
                Prompt = "rain",
                NegativePrompt = "wind",
                Duration = TimeSpan.FromSeconds(12),
                Steps = 50,
                Guidance = 2,
                Seed = 0,
                Temperature = 1,
                Format = AudioFormat.Wav,
            }),
            TestContext.Current.CancellationToken);

        wire.Body.ShouldBeJson(body);
        answer.Info.Warnings.Select(warning => warning.Setting).Should().BeEquivalentTo(warnings.Split(','));
        answer.Info.Usage!.AudioSeconds.Should().Be(12);
        answer.Audio.ContentType.Should().Be("audio/wav");
    }

    [Fact]
    public async Task GenerateAudioAsync_PromptAlone_SendsItAlone()
    {
        using var wire = new FalWire().ThenJob("""{"audio":{"url":"https://v3.fal.media/a.wav"}}""");

        await wire.Client.GenerateAudioAsync(new() { Model = "fal-ai/stable-audio", Prompt = "rain" }, TestContext.Current.CancellationToken);

        wire.Body.ShouldBeJson("""{"prompt":"rain"}""");
    }
}
