using System.Text.Json.Nodes;

namespace ProviderRouter.Emulator.Tests.Replicate;

public sealed class ReplicateStreamTests : ReplicateTestBase
{
    [Fact]
    public async Task Stream_OfAText_JoinsToTheOutputAndEndsWithDone()
    {
        var done = await Bench.RunAsync(ReplicateBench.Llama, """{"input":{"prompt":"one\n\ntwo"}}""");

        var stream = await Bench.ReadStreamAsync(done.At("urls", "stream").GetString()!);

        var output = done.At("output").EnumerateArray().Select(token => token.GetString()!).ToList();
        Blocks(stream).Select(block => block.Name).Should().Equal([.. output.Select(_ => "output"), "done"]);
        Blocks(stream)[..^1].Select(block => block.Data).Should().Equal(output, "each event is one token, an empty one and one of several lines too");
        Blocks(stream).Select(block => block.Id).Should().Equal(Enumerable.Range(0, output.Count + 1).Select(index => $"946684804:{index}"));
        Blocks(stream)[^1].Data.Should().Be("{}");
    }

    [Fact]
    public async Task Stream_BeforeTheStart_WaitsForIt()
    {
        var created = await Client.PostAsync(ReplicateBench.Llama, """{"input":{"prompt":"Hi"}}""");
        var reading = Bench.ReadStreamAsync(created.At("urls", "stream").GetString()!);
        await Bench.Time.UntilBegunAsync(TimeSpan.FromSeconds(1));
        var early = reading.IsCompleted;
        Bench.Pass(1);
        await Bench.PassWhenWaitedFor(3);

        early.Should().BeFalse();
        (await reading).Should().EndWith("data: {}\n\n");
    }

    [Theory]
    [InlineData("black-forest-labs/flux-schnell", """{"prompt":"a lake","num_outputs":2}""", 2)]
    [InlineData("minimax/video-01", """{"prompt":"a lake"}""", 1)]
    [InlineData("replicate/hello-world", """{"text":"Alice"}""", 1)]
    public async Task Stream_OfOtherOutputs_HasAnEventForEach(string model, string input, int events)
    {
        var done = await Bench.RunAsync(model, JsonNode.Parse(input)!.AsObject());

        var stream = await Bench.ReadStreamAsync(done.At("urls", "stream").GetString()!);

        done.At("urls", "stream").GetString().Should().Contain("/stream/v1/files/");
        var output = done.At("output");
        Blocks(stream).Should().HaveCount(events + 1);
        Blocks(stream)[0].Data.Should().Be(events == 1 ? output.GetString() : output[0].GetString());
    }

    [Fact]
    public async Task Stream_OfAFailure_TellsTheErrorAndThenTheReason()
    {
        var done = await Bench.RunAsync(ReplicateBench.Llama, """{"input":{"prompt":"please fail"}}""");

        var stream = await Bench.ReadStreamAsync(done.At("urls", "stream").GetString()!);

        Blocks(stream).Select(block => (block.Name, block.Data)).Should().Equal(
            ("error", new JsonObject { ["detail"] = done.At("error").GetString() }.ToJsonString()), ("done", """{"reason":"error"}"""));
    }

    [Fact]
    public async Task Stream_OfACanceledPrediction_TellsTheReason()
    {
        var created = await Client.PostAsync(ReplicateBench.Llama, """{"input":{"prompt":"Hi"}}""");
        var reading = Bench.ReadStreamAsync(created.At("urls", "stream").GetString()!);
        await HostTests.Eventually(() => Bench.Provider.OpenRequests == 1);

        await Client.PostAsync(created.At("urls", "cancel").GetString()!, "");

        Blocks(await reading).Select(block => (block.Name, block.Data)).Should().Equal(("done", """{"reason":"canceled"}"""));
    }

