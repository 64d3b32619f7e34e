using System.Text.Json.Nodes;
using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.ReplicateWire;

namespace ProviderRouter.Tests.Providers;

public sealed class ReplicateChatImageTests
{
    private const string LlavaHash = "80537f9eead1a5bfa72d5ac6ea6414379be41d4d4f6679fd776e9535d1eb58bb";
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    [Fact]
    public async Task ChatAsync_ImageBytes_GoWithoutEscapes()
    {
        using var wire = new ReplicateWire().Then("succeeded", "\"ok\"");
        var question = ChatMessage.User("What is this?", new ChatImagePart(MediaContent.FromBytes(new byte[] { 0xFB, 0xEF, 0xBE }, "image/svg+xml")));

        await wire.ChatAsync(new() { Model = $"yorickvp/llava-13b:{LlavaHash}", Messages = [question] });

        wire.Bodies[0].Should().Be($$$"""{"version":"{{{LlavaHash}}}","input":{"image":"data:image/svg+xml;base64,++++","prompt":"What is this?"}}""");
    }

    [Fact]
    public async Task ChatAsync_ImageInOwnParameters_GoesOnce()
    {
        using var wire = new ReplicateWire().Then("succeeded", "\"ok\"");

        await wire.ChatAsync(new()
        {
            Model = $"yorickvp/llava-13b:{LlavaHash}",
            Messages = [ChatMessage.User("What is this?", new ChatImagePart(MediaContent.FromBytes(Png)))],
            ProviderParameters = new Dictionary<string, JsonObject> { ["replicate"] = new() { ["image"] = "https://example.com/a.png" } },
        });

        wire.Bodies[0].ShouldBeJson($$$"""{"version":"{{{LlavaHash}}}","input":{"prompt":"What is this?","image":"https://example.com/a.png"}}""");
    }

    [Fact]
    public async Task ChatAsync_ImageAddress_GoesAsItIsAndIsNotFetched()
    {
        using var wire = new ReplicateWire().Then("succeeded", """["A"," cat"]""");
        var question = ChatMessage.User("What is this?", new ChatImagePart(MediaContent.FromUri(new("https://example.com/a%20cat.png?x=1"))));

        var answer = await wire.ChatAsync(new() { Model = $"yorickvp/llava-13b:{LlavaHash}", Messages = [question] });

        wire.Lines.Should().ContainSingle();
        wire.Bodies[0].ShouldBeJson($$$"""{"version":"{{{LlavaHash}}}","input":{"image":"https://example.com/a%20cat.png?x=1","prompt":"What is this?"}}""");
        answer.Text.Should().Be("A cat");
    }

    [Theory]
    [InlineData(Llama, 1)]
    [InlineData("yorickvp/llava-13b", 2)]
    public async Task ChatAsync_MoreImagesThanTheModelTakes_AreUnsupportedAndNothingIsSent(string model, int count)
    {
        var image = new ChatImagePart(MediaContent.FromBytes(Png));
        await RefusedAsync(ErrorKind.Unsupported, new() { Model = model, Messages = [.. Enumerable.Repeat(ChatMessage.User("Hi", image), count)] });
    }

    [Fact]
    public async Task ChatAsync_ModelThatTakesAListOfImages_GetsThemAll()
    {
        using var wire = new ReplicateWire()
            .Knows("models/openai/gpt-4o-mini", Model(""" "prompt":{"type":"string"},"image_input":{"type":"array","items":{"type":"string","format":"uri"}} """))
            .Then("succeeded", "\"ok\"");

        await wire.ChatAsync(new()
        {
            Model = "openai/gpt-4o-mini",
            Messages = [ChatMessage.User(new ChatTextPart("Which?"), new ChatImagePart(MediaContent.FromBytes(Png)), new ChatImagePart(MediaContent.FromUri(new("https://example.com/a.png"))))],
        });

        wire.Bodies[0].ShouldBeJson("""{"input":{"image_input":["data:image/png;base64,iVBORw0KGgo=","https://example.com/a.png"],"prompt":"Which?"}}""");
    }

    [Fact]
    public async Task ChatAsync_ImageOfUnknownType_GoesAsBytes()
    {
        using var wire = new ReplicateWire().Then("succeeded", "\"ok\"");

        await wire.ChatAsync(new() { Model = $"yorickvp/llava-13b:{LlavaHash}", Messages = [ChatMessage.User("Hi", new ChatImagePart(MediaContent.FromBytes(new byte[3])))] });

        wire.Bodies[0].ShouldBeJson($$$"""{"version":"{{{LlavaHash}}}","input":{"image":"data:application/octet-stream;base64,AAAA","prompt":"Hi"}}""");
    }
}
