using System.Collections.Frozen;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ProviderRouter.Protocols.OpenAI;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Protocols.OpenAI;

/// <summary>Streamed speech: how it is asked for, each kind of event, and sounds that come as they are.</summary>
public sealed class SpeechStreamTests
{
    private const string One = "AQID"; // 1, 2, 3

    private static readonly OpenAIDialect ByEvents = new() { Speech = new() { StreamFields = [new("stream_format", "\"sse\"")], PlainModels = ["tts-1"] } };

    private static readonly OpenAIDialect Together = new()
    {
        Speech = new()
        {
            DefaultVoice = null,
            ModelVoices = [new("kokoro", "af_alloy"), new("orpheus", "tara")],
            SpeedField = null,
            InstructionsField = null,
            LanguageField = "language",
            SampleRateField = "sample_rate",
            FormatNames = new Dictionary<string, string> { ["pcm"] = "raw" }.ToFrozenDictionary(),
            StreamedFormat = "pcm",
            StreamFields = [new("stream", "true"), new("response_encoding", "\"pcm_s16le\"")],
        },
    };

    [Fact]
    public async Task GenerateSpeechStreamAsync_OpenAI_AsksForEventsAndNoMore()
    {
        using var server = new OpenAIServer(dialect: ByEvents).Streams("""{"type":"speech.audio.delta","audio":"AQID"}""", """{"type":"speech.audio.done"}""");

        await ReadAsync(server, new() { Text = "Hi" });

        var sent = server.Sent.Should().ContainSingle().Subject;
        sent.ShouldBe("POST https://local.test/v1/audio/speech", OpenAIServer.Key, "*/*", sent.Body!);
        sent.Body.Should().Be("""{"model":"m","input":"Hi","voice":"alloy","stream_format":"sse"}""");
    }

    [Fact]
    public async Task GenerateSpeechStreamAsync_ModelThatHasNoEvents_AsksForTheSoundItself()
    {
        using var server = new OpenAIServer(dialect: ByEvents).Answers([1, 2, 3], contentType: "audio/mpeg");

        await ReadAsync(server, new() { Text = "Hi" }, "tts-1-hd");

        server.Sent[0].Body.Should().Be("""{"model":"tts-1-hd","input":"Hi","voice":"alloy"}""");
    }

    [Fact]
    public async Task GenerateSpeechStreamAsync_Together_AsksForSamplesAndWarnsOfWhatItHasNot()
    {
        using var server = new OpenAIServer(dialect: Together).Streams($$"""{"object":"audio.tts.chunk","model":"m","b64":"{{One}}"}""", "[DONE]");

        var (updates, _) = await ReadAsync(
            server,
            new() { Text = "Hi", Format = AudioFormat.Mp3, Speed = 1.5, Temperature = 0.5, Instructions = "whisper", Language = "en", SampleRate = 16000 },
            "canopylabs/orpheus-3b");

        server.Sent[0].Body.ShouldBeJson("""
            {"model":"canopylabs/orpheus-3b","input":"Hi","voice":"tara","response_format":"raw","language":"en","sample_rate":16000,"stream":true,"response_encoding":"pcm_s16le"}
            """);
        updates[^1].Info!.Warnings.Select(warning => warning.Setting).Should().Equal("Speed", "Instructions", "Temperature", "Format");
        updates.OfType<TextToSpeechAudioUpdate>().Single().Should().BeEquivalentTo(new { ContentType = "audio/pcm", SampleRate = 16000 });
    }

    [Fact]
    public async Task GenerateSpeechStreamAsync_OwnFields_BeatThoseThatAskForAStream()
    {
        using var server = new OpenAIServer(dialect: ByEvents).Answers([1], contentType: "audio/mpeg");

        await ReadAsync(server, new()
        {
            Text = "Hi",
            ProviderParameters = new Dictionary<string, JsonObject> { [OpenAIServer.Name] = new() { ["stream_format"] = "audio" } },
        });

        server.Sent[0].Body.Should().Be("""{"model":"m","input":"Hi","voice":"alloy","stream_format":"audio"}""");
    }

    [Theory]
    [InlineData("OpenAI", """{"type":"speech.audio.delta","audio":"AQID"}""", """{"type":"speech.audio.delta","audio":"BAU="}""", """{"type":"speech.audio.done","usage":{"input_tokens":3,"output_tokens":4,"total_tokens":7}}""", 7L)]
    [InlineData("Together", """{"object":"audio.tts.chunk","model":"m","b64":"AQID"}""", """{"object":"audio.tts.chunk","model":"m","b64":"BAU="}""", "[DONE]", null)]
    [InlineData("Together's guide", """{"type":"delta","audio":"AQID"}""", """{"audio":"BAU\u003d","type":"delta","error":null}""", """{"type":"done"}""", null)]
    public async Task GenerateSpeechStreamAsync_EachKindOfEvent_GivesTheSoundInPieces(string whose, string first, string second, string last, long? tokens)
    {
        using var server = new OpenAIServer().Streams(first, second, last);

        var (updates, failure) = await ReadAsync(server, new() { Text = "Hello" });

        failure.Should().BeNull(whose);
        Pieces(updates).Should().BeEquivalentTo(new byte[][] { [1, 2, 3], [4, 5] }, order => order.WithStrictOrdering());
        updates.OfType<TextToSpeechAudioUpdate>().Select(update => update.ContentType).Distinct().Should().Equal("audio/mpeg");
        updates[^1].Should().BeOfType<TextToSpeechFinishedUpdate>().Which.Info!.Usage!.Characters.Should().Be(5);
        updates[^1].Info!.Usage!.TotalTokens.Should().Be(tokens);
    }

