using System.Text.Json.Nodes;
using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.ReplicateWire;

namespace ProviderRouter.Tests.Providers;

public sealed class ReplicateRawTests
{
    private const string Model = "acme/anything:" + Hash;
    private const string Begun = "event: output\ndata: https://replicate.delivery/x/0.png\n\n";
    private const string Done = "event: done\ndata: {}\n\n";

    [Fact]
    public async Task RunAsync_AnyInput_GoesOutAsItIsAndComesBackAsItIs()
    {
        using var wire = new ReplicateWire().Then("succeeded", """
            {"score":0.5,"report":"https://replicate.delivery/x/report.pdf","frames":[{"file":"data:image/png;base64,iVBORw0KGgo=","note":"see https://example.com/ for more"}],"nothing":null}
            """, """ "metrics":{"predict_time":2},"completed_at":"2026-01-01T00:00:05.123456789Z" """);

        var answer = await wire.SendAsync(InferenceTasks.Raw, new()
        {
            Model = Model,
            Input = JsonNode.Parse("""{"a":[1,{"b":null}],"c":"ä","seed":1}""")!.AsObject(),
            ProviderParameters = new Dictionary<string, JsonObject> { ["replicate"] = new() { ["seed"] = 2 } },
        });

        wire.Lines.Should().Equal("POST https://api.replicate.com/v1/predictions");
        wire.Bodies[0].ShouldBeJson($$$"""{"version":"{{{Hash}}}","input":{"a":[1,{"b":null}],"c":"ä","seed":2}}""");
        answer.Output.GetRawText().ShouldBeJson("""
            {"score":0.5,"report":"https://replicate.delivery/x/report.pdf","frames":[{"file":"data:image/png;base64,iVBORw0KGgo=","note":"see https://example.com/ for more"}],"nothing":null}
            """);
        answer.Files.Should().HaveCount(2);
        answer.Files[0].Uri.Should().Be(new Uri("https://replicate.delivery/x/report.pdf"));
        answer.Files[0].ExpiresAt.Should().BeCloseTo(JumpingTime.Beginning.AddSeconds(5.123456).AddHours(1), TimeSpan.FromMilliseconds(1), "Replicate keeps it for an hour from its end");
        answer.Files[1].Bytes!.Value.Length.Should().Be(8);
        answer.Info.Usage.Should().Be(new Usage { ComputeSeconds = 2 });
    }

    [Theory]
    [InlineData("3", "3")]
    [InlineData("true", "true")]
    [InlineData("\"words\"", "\"words\"")]
    [InlineData("\"data: words, and more\"", "\"data: words, and more\"")]
    [InlineData("[\"data: words\"]", "[\"data: words\"]")]
    [InlineData("""["a","b"]""", """["a","b"]""")]
    [InlineData("null", "null")]
    public async Task RunAsync_OutputWithoutFiles_IsTheJson(string output, string expected)
    {
        using var wire = new ReplicateWire().Then("succeeded", output);

        var answer = await wire.SendAsync(InferenceTasks.Raw, new() { Model = Model, Input = [] });

        answer.Output.GetRawText().Should().Be(expected);
        answer.Files.Should().BeEmpty();
    }

    [Theory]
    [InlineData("""["https://replicate.delivery/x/0.png"]""")]
    [InlineData("\"https://replicate.delivery/x/0.png\"")]
    [InlineData("""{"score":0.5}""")]
    [InlineData("[[1,2]]")]
    [InlineData("""["data:image/png;base64,iVBORw0KGgo="]""")]
    [InlineData("\"data:;base64,iVBORw0KGgo=\"")]
    public async Task RunAsync_OutputBesideProcessing_IsWholeUnlessItMayBeWrittenOn(string output)
    {
        using var wire = new ReplicateWire().Then("processing", output);

        (await wire.SendAsync(InferenceTasks.Raw, new() { Model = Model, Input = [] })).Output.GetRawText().Should().Be(output);

        wire.Lines.Should().ContainSingle();
    }

