using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.TogetherWire;

namespace ProviderRouter.Tests.Providers;

public sealed class TogetherTranscriptionTests
{
    private const string Whisper = "openai/whisper-large-v3";

    private static readonly byte[] Wav = [.. "RIFF"u8, 0, 0, 0, 0, .. "WAVE"u8];

    [Fact]
    public async Task TranscribeAsync_OnlyWhatIsRequired_AsksForTheLanguageToBeFoundOut()
    {
        using var wire = new TogetherWire(Json("""{"text":"Hi"}"""));

        var answer = await TranscribeAsync(wire, new() { Audio = MediaContent.FromBytes(Wav) });

        wire.Request.Line.Should().Be($"POST {Base}v1/audio/transcriptions");
        wire.Request.Headers["Authorization"].Should().Be($"Bearer {Key}");
        PartsOf(wire).Should().BeEquivalentTo($"model={Whisper}", "language=auto", "file:file.wav");
        answer.Text.Should().Be("Hi");
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task TranscribeAsync_EverythingSet_IsWritten()
    {
        using var wire = new TogetherWire(Json("""
            {"task":"transcribe","language":"de","duration":2.5,"text":"Hallo du","segments":[{"id":0,"start":0,"end":2.5,"text":"Hallo du"}],
             "words":[{"word":"Hallo","start":0,"end":1,"speaker_id":"SPEAKER_00"}],
             "speaker_segments":[{"id":0,"speaker_id":"SPEAKER_00","start":0,"end":2.5,"text":"Hallo du","words":[]}]}
            """));

        var answer = await TranscribeAsync(wire, new()
        {
            Audio = MediaContent.FromUri(new("https://example.org/a.wav")),
            Language = "de",
            Timestamps = TimestampGranularity.Word,
            Prompt = "names",
            Diarize = true,
            SpeakerCount = 2,
            Temperature = 0.5,
        });

        PartsOf(wire).Should().BeEquivalentTo(
            $"model={Whisper}", "language=de", "prompt=names", "temperature=0.5", "diarize=true", "min_speakers=2", "max_speakers=2",
            "response_format=verbose_json", "timestamp_granularities[]=word", "file=https://example.org/a.wav");
        answer.Segments.Should().ContainSingle().Which.Speaker.Should().Be("SPEAKER_00");
        answer.Words.Should().ContainSingle().Which.Text.Should().Be("Hallo");
        answer.Duration.Should().Be(TimeSpan.FromSeconds(2.5));
        answer.Info.Usage!.AudioSeconds.Should().Be(2.5);
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task TranscribeAsync_Translation_GoesToItsPath()
    {
        using var wire = new TogetherWire(Json("""{"text":"Hello"}"""));

        await TranscribeAsync(wire, new() { Audio = MediaContent.FromBytes(Wav), Translate = true });

        wire.Request.Line.Should().Be($"POST {Base}v1/audio/translations");
        PartsOf(wire).Should().BeEquivalentTo($"model={Whisper}", "language=auto", "file:file.wav");
    }

    private static Task<SpeechToTextResponse> TranscribeAsync(TogetherWire wire, SpeechToTextRequest request) =>
        wire.Client.TranscribeAsync(request with { Provider = "together", Model = Whisper }, TestContext.Current.CancellationToken);

    // "name=text" for a text, "name:file name" for a file.
    private static List<string> PartsOf(TogetherWire wire)
    {
        var body = wire.Request.Body!;
        var boundary = body[..body.IndexOf("\r\n", StringComparison.Ordinal)];
        return [.. body.Split(boundary, StringSplitOptions.RemoveEmptyEntries).Where(part => part.Contains("name=", StringComparison.Ordinal)).Select(PartOf)];
    }

    private static string PartOf(string part)
    {
        var halves = part.Split("\r\n\r\n", 2);
        var name = Between(halves[0], " name=\"");
        return halves[0].Contains("filename=", StringComparison.Ordinal) ? $"{name}:{Between(halves[0], "filename=\"")}" : $"{name}={halves[1].TrimEnd('\r', '\n')}";
    }

    private static string Between(string head, string start)
    {
        var at = head.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return head[at..head.IndexOf('"', at)];
    }
}
