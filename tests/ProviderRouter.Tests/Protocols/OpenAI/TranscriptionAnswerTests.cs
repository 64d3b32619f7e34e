using System.Net;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Protocols.OpenAI;

public sealed class TranscriptionAnswerTests
{
    private static readonly MediaContent Sound = MediaContent.FromBytes("RIFFsizeWAVEdata"u8.ToArray());

    [Fact]
    public async Task TranscribeAsync_VerboseAnswer_GivesLanguageDurationSegmentsAndWords()
    {
        var answer = await ReadAsync("""
            {"task":"transcribe","language":"english","duration":2.5,"text":"Hello there",
             "segments":[{"id":0,"start":0,"end":1.25,"text":"Hello","tokens":[1]},{"id":1,"start":1.25,"end":2.5,"text":" there"}],
             "words":[{"word":"Hello","start":0.0,"end":0.5},{"word":"there","start":1.5,"end":2}]}
            """);

        answer.Text.Should().Be("Hello there");
        answer.Language.Should().Be("english");
        answer.Duration.Should().Be(TimeSpan.FromSeconds(2.5));
        answer.Segments.Should().Equal(Piece("Hello", 0, 1.25), Piece(" there", 1.25, 2.5));
        answer.Words.Should().Equal(Piece("Hello", 0, 0.5), Piece("there", 1.5, 2));
        answer.Info.Usage.Should().Be(new Usage { AudioSeconds = 2.5 });
    }

    [Theory]
    [InlineData("Fireworks", """{"text":"Hi","segments":[{"text":"Hi","start":0,"end":1,"speaker_id":"SPEAKER_1","words":[]}]}""", "SPEAKER_1")]
    [InlineData("Together", """{"text":"Hi","segments":[{"text":"Hi.","start":0,"end":1}],"speaker_segments":[{"id":1,"speaker_id":"SPEAKER_1","start":0,"end":1,"text":"Hi","words":[]}]}""", "SPEAKER_1")]
    [InlineData("OpenAI", """{"text":"Hi","segments":[{"type":"transcript.text.segment","text":"Hi","speaker":"A","start":0,"end":1}]}""", "A")]
    [InlineData("by number", """{"text":"Hi","segments":[{"text":"Hi","speaker_id":3,"start":0,"end":"1"}]}""", "3")]
    public async Task TranscribeAsync_Speakers_AreNamedOnSegments(string whose, string body, string speaker) =>
        (await ReadAsync(body)).Segments.Should().Equal([Piece("Hi", 0, 1) with { Speaker = speaker }], whose);

    [Theory]
    [InlineData("""{"text":"Hi"}""", null)]
    [InlineData("""{"text":"","duration":"9.5"}""", 9.5)] // older OpenAI
    [InlineData("""{"text":"Hi","duration":null,"usage":{"type":"duration","seconds":9}}""", 9.0)]
    [InlineData("""{"text":"Hi","duration":-1,"segments":null,"words":[1,{"start":1}]}""", null)]
    [InlineData("""{"text":"Hi","duration":1e300}""", null)]
    public async Task TranscribeAsync_EachWayOfTellingTheDuration_IsRead(string body, double? seconds)
    {
        var answer = await ReadAsync(body);

        answer.Duration.Should().Be(seconds is null ? null : TimeSpan.FromSeconds(seconds.Value));
        (answer.Info.Usage?.AudioSeconds).Should().Be(seconds);
        answer.Words.Should().BeEmpty();
    }

    [Fact]
    public async Task TranscribeAsync_UsageInTokens_IsRead() =>
        (await ReadAsync("""{"text":"Hi","usage":{"type":"tokens","input_tokens":14,"output_tokens":5,"total_tokens":19,"input_token_details":{"audio_tokens":14}}}"""))
            .Info.Usage.Should().Be(new Usage { InputTokens = 14, OutputTokens = 5, TotalTokens = 19 });

    [Fact]
    public async Task TranscribeAsync_BareText_IsTheText() => (await ReadAsync("1\n00:00 --> 00:01\nHi\n", contentType: "text/plain")).Text.Should().Be("1\n00:00 --> 00:01\nHi\n");

    [Theory]
    [InlineData(HttpStatusCode.OK, "application/json", """{"error":{"message":"no","code":400}}""", ErrorKind.InvalidRequest)]
    [InlineData(HttpStatusCode.OK, "application/json", """{"segments":[]}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, "application/json", "\"Hi\"", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, "application/json", """{"text":"\ud800"}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, "application/json", """{"text":"Hi","segments":[{"text":"\ud800"}]}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, "application/json", """{"text":"Hi""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, "text/html", "<html>Sign in</html>", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, "text/plain", """{"error":"no"}""", ErrorKind.Unavailable)]
    [InlineData(HttpStatusCode.UnsupportedMediaType, "application/json", """{"error":{"message":"no"}}""", ErrorKind.InvalidRequest)]
    public async Task TranscribeAsync_WhatIsNoTranscript_IsItsTypedError(HttpStatusCode status, string contentType, string body, ErrorKind kind) =>
        (await Assert.ThrowsAsync<ProviderException>(() => ReadAsync(body, status, contentType))).Kind.Should().Be(kind);

    private static TranscriptSegment Piece(string text, double start, double end) => new() { Text = text, Start = TimeSpan.FromSeconds(start), End = TimeSpan.FromSeconds(end) };

    private static async Task<SpeechToTextResponse> ReadAsync(string body, HttpStatusCode status = HttpStatusCode.OK, string contentType = "application/json")
    {
        using var server = new OpenAIServer().Answers(body, status, contentType);
        return await server.Client.TranscribeAsync(new SpeechToTextRequest { Provider = OpenAIServer.Name, Model = "m", Audio = Sound }, TestContext.Current.CancellationToken);
    }
}
