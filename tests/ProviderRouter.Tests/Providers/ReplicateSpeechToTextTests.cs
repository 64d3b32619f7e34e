using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.ReplicateWire;

namespace ProviderRouter.Tests.Providers;

public sealed class ReplicateSpeechToTextTests
{
    private const string Whisper = "openai/whisper:" + Hash;
    private const string Fast = "vaibhavs10/incredibly-fast-whisper:" + Hash;
    private const string FastInputs = """
        "audio":{"type":"string","format":"uri"},"task":{"allOf":[{"$ref":"#/components/schemas/task"}]},"language":{"type":"string"},
        "timestamp":{"allOf":[{"$ref":"#/components/schemas/timestamp"}]},"diarise_audio":{"type":"boolean"}
        """;

    private const string FastSchemas = """ "task":{"type":"string","enum":["transcribe","translate"]},"timestamp":{"type":"string","enum":["chunk","word"]} """;
    private static readonly MediaContent Sound = MediaContent.FromBytes(new byte[3], "audio/wav");

    [Fact]
    public async Task TranscribeAsync_EverythingSet_SendsWhatWhisperHasAndWarnsOfTheRest()
    {
        using var wire = new ReplicateWire().Then("succeeded", """{"transcription":"Hallo","detected_language":"german","segments":[],"translation":" Hello "}""");

        var answer = await TranscribeAsync(wire, Everything(Whisper));

        wire.Bodies[0].ShouldBeJson($$$"""
            {"version":"{{{Hash}}}","input":{"audio":"data:audio/wav;base64,AAAA","language":"de","translate":true,"initial_prompt":"Greetings","temperature":0.2}}
            """);
        Warnings(answer).Should().Be("Timestamps,Diarize,SpeakerCount");
        (answer.Text, answer.Language).Should().Be(("Hello", "german"), "the translation was asked for");
    }

    [Fact]
    public async Task TranscribeAsync_OtherModel_IsSentWhatItsOwnSchemaHas()
    {
        using var wire = new ReplicateWire().Knows($"models/vaibhavs10/incredibly-fast-whisper/versions/{Hash}", Version(FastInputs, schemas: FastSchemas))
            .Then("succeeded", """{"text":" Hello there","chunks":[{"text":" Hello","timestamp":[0,0.5]},{"text":" there","timestamp":[0.5,null]}]}""");

        var answer = await TranscribeAsync(wire, Everything(Fast));

        wire.Bodies[0].ShouldBeJson($$$"""
            {"version":"{{{Hash}}}","input":{"audio":"data:audio/wav;base64,AAAA","language":"de","task":"translate","timestamp":"word","diarise_audio":true}}
            """);
        Warnings(answer).Should().Be("Prompt,SpeakerCount,Temperature");
        answer.Text.Should().Be("Hello there");
        answer.Segments.Should().BeEmpty();
        answer.Words.Should().Equal(
            new TranscriptSegment { Text = "Hello", Start = TimeSpan.Zero, End = TimeSpan.FromSeconds(0.5) },
            new TranscriptSegment { Text = "there", Start = TimeSpan.FromSeconds(0.5) });
    }

    [Fact]
    public async Task TranscribeAsync_SoundAlone_SendsItAloneAndReadsEverything()
    {
        using var wire = new ReplicateWire().Then("processing", """
            {"detected_language":"english","transcription":" Good morning. And you?","txt_file":"https://replicate.delivery/x/out.txt","translation":null,
             "segments":[{"id":0,"seek":0,"start":0,"end":1.5,"text":" Good morning.","tokens":[1],"speaker":"A","words":[{"word":" Good","start":0,"end":0.4},{"word":" morning.","start":0.4,"end":1.5}]},
                         {"id":1,"start":1.5,"end":2,"text":" And you?"},{"id":2}]}
            """, """ "metrics":{"predict_time":3} """);

        var answer = await TranscribeAsync(wire, new() { Model = Whisper, Audio = Sound });

        wire.Lines.Should().Equal("POST https://api.replicate.com/v1/predictions");
        wire.Bodies[0].ShouldBeJson($$$"""{"version":"{{{Hash}}}","input":{"audio":"data:audio/wav;base64,AAAA"}}""");
        (answer.Text, answer.Language).Should().Be(("Good morning. And you?", "english"));
        answer.Segments.Should().Equal(
            new TranscriptSegment { Text = "Good morning.", Start = TimeSpan.Zero, End = TimeSpan.FromSeconds(1.5), Speaker = "A" },
            new TranscriptSegment { Text = "And you?", Start = TimeSpan.FromSeconds(1.5), End = TimeSpan.FromSeconds(2) });
        answer.Words.Select(word => (word.Text, word.End!.Value.TotalSeconds)).Should().Equal(("Good", 0.4), ("morning.", 1.5));
        answer.Info.Usage.Should().Be(new Usage { ComputeSeconds = 3 });
        Warnings(answer).Should().BeEmpty();
    }

