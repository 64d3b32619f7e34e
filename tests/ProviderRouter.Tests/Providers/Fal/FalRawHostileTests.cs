using System.Text.Json.Nodes;
using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.Fal.FalWire;

namespace ProviderRouter.Tests.Providers.Fal;

public sealed class FalRawHostileTests
{
    private const string Model = "fal-ai/anything/v2";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_Model_IsAJobWithItsOwnInputAndOutput()
    {
        using var wire = new FalWire().ThenJob("""{"depth":{"url":"https://v3.fal.media/d.png","content_type":"image/png"},"score":0.5}""");

        var answer = await wire.Client.RunAsync(Request("""{"a":null,"b":[1,{"c":"d"}],"x":1}""") with { ProviderParameters = Own("""{"x":2}""") }, Token);

        wire.Requests[0].Line.Should().Be($"POST https://queue.fal.run/{Model}");
        wire.Body.ShouldBeJson("""{"a":null,"b":[1,{"c":"d"}],"x":2}""");
        answer.Output.GetProperty("score").GetDouble().Should().Be(0.5);
        answer.Files.Should().ContainSingle().Which.Uri.Should().Be(new Uri("https://v3.fal.media/d.png"));
        answer.Info.RequestId.Should().Be(Id);
        answer.Info.Usage!.ComputeSeconds.Should().Be(1.5);
    }

    [Theory]
    [InlineData("https://example.com is the page")]
    [InlineData("https://")]
    [InlineData("http:me")]
    [InlineData("data: 1, 2")]
    [InlineData("data:oops")]
    public async Task RunAsync_TextThatLooksLikeAnAddress_IsNoFileAndNoFailure(string text)
    {
        var output = $$"""{"output":"{{text}}","images":["{{text}}",{"url":"{{text}}"}],"urls":["https://v3.fal.media/a.png"]}""";
        using var wire = new FalWire().ThenJob(output).Then(200, output);

        var job = await wire.Client.RunAsync(Request("{}"), Token);
        var direct = await wire.Client.RunAsync(Request("{}") with { Path = Model }, Token);

        job.Output.GetProperty("output").GetString().Should().Be(text);
        job.Files.Should().ContainSingle();
        direct.Files.Should().ContainSingle();
    }

    [Fact]
    public async Task RunAsync_NamesThatAreNoText_AreKept()
    {
        const string Output = """{"\ud800":1,"images":[{"\ud800":2,"url":"https://v3.fal.media/a.png"}],"text":"\ud800"}""";
        using var wire = new FalWire().ThenJob(Output).Then(200, Output);

        (await wire.Client.RunAsync(Request("{}"), Token)).Files.Should().ContainSingle();
        (await wire.Client.RunAsync(Request("{}") with { Path = Model }, Token)).Output.GetRawText().Should().Be(Output);
    }

    [Fact]
    public async Task RunAsync_ErrorInAnAcceptedResult_IsAFailure()
    {
        using var wire = new FalWire().ThenJob("""{"error":"NSFW"}""").Then(200, """{"error":"no such voice"}""");

        var job = () => wire.Client.RunAsync(Request("{}"), Token);
        var direct = () => wire.Client.RunAsync(Request("{}") with { Path = Model }, Token);

        (await job.Should().ThrowAsync<JobException>()).Which.Message.Should().Contain("NSFW");
        (await direct.Should().ThrowAsync<ProviderException>()).Which.Message.Should().Contain("no such voice");
    }

    [Fact]
    public async Task RunAsync_Path_IsAnsweredAtOnce()
    {
        using var wire = new FalWire().Then(200, """{"ok":true}""", "application/json", ("x-fal-request-id", "run-1")).Then(200, "RIFFxxxxWAVE", "audio/wav");

        var json = await wire.Client.RunAsync(Request("""{"a":1}""") with { Path = $"/{Model}/sub" }, Token);
        var file = await wire.Client.RunAsync(Request("""{"a":1}""") with { Path = Model }, Token);

        wire.Lines.Should().Equal($"POST https://fal.run/{Model}/sub", $"POST https://fal.run/{Model}");
        wire.Body.ShouldBeJson("""{"a":1}""");
        json.Info.RequestId.Should().Be("run-1");
        file.Files.Should().ContainSingle().Which.ContentType.Should().Be("audio/wav");
    }

