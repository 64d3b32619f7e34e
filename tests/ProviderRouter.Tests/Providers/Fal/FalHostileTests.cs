using System.Text;
using static ProviderRouter.Tests.Providers.Fal.FalWire;

namespace ProviderRouter.Tests.Providers.Fal;

/// <summary>Answers that are no text, no numbers, or longer than anyone would write, each after the work was paid for.</summary>
public sealed class FalHostileTests
{
    private const string Half = "\\ud800";

    [Theory]
    [InlineData("""{"images":[{"url":"https://v3.fal.media/a.png"}],"HALFabc":1}""")]
    [InlineData("""{"HALF":{"HALF":"x"},"images":[{"HALF":1,"url":"https://v3.fal.media/a.png","HALFx":1}]}""")]
    [InlineData("""{"things":[{"HALF":1,"url":"https://v3.fal.media/a.png"}],"HALF":"HALF"}""")]
    [InlineData("""{"images":[{"url":"https://v3.fal.media/a.png","width":"8","height":-1,"file_size":1e400,"duration":"x","file_name":"HALF","content_type":7}],"seed":"x","prompt":[],"timings":null}""")]
    public async Task GenerateImageAsync_NamesAndValuesThatAreNone_AreLeftOut(string result)
    {
        using var wire = new FalWire().ThenJob(result.Replace("HALF", Half, StringComparison.Ordinal));

        var answer = await wire.ImageAsync();

        answer.Image.Uri.Should().Be(new Uri("https://v3.fal.media/a.png"));
    }

    [Theory]
    [InlineData("""{"text":"hello","HALF":1}""")]
    [InlineData("""{"text":"hello","chunks":[{"HALF":1},{"text":"HALF"},7,null,{"text":"x","timestamp":["a",{}]}],"inferred_languages":["HALF"]}""")]
    public async Task TranscribeAsync_NamesAndValuesThatAreNone_AreLeftOut(string result)
    {
        using var wire = new FalWire().ThenJob(result.Replace("HALF", Half, StringComparison.Ordinal));

        var answer = await wire.Client.TranscribeAsync(
            OnFal(new SpeechToTextRequest { Model = "fal-ai/whisper", Audio = MediaContent.FromUri(new("https://a.example/a.mp3")) }), TestContext.Current.CancellationToken);

        answer.Text.Should().Be("hello");
    }

    [Theory]
    [InlineData("data: {\"output\":\"A\",\"partial\":true}\n\ndata: {\"HALF\":1,\"output\":\"A cat\",\"partial\":false}\n\n", "A cat")]
    [InlineData("data: {\"output\":\"A\",\"partial\":true}\n\ndata: {\"output\":\"A HALF\",\"partial\":true}\n\ndata: {\"output\":\"A HALF\\ude00\",\"partial\":false}\n\n", "A \U00010200")]
    [InlineData("data: {\"output\":\"A \\u00e9\",\"partial\":true}\n\ndata: {\"output\":\"A é!\",\"partial\":false}\n\n", "A é!")]
    [InlineData("data: {\"output\":[\"A \\\"\"],\"partial\":true}\n\ndata: {\"output\":[\"A \\\"cat\\\"\"],\"partial\":false}\n\n", "A \"cat\"")]
    public async Task ChatStreamAsync_TextInPieces_IsPutTogether(string events, string text)
    {
        using var wire = new FalWire().ThenEvents(events.Replace("HALF", Half, StringComparison.Ordinal));
        var updates = new List<ChatUpdate>();

        var failure = await DrainAsync(
            wire.Client.ChatStreamAsync(OnFal(new ChatRequest { Model = "fal-ai/any-llm", Messages = [ChatMessage.User("Hi")] }), TestContext.Current.CancellationToken), updates);

        failure.Should().BeNull();
        string.Concat(updates.Select(update => update.ToString())).Should().Be(text);
    }

