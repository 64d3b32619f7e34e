using System.Text;
using System.Text.Json.Nodes;
using ProviderRouter.Protocols.OpenAI;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Protocols.OpenAI;

/// <summary>Whole forms of transcriptions and translations, in the dialects that there are.</summary>
public sealed class TranscriptionRequestTests
{
    private const string Answer = """{"text":"Hello"}""";

    private static readonly MediaContent Sound = MediaContent.FromBytes(Encoding.ASCII.GetBytes("RIFFsizeWAVEdata"));
    private static readonly MediaContent Address = MediaContent.FromUri(new("https://x.test/a.mp3?t=1"));

    private static readonly OpenAIDialect Rich = new()
    {
        Transcription = new()
        {
            AddressField = "file",
            UnknownLanguage = "auto",
            TranslatesAsItTranscribes = true,
            GranularitiesField = "timestamp_granularities",
            JoinsGranularities = true,
            DiarizeField = "diarize",
            DiarizesWords = true,
            SpeakerCountFields = ["min_speakers", "max_speakers"],
        },
    };

    [Fact]
    public async Task TranscribeAsync_OnlyASound_SendsNothingThatWasNotSet()
    {
        using var server = new OpenAIServer().Answers(Answer);

        await SendAsync(server, new() { Audio = Sound });

        var sent = server.Sent.Should().ContainSingle().Subject;
        sent.Line.Should().Be("POST https://local.test/v1/audio/transcriptions");
        sent.Headers.Should().BeEquivalentTo(new Dictionary<string, string> { ["Accept"] = "application/json", ["Authorization"] = $"Bearer {OpenAIServer.Key}" });
        SentForm.Of(sent.Body).Should().Equal("model=m", "file=file.wav(audio/wav):RIFFsizeWAVEdata");
    }

    [Theory]
    [InlineData("file", "file")]
    [InlineData("url", "url")]
    [InlineData("url", "file")]
    public async Task TranscribeAsync_OwnSound_TakesThePlaceOfTheFile(string addressField, string field)
    {
        using var server = new OpenAIServer(dialect: new() { Transcription = new() { AddressField = addressField } }).Answers(Answer);
        var own = new Dictionary<string, JsonObject> { [OpenAIServer.Name] = new() { [field] = "https://x.test/own.mp3" } };

        await SendAsync(server, new() { Audio = Sound, ProviderParameters = own });
        await SendAsync(server, new() { Audio = Address, ProviderParameters = own });

        server.Sent.Should().HaveCount(2);
        server.Sent.Should().AllSatisfy(sent => SentForm.Of(sent.Body).Should().Equal("model=m", $"{field}=https://x.test/own.mp3"));
    }

    [Fact]
    public async Task TranscribeAsync_EveryParameter_SendsWhatOpenAIKnowsAndWarnsOfTheRest()
    {
        using var server = new OpenAIServer().Answers(Answer);

        var answer = await SendAsync(server, new()
        {
            Audio = Sound,
            Language = "de",
            Prompt = "Names: Ada",
            Temperature = 0.25,
            Timestamps = TimestampGranularity.Word,
            Diarize = true,
            SpeakerCount = 2,
        });

        SentForm.Of(server.Sent[0].Body).Should().Equal(
            "model=m", "language=de", "prompt=Names: Ada", "temperature=0.25", "response_format=verbose_json", "timestamp_granularities[]=word", "file=file.wav(audio/wav):RIFFsizeWAVEdata");
        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal("Diarize", "SpeakerCount");
    }