    [Fact]
    public async Task RunStreamAsync_Events_AreGivenAsTheyComeAndTheEndIsTheEnd()
    {
        using var wire = new FalWire().ThenEvents("data: {\"a\":1}\n\nevent: note\ndata: {\"\\ud800\":2}\n\ndata: plain\n\ndata: [3]\n\n");
        var updates = new List<RawUpdate>();

        (await DrainAsync(wire.Client.RunStreamAsync(Request("""{"x":1}"""), Token), updates)).Should().BeNull();

        wire.Requests[0].Line.Should().Be($"POST https://fal.run/{Model}/stream");
        wire.Requests[0].Headers["Accept"].Should().Be("text/event-stream");
        wire.Body.ShouldBeJson("""{"x":1}""");
        updates.Select(Tell).Should().Equal("{\"a\":1}", "note {\"\\ud800\":2}", "plain", "[3]", "run-1");
    }

    [Theory]
    [InlineData("data: {\"error\":\"broke\"}\n\n", "broke")]
    [InlineData("event: error\ndata: broke\n\n", "broke")]
    public async Task RunStreamAsync_ErrorAfterUpdates_IsInterrupted(string end, string words)
    {
        using var wire = new FalWire().ThenEvents("data: one\n\ndata: {\"a\":1}\n\ndata: two\n\n" + end);
        var updates = new List<RawUpdate>();

        var failure = await DrainAsync(wire.Client.RunStreamAsync(Request("{}"), Token), updates);

        var interrupted = failure.Should().BeOfType<StreamInterruptedException>().Which;
        interrupted.Message.Should().Contain(words);
        interrupted.PartialText.Should().Be("onetwo");
        interrupted.RequestId.Should().Be("run-1");
        interrupted.MaybeExecuted.Should().BeTrue();
        updates.Should().HaveCount(3);
    }

    [Fact]
    public async Task RunStreamAsync_ConnectionBreaksAfterUpdates_IsInterrupted()
    {
        using var wire = new FalWire().Then(_ => new() { Content = new StreamContent(new BreakingStream("data: {\"a\":1}\n\n"u8.ToArray())) { Headers = { ContentType = new("text/event-stream") } } });
        var updates = new List<RawUpdate>();

        (await DrainAsync(wire.Client.RunStreamAsync(Request("{}"), Token), updates)).Should().BeOfType<StreamInterruptedException>();

        updates.Should().ContainSingle();
    }

    [Fact]
    public async Task RunStreamAsync_LastEventHoldsAFile_IsReadWhole()
    {
        var image = $"data:image/png;base64,{new string('A', 6 << 20)}";
        using var wire = new FalWire().ThenEvents($$"""data: {"images":[{"url":"{{image}}"}]}""" + "\n\n");
        var updates = new List<RawUpdate>();

        (await DrainAsync(wire.Client.RunStreamAsync(Request("{}"), Token), updates)).Should().BeNull();

        updates.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("data: {\"error\":\"broke\"}\n\n")]
    [InlineData("event: error\ndata: broke\n\n")]
    public async Task RunStreamAsync_ErrorBeforeAnything_IsToldAsItsKind(string events)
    {
        using var wire = new FalWire().ThenEvents(events);

        var failure = await DrainAsync(wire.Client.RunStreamAsync(Request("{}"), Token), []);

        failure.Should().BeAssignableTo<ProviderException>().And.NotBeOfType<StreamInterruptedException>();
        failure!.Message.Should().Contain("broke");
    }

    private static RawRequest Request(string input) => OnFal(new RawRequest { Model = Model, Input = JsonNode.Parse(input)!.AsObject() });

    private static string Tell(RawUpdate update) => update switch
    {
        RawDataUpdate data => data.Event is null ? data.Data.GetRawText() : $"{data.Event} {data.Data.GetRawText()}",
        RawFinishedUpdate { Info.RequestId: var id } => id!,
        _ => update.ToString(),
    };

    private sealed class BreakingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position < Length ? base.ReadAsync(buffer, cancellationToken) : throw new IOException("the connection was reset");
    }
}