    [Theory]
    [InlineData("audio/wav", "audio/wav")]
    [InlineData("application/octet-stream", "audio/pcm")]
    public async Task GenerateSpeechStreamAsync_SoundAsItIs_IsGivenAsItComes(string contentType, string expected)
    {
        using var server = new OpenAIServer();
        server.Streams(() => new ChunkedStream([1, 2, 3, 4, 5], 3), contentType);

        var (updates, failure) = await ReadAsync(server, new() { Text = "Hello", Format = AudioFormat.Pcm });

        failure.Should().BeNull();
        Pieces(updates).Should().BeEquivalentTo(new byte[][] { [1, 2, 3], [4, 5] }, order => order.WithStrictOrdering());
        updates.OfType<TextToSpeechAudioUpdate>().Should().AllSatisfy(update => update.Should().BeEquivalentTo(new { ContentType = expected, SampleRate = 24000 }));
        updates[^1].Should().BeOfType<TextToSpeechFinishedUpdate>().Which.Info!.Usage!.Characters.Should().Be(5);
    }

    [Fact]
    public async Task GenerateSpeechStreamAsync_JsonInsteadOfAStream_GivesTheSound()
    {
        using var server = new OpenAIServer().Answers($$"""{"audio":"{{One}}"}""");

        var (updates, failure) = await ReadAsync(server, new() { Text = "Hello" });

        failure.Should().BeNull();
        Pieces(updates).Should().ContainSingle().Which.Should().Equal(1, 2, 3);
    }

    [Theory]
    [InlineData("the end missing", "text/event-stream", $$"""data: {"type":"speech.audio.delta","audio":"{{One}}"}""")]
    [InlineData("an error", "text/event-stream", $$$"""data: {"b64":"{{{One}}}"}""" + "\n\ndata: {\"error\":{\"message\":\"no luck\"}}\n\n")]
    [InlineData("an error by its type", "text/event-stream", $$$"""data: {"b64":"{{{One}}}"}""" + "\n\ndata: {\"type\":\"error\",\"message\":\"no luck\"}\n\n")]
    [InlineData("no base64", "text/event-stream", $$$"""data: {"b64":"{{{One}}}"}""" + "\n\ndata: {\"b64\":\"!\"}\n\n")]
    public async Task GenerateSpeechStreamAsync_BrokenLater_IsInterrupted(string what, string contentType, string body)
    {
        using var server = new OpenAIServer();
        server.Streams(() => new MemoryStream(Encoding.UTF8.GetBytes(body)), contentType);

        var (updates, failure) = await ReadAsync(server, new() { Text = "Hello" });

        Pieces(updates).Should().ContainSingle(what);
        updates.OfType<TextToSpeechFinishedUpdate>().Should().BeEmpty();
        failure.Should().BeOfType<StreamInterruptedException>(what).Which.PartialText.Should().BeEmpty();
    }

    [Fact]
    public async Task GenerateSpeechStreamAsync_SoundThatIsCut_IsInterrupted()
    {
        using var server = new OpenAIServer();
        server.Streams(() => new ScriptedStream(3, new IOException("cut")), "audio/mpeg");

        var (updates, failure) = await ReadAsync(server, new() { Text = "Hello" });

        Pieces(updates).Should().ContainSingle();
        failure.Should().BeOfType<StreamInterruptedException>();
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "audio/mpeg", "", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, "application/json", """{"text":"x"}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, "application/json", """{"error":{"message":"no","code":401}}""", ErrorKind.Authentication)]
    [InlineData(HttpStatusCode.OK, "text/html", "<html>", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, "text/event-stream", "data: [1]\n\n", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, "text/event-stream", "data: {\"type\":\"speech.audio.done\"}\n\n", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.BadRequest, "application/json", """{"error":{"message":"no such voice"}}""", ErrorKind.InvalidRequest)]
    public async Task GenerateSpeechStreamAsync_WhatIsNoSound_IsItsTypedError(HttpStatusCode status, string contentType, string body, ErrorKind kind)
    {
        using var server = new OpenAIServer().Answers(body, status, contentType);

        (await ReadAsync(server, new() { Text = "Hello" })).Failure!.Kind.Should().Be(kind);
    }

    [Fact]
    public void Decode_Audio_AllocatesTheUpdateAndItsBytesAndNothingElse()
    {
        using var decoder = new SpeechStreamDecoder(new("mp3", null, 1));
        var data = Encoding.UTF8.GetBytes($$"""{"type":"speech.audio.delta","audio":"{{Convert.ToBase64String(new byte[3000])}}"}""");
        decoder.Decode(data, default, isBareLine: false);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var update = decoder.Decode(data, default, isBareLine: false);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThanOrEqualTo(3024 + 64);
        update.Should().NotBeNull();
    }

    private static List<byte[]> Pieces(IEnumerable<TextToSpeechUpdate> updates) => [.. updates.OfType<TextToSpeechAudioUpdate>().Select(update => update.Audio.ToArray())];

    private static async Task<(List<TextToSpeechUpdate> Updates, ProviderException? Failure)> ReadAsync(OpenAIServer server, TextToSpeechRequest request, string model = "m")
    {
        var updates = new List<TextToSpeechUpdate>();
        try
        {
            await foreach (var update in server.Client.GenerateSpeechStreamAsync(request with { Provider = OpenAIServer.Name, Model = model }, TestContext.Current.CancellationToken))
            {
                updates.Add(update);
            }
        }
        catch (ProviderException exception)
        {
            return (updates, exception);
        }

        return (updates, null);
    }
}