    [Fact]
    public async Task RunAsync_TextsBesideProcessing_AreNotYetTheWhole()
    {
        using var wire = new ReplicateWire().Then("processing", "[\"a\"]").Then("succeeded", """["a","b"]""");

        (await wire.SendAsync(InferenceTasks.Raw, new() { Model = Model, Input = [] })).Output.GetArrayLength().Should().Be(2);
    }

    [Fact]
    public async Task RunAsync_Path_SendsTheWholeBodyThereAndReadsTheWholeAnswer()
    {
        using var wire = new ReplicateWire().Then(201, """{"id":"t1","status":"starting","error":null}""");

        var answer = await wire.SendAsync(InferenceTasks.Raw, new() { Path = "v1/models/acme/m/versions/1/trainings", Input = new() { ["destination"] = "acme/mine", ["webhook"] = null } });

        wire.Lines.Should().Equal("POST https://api.replicate.com/v1/models/acme/m/versions/1/trainings");
        wire.Bodies[0].ShouldBeJson("""{"destination":"acme/mine","webhook":null}""");
        answer.Output.GetProperty("id").GetString().Should().Be("t1");
    }

    [Fact]
    public async Task RunAsync_PathAnswersWithAnError_IsThatError()
    {
        using var wire = new ReplicateWire().Then(200, """{"error":{"code":"insufficient_credit","message":"no money"}}""");

        var failure = (await wire.Awaiting(wire => wire.SendAsync(InferenceTasks.Raw, new() { Path = "v1/x", Input = [] })).Should().ThrowAsync<ProviderException>()).Which;

        failure.Kind.Should().Be(ErrorKind.QuotaExceeded);
    }

    [Fact]
    public async Task StartAsync_Path_IsUnsupportedAndNothingIsSent()
    {
        using var wire = new ReplicateWire();

        var failure = (await wire.Awaiting(wire => wire.Client.StartAsync(
            InferenceTasks.Raw, new() { Provider = "replicate", Path = "v1/x", Input = [] }, new(), TestContext.Current.CancellationToken)).Should().ThrowAsync<ProviderException>()).Which;

        failure.Kind.Should().Be(ErrorKind.Unsupported);
        wire.Lines.Should().BeEmpty();
    }


    [Fact]
    public async Task StartAsync_AnyModel_IsAJobThatIsReadAwaitedAndCanceled()
    {
        using var wire = new ReplicateWire().Then("starting").Then("processing").Then("canceled").Then("succeeded", "\"words\"");
        var job = await wire.Client.StartAsync(InferenceTasks.Raw, new() { Provider = "replicate", Model = Model, Input = [] }, new(), TestContext.Current.CancellationToken);

        (await job.GetStatusAsync(TestContext.Current.CancellationToken)).Phase.Should().Be(JobPhase.Running);
        await job.CancelAsync(TestContext.Current.CancellationToken);
        var answer = await job.WaitAsync(cancellationToken: TestContext.Current.CancellationToken);

        wire.Lines.Should().Equal("POST https://api.replicate.com/v1/predictions", $"GET {PollUri}", $"POST {CancelUri}", $"GET {PollUri}");
        answer.Output.GetString().Should().Be("words");
    }

    [Fact]
    public async Task RunStreamAsync_TextAndFiles_AreToldApart()
    {
        using var wire = new ReplicateWire().Then(201, Streaming())
            .ThenEvents($"event: output\ndata: Once\ndata: upon\n\n{Begun}event: output\ndata: data:image/png;base64,iVBORw0KGgo=\n\nevent: output\ndata: https://a b\n\nevent: output\ndata:\n\n{Done}")
            .Then("succeeded", "\"x\"", """ "metrics":{"predict_time":2} """);

        var updates = await StreamAsync(wire);

        wire.Bodies[0].ShouldBeJson($$$"""{"version":"{{{Hash}}}","input":{"q":1}}""");
        updates[..^1].Select(Show).Should().Equal("text Once\nupon", "output \"https://replicate.delivery/x/0.png\"", "output \"data:image/png;base64,iVBORw0KGgo=\"", "text https://a b");
        updates[^1].Should().BeOfType<RawFinishedUpdate>().Which.Info!.Usage.Should().Be(new Usage { ComputeSeconds = 2 });
    }

