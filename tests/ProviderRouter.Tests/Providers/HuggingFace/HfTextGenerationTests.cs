using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers.HuggingFace;

public sealed class HfTextGenerationTests
{
    [Fact]
    public async Task GenerateTextAsync_Completion_IsReadWithItsUsage()
    {
        using var wire = new HfWire("""{"id":"c","choices":[{"index":0,"text":" three","finish_reason":"length"}],"usage":{"prompt_tokens":2,"completion_tokens":1,"total_tokens":3}}""");

        var answer = await wire.SendAsync(InferenceTasks.TextGeneration, new() { Prompt = "one two" });

        answer.Text.Should().Be(" three");
        answer.FinishReason.Should().Be(FinishReason.Length);
        answer.Info.Usage.Should().Be(new Usage { InputTokens = 2, OutputTokens = 1, TotalTokens = 3 });
    }

    [Fact]
    public async Task GenerateTextAsync_TextsOfAnOlderServer_AreTheChoices()
    {
        using var wire = new HfWire(""" [{"generated_text":" three","details":{"finish_reason":"eos_token","generated_tokens":4}},{"generated_text":" tree"}]""");

        var answer = await wire.SendAsync(InferenceTasks.TextGeneration, new() { Prompt = "one two", Count = 2 });

        answer.Choices.Select(choice => (choice.Index, choice.Text, choice.FinishReason)).Should().Equal((0, " three", FinishReason.Stop), (1, " tree", FinishReason.Unknown));
        answer.Info.Usage.Should().Be(new Usage { OutputTokens = 4 });
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[1]")]
    [InlineData("""[{"generated_text":1}]""")]
    [InlineData("""[{"generated_text":"x"}""")]
    [InlineData("""{"choices":[]}""")]
    public async Task GenerateTextAsync_WhatIsNoText_IsABadResponse(string json)
    {
        using var wire = new HfWire(json);

        (await wire.FailAsync(InferenceTasks.TextGeneration, new() { Prompt = "one two" })).Kind.Should().Be(ErrorKind.BadResponse);
    }

    [Theory]
    [InlineData("data: {\"choices\":[{\"index\":0,\"text\":\" th\"}]}\n\ndata: {\"choices\":[{\"index\":0,\"text\":\"ree\",\"finish_reason\":\"length\"}]}\n\ndata: [DONE]\n\n")]
    [InlineData("data:{\"token\":{\"text\":\" th\",\"special\":false},\"generated_text\":null,\"details\":null}\n\ndata:{\"token\":{\"text\":\"ree\",\"special\":false},\"generated_text\":\" three\",\"details\":{\"finish_reason\":\"length\",\"generated_tokens\":2}}\n\n")]
    public async Task GenerateTextStreamAsync_NewAndOlderEvents_GiveTheText(string events)
    {
        using var wire = new HfWire(MediaWire.Bytes(System.Text.Encoding.UTF8.GetBytes(events), "text/event-stream"));
        var updates = new List<TextGenerationUpdate>();

        await foreach (var update in wire.Client.StreamAsync(
            InferenceTasks.TextGenerationStream, new() { Prompt = "one two", MaxOutputTokens = 2, Model = HfWire.Model, Provider = HfWire.Provider }, TestContext.Current.CancellationToken))
        {
            updates.Add(update);
        }

        wire.Request.ShouldBe(
            "POST https://router.huggingface.co/hf-inference/models/acme/model/v1/completions",
            TestRouter.HuggingFaceKey,
            "text/event-stream",
            """{"model":"acme/model","prompt":"one two","stream":true,"stream_options":{"include_usage":true},"max_tokens":2}""");
        string.Concat(updates).Should().Be(" three");
        updates[^1].Should().BeOfType<TextGenerationFinishedUpdate>().Which.FinishReason.Should().Be(FinishReason.Length);
    }
}
