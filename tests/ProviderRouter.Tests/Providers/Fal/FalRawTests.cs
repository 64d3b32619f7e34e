using System.Text.Json.Nodes;
using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.Fal.FalWire;

namespace ProviderRouter.Tests.Providers.Fal;

public sealed class FalRawTests
{
    private const string Model = "acme/anything/v2";

    private static readonly JsonObject Input = JsonNode.Parse("""{"a":[1,{"b":null}],"c":"ä","seed":1,"none":null}""")!.AsObject();

    [Fact]
    public async Task RunAsync_AnyInput_IsAJobWhoseOutputComesBackAsItIs()
    {
        const string Output = """{"score":0.5,"sheet":{"url":"https://v3.fal.media/files/a/r.pdf","content_type":"application/pdf","file_size":9},"frames":[{"url":"data:image/png;base64,iVBORw0KGgo="}],"link":"https://example.com/","none":null}""";
        using var wire = new FalWire().ThenJob(Output);

        var answer = await wire.Client.RunAsync(OnFal(new RawRequest { Model = Model, Input = Input, ProviderParameters = Own("""{"seed":2}""") }), TestContext.Current.CancellationToken);

        wire.Requests[0].Line.Should().Be("POST https://queue.fal.run/acme/anything/v2");
        wire.Body.ShouldBeJson("""{"a":[1,{"b":null}],"c":"ä","none":null,"seed":2}""");
        answer.Output.GetRawText().ShouldBeJson(Output);
        answer.Files.Should().HaveCount(2);
        (answer.Files[0].Uri, answer.Files[0].ContentType).Should().Be((new Uri("https://v3.fal.media/files/a/r.pdf"), "application/pdf"));
        (answer.Files[1].Bytes!.Value.Length, answer.Files[1].ContentType).Should().Be((8, "image/png"));
        answer.Info.RequestId.Should().Be(Id);
        answer.Info.Usage.Should().Be(new Usage { ComputeSeconds = 1.5 });
    }

    [Theory]
    [InlineData("[1,2]")]
    [InlineData("\"words\"")]
    [InlineData("null")]
    [InlineData("{}")]
    public async Task RunAsync_OutputWithoutFiles_IsTheJson(string output)
    {
        using var wire = new FalWire().ThenJob(output);

        var answer = await wire.Client.RunAsync(OnFal(new RawRequest { Model = Model, Input = [] }), TestContext.Current.CancellationToken);

        answer.Output.GetRawText().Should().Be(output);
        answer.Files.Should().BeEmpty();
    }

    [Fact]
    public async Task StartAsync_AnyInput_IsResumedFromItsHandle()
    {
        using var wire = new FalWire().ThenJob("""{"x":1}""");
        var job = await wire.Client.StartAsync(InferenceTasks.Raw, OnFal(new RawRequest { Model = Model, Input = [] }), cancellationToken: TestContext.Current.CancellationToken);

        var answer = await wire.Client.Resume(InferenceTasks.Raw, JobHandle.Parse(job.Handle.ToJson())).WaitAsync(cancellationToken: TestContext.Current.CancellationToken);

        answer.Output.GetRawText().Should().Be("""{"x":1}""");
        job.Handle.Task.Should().Be("raw");
    }

    [Theory]
    [InlineData("fal-ai/any/path")]
    [InlineData("/fal-ai/any/path")]
    public async Task RunAsync_Path_AnswersAtOnce(string path)
    {
        using var wire = new FalWire().Then(200, """{"image":{"url":"https://v3.fal.media/files/a/b.png"}}""", headers: ("x-fal-request-id", "run-1"));

        var answer = await wire.Client.RunAsync(OnFal(new RawRequest { Path = path, Input = Input }), TestContext.Current.CancellationToken);

        wire.Lines.Should().Equal("POST https://fal.run/fal-ai/any/path");
        wire.Body.ShouldBeJson(Input.ToJsonString());
        answer.Files.Should().ContainSingle().Which.Uri.Should().Be(new Uri("https://v3.fal.media/files/a/b.png"));
        answer.Info.RequestId.Should().Be("run-1");
    }

