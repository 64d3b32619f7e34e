using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.Fal.FalWire;

namespace ProviderRouter.Tests.Providers.Fal;

public sealed class FalTranscriptTests
{
    private const string Chunks = """{"text":" Hello there.","chunks":[{"timestamp":[0.0,1.2],"text":" Hello","speaker":"SPEAKER_00"},{"timestamp":[1.2,null],"text":" there."}],"inferred_languages":["en"],"diarization_segments":[]}""";
    private static readonly MediaContent Audio = MediaContent.FromUri(new("https://files.example/a.mp3"));

    [Theory]
    [InlineData("fal-ai/whisper", """{"audio_url":"https://files.example/a.mp3","task":"translate","language":"de","chunk_level":"word","diarize":true,"num_speakers":2,"prompt":"Names: Ada"}""", "Temperature")]
    [InlineData("fal-ai/wizper", """{"audio_url":"https://files.example/a.mp3","task":"translate","language":"de","chunk_level":"word"}""", "Diarize,SpeakerCount,Prompt,Temperature")]
    [InlineData("acme/unknown", """{"audio_url":"https://files.example/a.mp3","task":"translate","language":"de","chunk_level":"word","diarize":true,"num_speakers":2,"prompt":"Names: Ada"}""", "Temperature")]
    public async Task TranscribeAsync_EverythingSet_SendsWhatTheModelHasAndWarnsOfTheRest(string model, string body, string warnings)
    {
        using var wire = new FalWire().ThenJob(Chunks);

        var answer = await wire.Client.TranscribeAsync(
            OnFal(new SpeechToTextRequest
            {
                Model = model,
                Audio = Audio,
                Language = "de",
                Translate = true,
                Timestamps = TimestampGranularity.Word,
                Prompt = "Names: Ada",
                Diarize = true,
                SpeakerCount = 2,
                Temperature = 0.1,
            }),
            TestContext.Current.CancellationToken);

        wire.Body.ShouldBeJson(body);
        answer.Info.Warnings.Select(warning => warning.Setting).Should().BeEquivalentTo(warnings.Split(','));
    }

    [Theory]
    [InlineData("fal-ai/elevenlabs/speech-to-text", """{"audio_url":"https://files.example/a.mp3","language_code":"de","diarize":true}""", "SpeakerCount,Prompt")]
    [InlineData("fal-ai/nemotron/asr", """{"audio_url":"https://files.example/a.mp3"}""", "Language,Timestamps,Diarize,SpeakerCount,Prompt")]
    [InlineData("nvidia/nemotron-asr-multilingual/asr", """{"audio_url":"https://files.example/a.mp3","language":"de"}""", "Timestamps,Diarize,SpeakerCount,Prompt")]
    public async Task TranscribeAsync_ModelThatOnlyWritesDown_GetsLess(string model, string body, string warnings)
    {
        using var wire = new FalWire().ThenJob(Chunks);
        var request = OnFal(new SpeechToTextRequest { Model = model, Audio = Audio, Language = "de", Timestamps = TimestampGranularity.Word, Prompt = "Names: Ada", Diarize = true, SpeakerCount = 2 });

        var answer = await wire.Client.TranscribeAsync(request, TestContext.Current.CancellationToken);

        wire.Body.ShouldBeJson(body);
        answer.Info.Warnings.Select(warning => warning.Setting).Should().BeEquivalentTo(warnings.Split(','));
        var translate = () => wire.Client.TranscribeAsync(request with { Translate = true }, TestContext.Current.CancellationToken);
        (await translate.Should().ThrowAsync<ProviderException>()).Which.Kind.Should().Be(ErrorKind.Unsupported);
    }

    [Fact]
    public async Task TranscribeAsync_AudioAlone_SendsItAlone()
    {
        using var wire = new FalWire().ThenJob(Chunks);

        await wire.Client.TranscribeAsync(new() { Model = "fal-ai/whisper", Audio = Audio }, TestContext.Current.CancellationToken);

        wire.Body.ShouldBeJson("""{"audio_url":"https://files.example/a.mp3"}""");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(TimestampGranularity.Word)]
    public async Task TranscribeAsync_Chunks_AreSegmentsOrWordsAsAskedFor(TimestampGranularity? timestamps)
    {
        using var wire = new FalWire().ThenJob(Chunks);

        var answer = await wire.Client.TranscribeAsync(new() { Model = "fal-ai/whisper", Audio = Audio, Timestamps = timestamps }, TestContext.Current.CancellationToken);

        answer.Text.Should().Be(" Hello there.");
        answer.Language.Should().Be("en");
        (timestamps is null ? answer.Segments : answer.Words).Should().Equal(
            new TranscriptSegment { Text = "Hello", Start = TimeSpan.Zero, End = TimeSpan.FromSeconds(1.2), Speaker = "SPEAKER_00" },
            new TranscriptSegment { Text = "there.", Start = TimeSpan.FromSeconds(1.2) });
        (timestamps is null ? answer.Words : answer.Segments).Should().BeEmpty();
    }

    [Fact]
    public async Task TranscribeAsync_OutputWithSegments_IsRead()
    {
        using var wire = new FalWire().ThenJob("""{"output":"Hello.","partial":false,"segments":[{"start":0.5,"end":1,"text":"Hello."},{"start":"x"},7],"duration":12.5,"languages":["de"]}""");

        var answer = await wire.Client.TranscribeAsync(new() { Model = "fal-ai/speech-to-text", Audio = Audio }, TestContext.Current.CancellationToken);

        answer.Should().BeEquivalentTo(new { Text = "Hello.", Language = "de", Duration = TimeSpan.FromSeconds(12.5) });
        answer.Segments.Should().Equal(new TranscriptSegment { Text = "Hello.", Start = TimeSpan.FromSeconds(0.5), End = TimeSpan.FromSeconds(1) });
        answer.Info.Usage!.AudioSeconds.Should().Be(12.5);
    }

    [Fact]
    public async Task TranscribeAsync_Words_AreReadWithoutWhatLiesBetween()
    {
        using var wire = new FalWire().ThenJob("""
            {"text":"Hi you","language_code":"eng","language_probability":1,"words":[
              {"text":"Hi","start":0.1,"end":0.3,"type":"word","speaker_id":"speaker_0"},{"text":" ","start":0.3,"end":0.4,"type":"spacing"},{"text":"you","start":0.4,"end":0.6,"type":"word"}]}
            """);

        var answer = await wire.Client.TranscribeAsync(new() { Model = "fal-ai/elevenlabs/speech-to-text", Audio = Audio }, TestContext.Current.CancellationToken);

        answer.Language.Should().Be("eng");
        answer.Words.Should().Equal(
            new TranscriptSegment { Text = "Hi", Start = TimeSpan.FromSeconds(0.1), End = TimeSpan.FromSeconds(0.3), Speaker = "speaker_0" },
            new TranscriptSegment { Text = "you", Start = TimeSpan.FromSeconds(0.4), End = TimeSpan.FromSeconds(0.6) });
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"text":null}""")]
    [InlineData("""{"text":"\ud800"}""")]
    [InlineData("""{"chunks":[]}""")]
    [InlineData("[]")]
    public async Task TranscribeAsync_ResultWithoutText_IsABadResponse(string result)
    {
        using var wire = new FalWire().ThenJob(result);

        var transcribe = () => wire.Client.TranscribeAsync(new() { Model = "fal-ai/whisper", Audio = Audio }, TestContext.Current.CancellationToken);

        (await transcribe.Should().ThrowAsync<ProviderException>()).Which.Kind.Should().Be(ErrorKind.BadResponse);
    }
}