    [Theory]
    [InlineData("""{"error":"NSFW content"}""", "NSFW content", null)]
    [InlineData("""{"error":{"message":"no more","code":"too_dark"}}""", "no more", "too_dark")]
    [InlineData("""{"images":[],"error":"The model broke"}""", "The model broke", null)]
    public async Task GenerateImageAsync_ResultSaysThatItFailed_IsTheJobsFailure(string result, string words, string? code)
    {
        using var wire = new FalWire().ThenJob(result);

        var failure = await wire.ImageFailsAsync<JobException>();

        failure.Kind.Should().Be(ErrorKind.JobFailed);
        failure.Message.Should().Contain(words).And.Contain("failed");
        failure.ErrorCode.Should().Be(code);
        failure.Handle!.JobId.Should().Be(Id);
    }

    [Theory]
    [InlineData("{\"error\":{\"\u00A2\":\"\"}}")]
    [InlineData("{\"error\":{\"message\":\"no \u00FF more\"}}")]
    public async Task GenerateImageAsync_ErrorWhoseBytesAreNoUnicode_IsTheJobsFailure(string bytes)
    {
        using var wire = new FalWire().ThenDone().Then(_ => Latin(bytes));

        (await wire.ImageFailsAsync<JobException>()).Kind.Should().Be(ErrorKind.JobFailed);
    }

    [Fact]
    public async Task GetStatusAsync_ErrorWhoseBytesAreNoUnicode_IsTheJobsFailure()
    {
        using var wire = new FalWire().Then(200, Submitted()).Then(_ => Latin("{\"status\":\"COMPLETED\",\"error\":{\"\u00A2\":\"\"}}"));
        var job = await wire.StartAsync();

        (await job.GetStatusAsync(TestContext.Current.CancellationToken)).Phase.Should().Be(JobPhase.Failed);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("false")]
    [InlineData("0.25")]
    [InlineData("[]")]
    public async Task GenerateImageAsync_ErrorThatIsNone_IsNoFailure(string error)
    {
        using var wire = new FalWire().ThenJob($$"""{"images":[{"url":"https://v3.fal.media/a.png"}],"error":{{error}}}""");

        (await wire.ImageAsync()).Images.Should().ContainSingle();
    }

    [Fact]
    public async Task GenerateImageAsync_FailureThatEchoesTheKeyOrNeverEnds_IsScrubbedAndCut()
    {
        const string Secret = "abcdef1234567890";
        var line = $"{new string('x', 5000)} {Secret}";
        using var wire = new FalWire().ThenDone($$""" "error":"no","error_type":"bad_{{Secret}}","logs":[{"message":"{{line}}"},{"message":"a\u001b[2Jb {{Secret}}"}] """).Then(404, "{}");

        var failure = await wire.ImageFailsAsync<JobException>();

        failure.ErrorCode.Should().StartWith("bad_").And.NotContain(Secret);
        failure.LogsTail!.Length.Should().BeLessThan(2000);
        failure.LogsTail.Should().NotContain(Secret).And.NotContain("\u001b");
        failure.ToString().Should().NotContain(Secret);
    }

    [Fact]
    public async Task GenerateImageAsync_CodeWithoutEnd_IsNone()
    {
        using var wire = new FalWire().ThenDone($$""" "error":"no","error_type":"{{new string('x', 5000)}}" """).Then(404, "{}");

        (await wire.ImageFailsAsync<JobException>()).ErrorCode.Should().BeNull();
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\\\temp\\\\a.png", "a.png")]
    [InlineData("a.png", "a.png")]
    public async Task GenerateImageAsync_FileNameWithFolders_IsTheLastPart(string sent, string name)
    {
        using var wire = new FalWire().ThenJob($$"""{"images":[{"url":"https://v3.fal.media/x.png","file_name":"{{sent}}"}]}""");

        (await wire.ImageAsync()).Image.FileName.Should().Be(name);
    }

    // Each character is a byte.
    private static HttpResponseMessage Latin(string bytes) => new() { Content = new ByteArrayContent(Encoding.Latin1.GetBytes(bytes)) };
}