    [Theory]
    [InlineData("\"Hello there\"")]
    [InlineData("""["Hello"," there"]""")]
    [InlineData("""{"transcription":"Hello there","translation":"No"}""")]
    [InlineData("""{"translation":"Hello there","txt_file":"https://replicate.delivery/x/out.txt"}""")]
    [InlineData("""{"text":"Hello there"}""")]
    [InlineData("""{"transcript":"Hello there"}""")]
    [InlineData("""{"segments":[{"text":" Hello"},{"text":" there","start":1e300}]}""")]
    [InlineData("""[{"text":" Hello"},{"text":"there "}]""")]
    [InlineData("""[{"word":"Hello"},"there",{"id":2},null]""")]
    [InlineData("""[{"transcription":"Hello there"}]""")]
    public async Task TranscribeAsync_ShapeOfTheOutput_DoesNotMatter(string output)
    {
        using var wire = new ReplicateWire().Then("succeeded", output);

        (await TranscribeAsync(wire, new() { Model = Whisper, Audio = Sound })).Text.Should().Be("Hello there");

        wire.Lines.Should().ContainSingle();
    }

    [Fact]
    public async Task TranscribeAsync_ListOfSegments_IsReadWithItsTimes()
    {
        using var wire = new ReplicateWire().Then("succeeded", """
            [{"text":" Good morning.","start":0,"end":1.5,"speaker":"A","words":[{"word":" Good","start":0,"end":0.4}]},{"text":"And you?","timestamp":[1.5,2]}]
            """);

        var answer = await TranscribeAsync(wire, new() { Model = Whisper, Audio = Sound });

        answer.Text.Should().Be("Good morning. And you?");
        answer.Segments.Should().Equal(
            new TranscriptSegment { Text = "Good morning.", Start = TimeSpan.Zero, End = TimeSpan.FromSeconds(1.5), Speaker = "A" },
            new TranscriptSegment { Text = "And you?", Start = TimeSpan.FromSeconds(1.5), End = TimeSpan.FromSeconds(2) });
        answer.Words.Should().ContainSingle().Which.Text.Should().Be("Good");
    }

    [Fact]
    public async Task TranscribeAsync_TextInAFile_IsFetchedWithoutTheKey()
    {
        using var wire = new ReplicateWire().Then("succeeded", """{"txt_file":"https://replicate.delivery/x/out.txt","segments":[]}""").Then(200, "Grüße\n", "text/plain");

        (await TranscribeAsync(wire, new() { Model = Whisper, Audio = Sound })).Text.Should().Be("Grüße");

        wire.Lines[1].Should().Be("GET https://replicate.delivery/x/out.txt");
        wire.Headers[1].Should().NotContainKey("Authorization");
    }

    [Theory]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task TranscribeAsync_AddressOfTheFileIsOver_IsReadAgainFromTheJob(int status)
    {
        using var wire = new ReplicateWire().Then("succeeded", TextFile("old")).Then(status, "").Then("succeeded", TextFile("new")).Then(200, "Hello", "text/plain");

        (await TranscribeAsync(wire, new() { Model = Whisper, Audio = Sound })).Text.Should().Be("Hello");

        wire.Lines.Skip(1).Should().Equal("GET https://replicate.delivery/x/old.txt", $"GET {PollUri}", "GET https://replicate.delivery/x/new.txt");
        wire.Headers[3].Should().NotContainKey("Authorization");
    }

    [Theory]
    [InlineData(404, """{"txt_file":"https://replicate.delivery/x/old.txt"}""")]
    [InlineData(410, "null")]
    [InlineData(403, """{"txt_file":"no address"}""")]
    public async Task TranscribeAsync_AddressOfTheFileStaysOver_IsOutputExpiredAndNotALostJob(int status, string output)
    {
        using var wire = new ReplicateWire().Then("succeeded", TextFile("old")).Then(status, "").Then("succeeded", output);

        var failure = (await wire.Awaiting(wire => TranscribeAsync(wire, new() { Model = Whisper, Audio = Sound })).Should().ThrowAsync<JobException>()).Which;

        (failure.Kind, failure.ErrorCode, failure.StatusCode, failure.JobId, failure.Handle!.JobId).Should().Be((ErrorKind.BadResponse, ErrorCodes.OutputExpired, (System.Net.HttpStatusCode)status, Id, Id));
        wire.Lines.Should().HaveCount(3).And.EndWith($"GET {PollUri}", "a job that is done is not cancelled");
    }

