using System.Text.Json.Nodes;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers;

/// <summary>Raw calls to Fireworks go where their model is, and image tasks of words to its chat.</summary>
public sealed class FireworksRawTests
{
    private const string Base = "POST https://api.fireworks.ai/inference/v1/";
    private const string Llama = "accounts/fireworks/models/llama-v3p1-8b-instruct";
    private const string Schnell = "accounts/fireworks/models/flux-1-schnell-fp8";
    private const string Sdxl = "accounts/fireworks/models/stable-diffusion-xl-1024-v1-0";
    private const string Said = """{"choices":[{"message":{"content":"A tiger"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""";

    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];
    private static readonly MediaContent Picture = MediaContent.FromBytes("GIF89a"u8.ToArray());

    [Fact]
    public async Task RunAsync_ModelOfText_GoesToTheChatWithTheModel()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Json(Said));

        var answer = await RunAsync(router, new() { Model = Llama, Input = new() { ["messages"] = new JsonArray() } });

        wire.Request.ShouldBe($"{Base}chat/completions", TestRouter.FireworksKey, "*/*", $$"""{"model":"{{Llama}}","messages":[]}""");
        answer.Output.GetProperty("usage").GetProperty("total_tokens").GetInt32().Should().Be(3);
        answer.Info.Usage!.TotalTokens.Should().Be(3);
    }

    [Theory]
    [InlineData(Schnell, $"workflows/{Schnell}/text_to_image")]
    [InlineData(Sdxl, $"image_generation/{Sdxl}")]
    public async Task RunAsync_ModelOfImages_GoesToItsOwnAddressWithTheInputAlone(string model, string path)
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Bytes(Jpeg, "image/jpeg"));

        var answer = await RunAsync(router, new() { Model = model, Input = new() { ["prompt"] = "a tiger" } });

        wire.Request.ShouldBe($"{Base}{path}", TestRouter.FireworksKey, "*/*", """{"prompt":"a tiger"}""");
        answer.Files.Should().ContainSingle().Which.Bytes!.Value.ToArray().Should().Equal(Jpeg);
    }

    [Fact]
    public async Task RunAsync_Kontext_WaitsForItsJob()
    {
        using var router = new TestRouter(timeProvider: new JumpingTime());
        var wire = new MediaWire(router, MediaWire.Json(KontextWire.Submitted), MediaWire.Json(KontextWire.Status("Pending")), MediaWire.Json(KontextWire.Ready()));

        var answer = await RunAsync(router, new()
        {
            Model = KontextWire.Model,
            Input = new() { ["prompt"] = "a tiger", ["seed"] = null, ["safety_tolerance"] = 1 },
            ProviderParameters = new Dictionary<string, JsonObject> { ["fireworks-ai"] = new() { ["safety_tolerance"] = 2 } },
        });

        wire.Requests.Select(request => request.Line).Should().Equal(KontextWire.Submit, KontextWire.Poll, KontextWire.Poll);
        wire.Requests[0].Body.Should().Be("""{"prompt":"a tiger","seed":null,"safety_tolerance":2}""");
        answer.Files.Should().ContainSingle().Which.Uri.Should().Be(new Uri(KontextWire.Sample));
        answer.Info.CostUsd.Should().Be(0.04m);
    }

    [Fact]
    public async Task RunAsync_KontextWithAPath_GoesThereAndNowhereElse()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Json(KontextWire.Ready()));

        var answer = await RunAsync(router, new() { Model = KontextWire.Model, Path = $"inference/v1/workflows/{KontextWire.Model}/get_result", Input = new() { ["id"] = "k1" } });

        wire.Request.ShouldBe(KontextWire.Poll, TestRouter.FireworksKey, "*/*", """{"id":"k1"}""");
        answer.Output.GetProperty("status").GetString().Should().Be("Ready");
    }

    [Fact]
    public async Task RunStreamAsync_ModelOfText_StreamsTheChat()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Bytes("data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\ndata: [DONE]\n\n"u8.ToArray(), "text/event-stream"));

        var updates = new List<RawUpdate>();
        await foreach (var update in router.Client.RunStreamAsync(
            new RawRequest { Model = Llama, Provider = "fireworks-ai", Input = new() { ["messages"] = new JsonArray() } }, TestContext.Current.CancellationToken))
        {
            updates.Add(update);
        }

        wire.Request.Body.ShouldBeJson($$"""{"model":"{{Llama}}","stream":true,"messages":[]}""");
        updates.OfType<RawDataUpdate>().Should().ContainSingle();
        updates[^1].Should().BeOfType<RawFinishedUpdate>();
    }

    [Fact]
    public async Task DescribeImageAsync_EachTaskOfAnImageInWords_IsAskedOfTheChat()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Json(Said));

        var described = await router.Client.DescribeImageAsync(new ImageToTextRequest { Model = Llama, Provider = "fireworks-ai", Image = Picture, Prompt = "What is it?" }, TestContext.Current.CancellationToken);
        var answered = await router.Client.AskImageAsync(new VisualQuestionAnsweringRequest { Model = Llama, Provider = "fireworks-ai", Image = Picture, Question = "What?" }, TestContext.Current.CancellationToken);
        var read = await router.Client.AskDocumentAsync(new DocumentQuestionAnsweringRequest { Model = Llama, Provider = "fireworks-ai", Image = Picture, Question = "What?" }, TestContext.Current.CancellationToken);

        wire.Requests.Should().HaveCount(3).And.OnlyContain(request => request.Line == $"{Base}chat/completions" && request.Body!.Contains("data:image/gif;base64,R0lGODlh"));
        (described.Text, answered.Answers[0].Answer, read.Answers[0].Answer).Should().Be(("A tiger", "A tiger", "A tiger"));
        described.Info.Usage!.TotalTokens.Should().Be(3);
    }

    private static Task<RawResponse> RunAsync(TestRouter router, RawRequest request) =>
        router.Client.RunAsync(request with { Provider = "fireworks-ai" }, TestContext.Current.CancellationToken);
}