    [Fact]
    public async Task RunAsync_PathAnswersWithAFile_GivesTheFile()
    {
        using var wire = new FalWire().Then(200, "sound", "audio/mpeg");

        var answer = await wire.Client.RunAsync(OnFal(new RawRequest { Path = "acme/speaker", Input = [] }), TestContext.Current.CancellationToken);

        answer.Output.ValueKind.Should().Be(System.Text.Json.JsonValueKind.Undefined);
        var file = answer.Files.Should().ContainSingle().Subject;
        (System.Text.Encoding.UTF8.GetString(file.Bytes!.Value.Span), file.ContentType).Should().Be(("sound", "audio/mpeg"));
    }

    [Fact]
    public async Task StartAsync_Path_IsUnsupportedBeforeAnythingIsSent()
    {
        using var wire = new FalWire();

        var failure = (await wire.Awaiting(wire => wire.Client.StartAsync(
            InferenceTasks.Raw, OnFal(new RawRequest { Path = "acme/speaker", Input = [] }), cancellationToken: TestContext.Current.CancellationToken)).Should().ThrowAsync<ProviderException>()).Which;

        failure.Kind.Should().Be(ErrorKind.Unsupported);
        failure.Message.Should().Contain("Path");
        wire.Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task RunStreamAsync_Events_AreGivenAsTheyCome()
    {
        using var wire = new FalWire().ThenEvents("""
            event: progress
            data: {"step":1}

            data: {"images":[{"url":"https://v3.fal.media/files/a/b.png"}]}


            """);
        var updates = new List<RawUpdate>();

        var failure = await DrainAsync(Stream(wire), updates);

        failure.Should().BeNull();
        wire.Lines.Should().Equal("POST https://fal.run/acme/anything/v2/stream");
        wire.Requests[0].Headers["Accept"].Should().Be("text/event-stream");
        wire.Body.ShouldBeJson(Input.ToJsonString());
        updates.Select(Show).Should().Equal("progress {\"step\":1}", " {\"images\":[{\"url\":\"https://v3.fal.media/files/a/b.png\"}]}", "end");
        updates[^1].Info!.RequestId.Should().Be("run-1");
    }

    [Fact]
    public async Task RunStreamAsync_Path_IsAskedAsItIs()
    {
        using var wire = new FalWire().ThenEvents("data: {}\n\n");

        (await DrainAsync(Stream(wire, "acme/anything/live"), [])).Should().BeNull();

        wire.Lines.Should().Equal("POST https://fal.run/acme/anything/live");
    }

    [Fact]
    public async Task RunStreamAsync_ModelThatDoesNotStream_GivesItsOutputWhole()
    {
        using var wire = new FalWire().Then(200, """{"score":0.5}""");
        var updates = new List<RawUpdate>();

        (await DrainAsync(Stream(wire), updates)).Should().BeNull();

        updates.Select(Show).Should().Equal(" {\"score\":0.5}", "end");
    }

    [Theory]
    [InlineData("event: error\ndata: {\"what\":\"no GPU\"}\n\n")]
    [InlineData("data: {\"error\":{\"message\":\"no GPU\"}}\n\n")]
    public async Task RunStreamAsync_ErrorAfterAnEvent_IsInterrupted(string error)
    {
        using var wire = new FalWire().ThenEvents($"data: {{\"step\":1}}\n\n{error}");
        var updates = new List<RawUpdate>();

        var failure = await DrainAsync(Stream(wire), updates);

        updates.Should().ContainSingle();
        failure.Should().BeOfType<StreamInterruptedException>().Which.MaybeExecuted.Should().BeTrue();
        wire.Lines.Should().ContainSingle("what was given is not begun anew");
    }

    [Theory]
    [InlineData("event: error\ndata: {\"detail\":\"no GPU\"}\n\n", ErrorKind.Unavailable)]
    [InlineData("", ErrorKind.StreamInterrupted)]
    public async Task RunStreamAsync_NothingBeforeTheEnd_IsAFailure(string events, ErrorKind kind)
    {
        using var wire = new FalWire().ThenEvents(events);

        var failure = await DrainAsync(Stream(wire), []);

        failure.Should().BeAssignableTo<ProviderException>().Which.Kind.Should().Be(kind);
    }

    private static IAsyncEnumerable<RawUpdate> Stream(FalWire wire, string? path = null) =>
        wire.Client.RunStreamAsync(OnFal(new RawRequest { Model = Model, Path = path, Input = Input }), TestContext.Current.CancellationToken);

    private static string Show(RawUpdate update) => update switch
    {
        RawTextUpdate text => $"text {text.Text}",
        RawDataUpdate data => $"{data.Event} {data.Data.GetRawText()}",
        _ => "end",
    };
}