    [Fact]
    public async Task TranscribeAsync_JobIsGoneWithItsFile_IsOutputExpired()
    {
        using var wire = new ReplicateWire().Then("succeeded", TextFile("old")).Then(404, "").Then(404, "{}");

        (await wire.Awaiting(wire => TranscribeAsync(wire, new() { Model = Whisper, Audio = Sound })).Should().ThrowAsync<JobException>()).Which.ErrorCode.Should().Be(ErrorCodes.OutputExpired);
    }

    [Fact]
    public async Task TranscribeAsync_FileThatCannotBeFetched_IsThatErrorWithTheJob()
    {
        using var wire = new ReplicateWire().Then("succeeded", """{"txt_file":"http://127.0.0.1/out.txt"}""").Then("canceled");

        var failure = (await wire.Awaiting(wire => TranscribeAsync(wire, new() { Model = Whisper, Audio = Sound })).Should().ThrowAsync<JobException>()).Which;

        (failure.Kind, failure.JobId).Should().Be((ErrorKind.Blocked, Id));
    }

    [Theory]
    [InlineData("{\"detected_language\":\"english\"}")]
    [InlineData("{\"segments\":\"none\"}")]
    [InlineData("[{\"start\":0}]")]
    public async Task TranscribeAsync_OutputWithoutText_IsABadResponse(string output)
    {
        using var wire = new ReplicateWire().Then("succeeded", output);

        (await wire.Awaiting(wire => TranscribeAsync(wire, new() { Model = Whisper, Audio = Sound })).Should().ThrowAsync<ProviderException>()).Which.Kind.Should().Be(ErrorKind.BadResponse);
    }

    [Fact]
    public async Task TranscribeAsync_NameThatIsNoUnicode_IsABadResponseWithTheJob()
    {
        using var wire = new ReplicateWire().Then("starting").Then("succeeded", """{"\ud800aaaaaaaaaaaaaaa":1}""").Then("canceled");

        var failure = (await wire.Awaiting(wire => TranscribeAsync(wire, new() { Model = Whisper, Audio = Sound })).Should().ThrowAsync<JobException>()).Which;

        (failure.Kind, failure.JobId, failure.Handle!.JobId).Should().Be((ErrorKind.BadResponse, Id, Id));
    }

    [Fact]
    public async Task TranscribeAsync_PiecesBesideProcessing_AreNotYetTheWhole()
    {
        using var wire = new ReplicateWire().Then("processing", "[\"Hello\"]").Then("succeeded", """["Hello"," there"]""");

        (await TranscribeAsync(wire, new() { Model = Whisper, Audio = Sound })).Text.Should().Be("Hello there");
    }

    [Fact]
    public async Task TranscribeAsync_SwitchForWords_IsSwitchedOn()
    {
        using var wire = new ReplicateWire().Knows($"models/acme/ears", Model(""" "file":{"type":"string"},"word_timestamps":{"type":"boolean"} """)).Then("succeeded", "\"Hi\"");

        var answer = await TranscribeAsync(wire, new() { Model = "acme/ears", Audio = Sound, Timestamps = TimestampGranularity.Word });

        wire.Bodies[0].ShouldBeJson("""{"input":{"file":"data:audio/wav;base64,AAAA","word_timestamps":true}}""");
        Warnings(answer).Should().BeEmpty();
    }

    private static string TextFile(string name) => $$"""{"txt_file":"https://replicate.delivery/x/{{name}}.txt","segments":[]}""";

    private static Task<SpeechToTextResponse> TranscribeAsync(ReplicateWire wire, SpeechToTextRequest request) => wire.SendAsync(InferenceTasks.SpeechToText, request);

    private static SpeechToTextRequest Everything(string model) => new()
    {
        Model = model,
        Audio = Sound,
        Language = "de",
        Translate = true,
        Timestamps = TimestampGranularity.Word,
        Prompt = "Greetings",
        Diarize = true,
        SpeakerCount = 2,
        Temperature = 0.2,
    };
}
