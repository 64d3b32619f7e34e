using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Providers.Fireworks;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers;

/// <summary>Transcripts at Fireworks' hosts for sound.</summary>
public sealed class FireworksSpeechToTextTests
{
    private const string Verbose = """
        {"task":"transcribe","language":"en","duration":9.5,"text":"Hello there.",
         "words":[{"word":"Hello","language":"en","probability":0.9,"hallucination_score":0.1,"start":0.1,"end":0.5,"speaker_id":"SPEAKER_00"}],
         "segments":[{"id":0,"text":"Hello there.","start":0.1,"end":1.5,"speaker_id":"SPEAKER_00"}]}
        """;

    private static readonly MediaContent Sound = MediaContent.FromBytes(Encoding.ASCII.GetBytes("RIFFsizeWAVEdata"));

    [Theory]
    [InlineData("openai/whisper-large-v3", "whisper-v3", "audio-prod")]
    [InlineData("openai/whisper-large-v3-turbo", "whisper-v3-turbo", "audio-turbo")]
    public async Task TranscribeAsync_EachModel_GoesToItsHostAndTellsTheSecondsHeard(string model, string id, string host)
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Json(Verbose));

        var answer = await SendAsync(router, new() { Model = model, Audio = Sound });

        wire.Request.Line.Should().Be($"POST https://{host}.api.fireworks.ai/v1/audio/transcriptions");
        wire.Request.Headers["Authorization"].Should().Be($"Bearer {TestRouter.FireworksKey}");
        SentForm.Of(wire.Request.Body).Should().Equal($"model={id}", "response_format=verbose_json", "file=file.wav(audio/wav):RIFFsizeWAVEdata");
        answer.Text.Should().Be("Hello there.");
        answer.Language.Should().Be("en");
        answer.Duration.Should().Be(TimeSpan.FromSeconds(9.5));
        answer.Info.Usage.Should().Be(new Usage { AudioSeconds = 9.5 });
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task TranscribeAsync_EachParameter_IsSentWithWhatDiarizationNeeds()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Json(Verbose));

        var answer = await SendAsync(router, new()
        {
            Model = "whisper-v3",
            Audio = MediaContent.FromUri(new("https://x.test/a.mp3?t=1")),
            Language = "en",
            Prompt = "Ada",
            Temperature = 0.2,
            Timestamps = TimestampGranularity.Segment,
            Diarize = true,
            SpeakerCount = 2,
            ProviderParameters = new Dictionary<string, JsonObject> { ["fireworks-ai"] = new() { ["preprocessing"] = "dynamic" } },
        });

        SentForm.Of(wire.Request.Body).Should().Equal(
            "model=whisper-v3", "language=en", "prompt=Ada", "temperature=0.2", "diarize=true", "min_speakers=2", "max_speakers=2", "response_format=verbose_json",
            "timestamp_granularities=word,segment", "preprocessing=dynamic", "file=https://x.test/a.mp3?t=1");
        answer.Segments.Should().ContainSingle().Which.Should().Be(new TranscriptSegment { Text = "Hello there.", Start = TimeSpan.FromSeconds(0.1), End = TimeSpan.FromSeconds(1.5), Speaker = "SPEAKER_00" });
        answer.Words.Should().ContainSingle().Which.Should().Be(new TranscriptSegment { Text = "Hello", Start = TimeSpan.FromSeconds(0.1), End = TimeSpan.FromSeconds(0.5), Speaker = "SPEAKER_00" });
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task TranscribeAsync_Translation_GoesToItsOwnPathWithTheLanguage()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Json(Verbose));

        await SendAsync(router, new() { Model = "whisper-v3-turbo", Audio = Sound, Translate = true, Language = "de", Timestamps = TimestampGranularity.Word });

        wire.Request.Line.Should().Be("POST https://audio-turbo.api.fireworks.ai/v1/audio/translations");
        SentForm.Of(wire.Request.Body).Should().Equal(
            "model=whisper-v3-turbo", "language=de", "response_format=verbose_json", "timestamp_granularities=word", "file=file.wav(audio/wav):RIFFsizeWAVEdata");
    }

    [Fact]
    public async Task TranscribeAsync_AddressesOfTheOptions_AreUsed()
    {
        using var router = new TestRouter(builder => builder.AddFireworks(options =>
            (options.AudioAddress, options.AudioTurboAddress) = (new("https://own.test/a"), new("https://own.test/b/"))));
        var wire = new MediaWire(router, MediaWire.Json(Verbose));

        await SendAsync(router, new() { Model = "whisper-v3", Audio = Sound });
        await SendAsync(router, new() { Model = "whisper-v3-turbo", Audio = Sound });

        wire.Requests.Select(request => request.Line).Should().Equal("POST https://own.test/a/v1/audio/transcriptions", "POST https://own.test/b/v1/audio/transcriptions");
    }

    [Fact]
    public void AudioAddress_NotAbsolute_IsNamedAsAProblem()
    {
        using var router = new TestRouter(builder => builder.AddFireworks(options => options.AudioTurboAddress = new("own", UriKind.Relative)));

        FluentActions.Invoking(() => router.Client).Should().Throw<InferenceConfigurationException>().WithMessage($"*{nameof(FireworksOptions.AudioTurboAddress)}*");
    }

    [Fact]
    public async Task TranscribeAsync_Suspended_IsQuotaExceededThereToo()
    {
        using var router = new TestRouter();
        _ = new MediaWire(router, MediaWire.Json("""{"error":{"message":"Account suspended"}}""", HttpStatusCode.PreconditionFailed));

        (await FluentActions.Awaiting(() => SendAsync(router, new() { Model = "whisper-v3", Audio = Sound })).Should().ThrowAsync<ProviderException>()).Which.Kind.Should().Be(ErrorKind.QuotaExceeded);
    }

    private static Task<SpeechToTextResponse> SendAsync(TestRouter router, SpeechToTextRequest request) =>
        router.Client.TranscribeAsync(request with { Provider = "fireworks-ai" }, TestContext.Current.CancellationToken);
}