    [Fact]
    public async Task Stream_ClientStaysAfterDone_GetsACommentAfter30Seconds()
    {
        var done = await Bench.RunAsync(ReplicateBench.Llama, """{"input":{"prompt":"Hi"}}""");
        var reading = Client.GetAsync(done.At("urls", "stream").GetString()!);
        await Bench.Time.UntilBegunAsync(TimeSpan.FromSeconds(30));
        Bench.Pass(29);
        await Task.Delay(200, Wire.Token);
        var early = reading.IsCompleted;
        Bench.Pass(1);

        early.Should().BeFalse();
        (await reading).Text.Should().EndWith("data: {}\n\n:408: 408 Request Timeout\n\n");
    }

    [Fact]
    public async Task Stream_AfterAnHour_HasNothingButTheComment()
    {
        var done = await Bench.RunAsync(ReplicateBench.Llama, """{"input":{"prompt":"Hi"}}""");
        Bench.Pass(3600);
        var reading = Client.GetAsync(done.At("urls", "stream").GetString()!);
        await Bench.PassWhenWaitedFor(30);

        (await reading).Text.Should().Be(":408: 408 Request Timeout\n\n");
    }

    [Fact]
    public async Task Stream_WithAFault_EndsAsItAsks()
    {
        var done = await Bench.RunAsync(ReplicateBench.Llama, """{"input":{"prompt":"Hi"}}""");
        var address = done.At("urls", "stream").GetString()!;

        Bench.Provider.EnqueueFault(EmulatedFault.CutAfter(2) with { PathContains = "stream/" });
        var cut = await Client.GetAsync(address);
        Bench.Provider.EnqueueFault(EmulatedFault.ErrorAfter(1) with { PathContains = "stream/" });
        var broken = await Client.GetAsync(address);

        Blocks(cut.Text).Should().HaveCount(2).And.OnlyContain(block => block.Name == "output");
        Blocks(broken.Text)[^1].Name.Should().Be("error");
    }

    [Fact]
    public async Task Stream_UnknownSecret_IsNotFound()
    {
        (await Client.GetAsync("stream/v1/files/bcwr-none")).Status.Should().Be(404);
    }

    [Fact]
    public async Task Output_BeforeTheStart_IsMissingOfSomeModels()
    {
        var created = await Client.PostAsync("v1/models/meta/llama-2-70b-chat/predictions", """{"input":{"prompt":"Hi"}}""");
        Bench.Pass(4);
        var after = await Client.GetAsync(created.At("urls", "get").GetString()!);

        created.Json.TryGetProperty("output", out _).Should().BeFalse();
        after.At("output").GetArrayLength().Should().BePositive();
    }

    [Fact]
    public async Task Output_OfAText_GrowsWhileItRuns()
    {
        var created = await Client.PostAsync(ReplicateBench.Llama, """{"input":{"prompt":"Tell me of the sea."}}""");
        Bench.Pass(2.5);
        var during = await Client.GetAsync(created.At("urls", "get").GetString()!);
        Bench.Pass(1.5);
        var after = await Client.GetAsync(created.At("urls", "get").GetString()!);

        var half = during.At("output").EnumerateArray().Select(token => token.GetString()).ToList();
        var whole = after.At("output").EnumerateArray().Select(token => token.GetString()).ToList();
        half.Should().HaveCount(whole.Count / 2).And.Equal(whole.Take(half.Count));
        whole[0].Should().BeEmpty();
        string.Concat(whole).Should().Contain("synthetic").And.EndWith("You said: Tell me of the sea.");
        after.At("metrics", "output_token_count").GetInt32().Should().Be(whole.Count);
    }

    private static List<(string Name, string Id, string Data)> Blocks(string stream) =>
    [
        .. stream.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(block => block.Split('\n')).Select(lines => (
            lines.First(line => line.StartsWith("event: ", StringComparison.Ordinal))["event: ".Length..],
            lines.FirstOrDefault(line => line.StartsWith("id: ", StringComparison.Ordinal))?["id: ".Length..] ?? string.Empty,
            string.Join('\n', lines.Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => line["data: ".Length..])))),
    ];
}