    [Theory]
    [InlineData(null, null, false, "")]
    [InlineData(TimestampGranularity.Segment, null, false, "response_format=verbose_json timestamp_granularities=segment")]
    [InlineData(TimestampGranularity.Word, null, true, "response_format=verbose_json timestamp_granularities=word")]
    [InlineData(null, true, false, "diarize=true min_speakers=2 max_speakers=2 response_format=verbose_json timestamp_granularities=word")]
    [InlineData(TimestampGranularity.Segment, true, true, "diarize=true min_speakers=2 max_speakers=2 response_format=verbose_json timestamp_granularities=word,segment")]
    [InlineData(null, false, false, "")]
    public async Task TranscribeAsync_RichDialect_AsksForWhatIsWanted(TimestampGranularity? timestamps, bool? diarize, bool translate, string fields)
    {
        using var server = new OpenAIServer(dialect: Rich).Answers(Answer);

        var answer = await SendAsync(server, new() { Audio = Sound, Timestamps = timestamps, Diarize = diarize, SpeakerCount = diarize == true ? 2 : null, Translate = translate });

        server.Sent[0].Line.Should().EndWith(translate ? "/audio/translations" : "/audio/transcriptions");
        SentForm.Of(server.Sent[0].Body).Should().Equal([
            "model=m", "language=auto", .. fields.Split(' ', StringSplitOptions.RemoveEmptyEntries), "file=file.wav(audio/wav):RIFFsizeWAVEdata"]);
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task TranscribeAsync_TranslationAtOpenAI_LeavesOutWhatThatHasNot()
    {
        using var server = new OpenAIServer().Answers(Answer);

        var answer = await SendAsync(server, new() { Audio = Sound, Translate = true, Language = "de", Timestamps = TimestampGranularity.Word, Prompt = "p" });

        server.Sent[0].Line.Should().Be("POST https://local.test/v1/audio/translations");
        SentForm.Of(server.Sent[0].Body).Should().Equal("model=m", "prompt=p", "response_format=verbose_json", "file=file.wav(audio/wav):RIFFsizeWAVEdata");
        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal("Language", "Timestamps");
    }

    [Fact]
    public async Task TranscribeAsync_TranslationWhereThereIsNone_IsUnsupportedBeforeAnythingIsSent()
    {
        using var server = new OpenAIServer(dialect: new() { Transcription = new() { TranslationsPath = null } }).Answers(Answer);

        (await Assert.ThrowsAsync<ProviderException>(() => SendAsync(server, new() { Audio = Sound, Translate = true }))).Kind.Should().Be(ErrorKind.Unsupported);

        server.Sent.Should().BeEmpty();
    }

    [Fact]
    public async Task TranscribeAsync_DiarizedFormat_TakesThePlaceOfTheVerboseOne()
    {
        using var server = new OpenAIServer(dialect: new() { Transcription = new() { DiarizedFormat = "diarized_json" } }).Answers(Answer);

        var answer = await SendAsync(server, new() { Audio = Sound, Diarize = true, Timestamps = TimestampGranularity.Word, SpeakerCount = 2 });

        SentForm.Of(server.Sent[0].Body).Should().Equal("model=m", "response_format=diarized_json", "file=file.wav(audio/wav):RIFFsizeWAVEdata");
        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal("SpeakerCount", "Timestamps");
    }

    [Theory]
    [InlineData("file")]
    [InlineData("url")]
    public async Task TranscribeAsync_SoundAtAnAddressThatTheServerReads_PassesItOn(string field)
    {
        using var server = new OpenAIServer(dialect: new() { Transcription = new() { AddressField = field, AsksVerbose = true } }).Answers(Answer);

        await SendAsync(server, new() { Audio = Address });

        SentForm.Of(server.Sent[0].Body).Should().Equal("model=m", "response_format=verbose_json", $"{field}=https://x.test/a.mp3?t=1");
    }

    [Fact]
    public async Task TranscribeAsync_SoundAtAnAddressElsewhere_IsFetchedAndSent()
    {
        using var server = new OpenAIServer().Answers("""{"text":"sound"}""");

        await SendAsync(server, new() { Audio = Address });

        server.Sent.Select(sent => sent.Line).Should().Equal("GET https://x.test/a.mp3?t=1", "POST https://local.test/v1/audio/transcriptions");
        server.Sent[0].Headers.Should().NotContainKey("Authorization");
        SentForm.Of(server.Sent[1].Body)[1].Should().StartWith("file=file.mp3(audio/mpeg):");
    }

    [Fact]
    public async Task TranscribeAsync_SoundThatIsTooLarge_IsRefusedWithTheLimit()
    {
        using var server = new OpenAIServer(dialect: new() { Transcription = new() { MaxBytes = 10 } }).Answers(Answer);

        var failure = await Assert.ThrowsAsync<ProviderException>(() => SendAsync(server, new() { Audio = Sound }));

        failure.Kind.Should().Be(ErrorKind.LimitExceeded);
        failure.Message.Should().Contain("10 bytes");
        server.Sent.Should().BeEmpty();
    }

    [Fact]
    public async Task TranscribeAsync_OwnAndOmittedFields_SendsTheOwnOnceAndWarns()
    {
        using var server = new OpenAIServer(options => options.OmittedFields.Add("prompt")).Answers(Answer);

        var answer = await SendAsync(server, new()
        {
            Audio = MediaContent.FromStream(new MemoryStream("abc"u8.ToArray()), "audio/x-m4a", "my talk.m4a"),
            Language = "de",
            Prompt = "p",
            ProviderParameters = new Dictionary<string, JsonObject>
            {
                [OpenAIServer.Name] = new() { ["language"] = "en", ["model"] = "other", ["include[]"] = new JsonArray("logprobs", "x"), ["chunking"] = new JsonObject { ["type"] = "vad" } },
            },
        });

        SentForm.Of(server.Sent[0].Body).Should().Equal(
            "model=m", "language=en", "include[]=logprobs", "include[]=x", """chunking={"type":"vad"}""", "file=my_talk.m4a(audio/x-m4a):abc");
        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal("Prompt", "ProviderParameters.model");
    }

    private static Task<SpeechToTextResponse> SendAsync(OpenAIServer server, SpeechToTextRequest request) =>
        server.Client.TranscribeAsync(request with { Provider = OpenAIServer.Name, Model = "m" }, TestContext.Current.CancellationToken);
}
