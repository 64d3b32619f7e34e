using System.Text.Json.Nodes;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers.HuggingFace;

public sealed class HfRawTests
{
    [Fact]
    public async Task SendAsync_Json_GoesToTheModelAsItIsAndComesBackAsItIs()
    {
        using var wire = new HfWire("""[270.5,313.6]""");

        var answer = await wire.SendAsync(InferenceTasks.Raw, new()
        {
            Input = new JsonObject { ["inputs"] = new JsonObject { ["data"] = new JsonObject { ["Height"] = new JsonArray("11.52", "12.48") } }, ["nothing"] = null, ["x"] = 1 },
            ProviderParameters = HfWire.Own(new() { ["x"] = 2, ["options"] = new JsonObject() }),
        });

        wire.Request.ShouldBe(
            "POST https://router.huggingface.co/hf-inference/models/acme/model",
            TestRouter.HuggingFaceKey,
            "*/*",
            """{"inputs":{"data":{"Height":["11.52","12.48"]}},"nothing":null,"x":2,"options":{}}""");
        answer.Output.GetRawText().Should().Be("[270.5,313.6]");
        answer.Files.Should().BeEmpty();
    }

    [Fact]
    public async Task SendAsync_Path_GoesThere()
    {
        using var wire = new HfWire("{}");

        await wire.SendAsync(InferenceTasks.Raw, new() { Path = "models/acme/model/pipeline/text-ranking", Input = new JsonObject { ["query"] = "q" } });

        wire.Request.Line.Should().Be("POST https://router.huggingface.co/hf-inference/models/acme/model/pipeline/text-ranking");
    }

    [Theory]
    [InlineData("audio/flac", "fLaC1234")]
    [InlineData("text/plain", "tree")]
    public async Task SendAsync_AnythingButJson_IsAFile(string contentType, string body)
    {
        using var wire = new HfWire(MediaWire.Bytes(System.Text.Encoding.ASCII.GetBytes(body), contentType));

        var answer = await wire.SendAsync(InferenceTasks.Raw, new() { Input = new JsonObject { ["inputs"] = "hi" } });

        answer.Output.ValueKind.Should().Be(System.Text.Json.JsonValueKind.Undefined);
        var file = answer.Files.Should().ContainSingle().Subject;
        file.ContentType.Should().Be(contentType);
        System.Text.Encoding.ASCII.GetString(file.Bytes!.Value.Span).Should().Be(body);
    }

    [Fact]
    public async Task SendAsync_ErrorInAnAcceptedAnswer_IsAFailure()
    {
        using var wire = new HfWire("""{"error":"out of memory"}""");

        (await wire.FailAsync(InferenceTasks.Raw, new() { Input = new JsonObject { ["inputs"] = "hi" } })).Message.Should().Contain("out of memory");
    }
}