    [Theory]
    [InlineData(Begun, """["https://replicate.delivery/x/0.png","https://replicate.delivery/x/1.png"]""", "https://replicate.delivery/x/0.png,https://replicate.delivery/x/1.png")]
    [InlineData("", "\"https://replicate.delivery/x/0.png\"", "https://replicate.delivery/x/0.png")]
    [InlineData(Begun, "\"https://replicate.delivery/x/0.png\"", "https://replicate.delivery/x/0.png")]
    public async Task RunStreamAsync_StreamOfFilesBreaks_GivesThoseThatAreMissing(string events, string output, string files)
    {
        using var wire = new ReplicateWire().Then(201, Streaming()).ThenEvents(events).Then("succeeded", output);

        var updates = await StreamAsync(wire);

        updates.OfType<RawDataUpdate>().Select(update => update.Data.GetString()).Should().Equal(files.Split(','));
        wire.Lines.Should().Equal("POST https://api.replicate.com/v1/predictions", $"GET {StreamUri}", $"GET {PollUri}");
    }

    [Fact]
    public async Task RunStreamAsync_ModelThatDoesNotStream_GivesItsOutputWhole()
    {
        using var wire = new ReplicateWire().Then("starting").Then("succeeded", """{"score":0.5}""");

        var updates = await StreamAsync(wire);

        updates.Select(Show).Should().Equal("output {\"score\":0.5}", "end");
    }

    [Fact]
    public async Task RunStreamAsync_ModelThatWritesAndDoesNotStream_GivesItsText()
    {
        using var wire = new ReplicateWire().Then("starting").Then("succeeded", """["Once"," upon"]""");

        (await StreamAsync(wire)).Select(Show).Should().Equal("text Once upon", "end");
    }

    [Theory]
    [InlineData(Begun, "\"words\"")]
    [InlineData("event: output\ndata: words\n\n", "\"https://replicate.delivery/x/0.png\"")]
    [InlineData(Begun + Begun, """["https://replicate.delivery/x/0.png"]""")]
    public async Task RunStreamAsync_OutputIsNotWhatTheStreamGave_IsInterrupted(string events, string output)
    {
        using var wire = new ReplicateWire().Then(201, Streaming()).ThenEvents(events).Then("succeeded", output);

        await wire.Awaiting(StreamAsync).Should().ThrowAsync<StreamInterruptedException>();
    }

    [Fact]
    public async Task RunStreamAsync_Path_IsUnsupportedAndNothingIsSent()
    {
        using var wire = new ReplicateWire();

        (await wire.Awaiting(wire => StreamAsync(wire, "v1/x")).Should().ThrowAsync<ProviderException>()).Which.Kind.Should().Be(ErrorKind.Unsupported);

        wire.Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task RunStreamAsync_FileSentAlong_IsGivenAsItCame()
    {
        using var wire = new ReplicateWire().Then("starting").Then("succeeded", "\"data:image/png;base64,iVBORw0KGgo=\"");

        (await StreamAsync(wire)).Select(Show).Should().Equal("output \"data:image/png;base64,iVBORw0KGgo=\"", "end");
    }

    private static string Show(RawUpdate update) => update switch
    {
        RawTextUpdate text => $"text {text.Text}",
        RawDataUpdate data => $"{data.Event} {data.Data.GetRawText()}",
        _ => "end",
    };

    private static Task<List<RawUpdate>> StreamAsync(ReplicateWire wire) => StreamAsync(wire, null);

    private static async Task<List<RawUpdate>> StreamAsync(ReplicateWire wire, string? path)
    {
        var updates = new List<RawUpdate>();
        var request = new RawRequest { Provider = "replicate", Model = Model, Path = path, Input = new() { ["q"] = 1 } };
        await foreach (var update in wire.Client.StreamAsync(InferenceTasks.RawStream, request, TestContext.Current.CancellationToken))
        {
            updates.Add(update);
        }

        return updates;
    }
}
