namespace ProviderRouter.Tests.Live;

/// <summary>The real providers. They cost money, so a key alone does not run them: <c>PROVIDERROUTER_LIVE=1</c> has to be set too.</summary>
public sealed class LiveTests
{
    [Theory]
    [InlineData("fireworks-ai", "openai/gpt-oss-20b")]
    [InlineData("huggingface-router", "openai/gpt-oss-20b")]
    [InlineData("replicate", "meta/meta-llama-3-8b-instruct")]
    public async Task ChatStreamAsync_RealProvider_AnswersAndEnds(string provider, string model)
    {
        await using var client = Connect(provider);
        ChatUpdate? last = null;

        await foreach (var update in client.ChatStreamAsync(
            new() { Model = model, Provider = provider, Messages = [ChatMessage.User("Say hello in one word.")], MaxOutputTokens = 200 }, TestContext.Current.CancellationToken))
        {
            last = update;
        }

        last.Should().BeOfType<ChatFinishedUpdate>();
        last!.Info!.Provider.Should().Be(provider);
    }

    [Theory]
    [InlineData("fireworks-ai", "black-forest-labs/FLUX.1-schnell")]
    [InlineData("replicate", "black-forest-labs/FLUX.1-schnell")]
    public async Task GenerateImageAsync_RealProvider_GivesAPicture(string provider, string model)
    {
        await using var client = Connect(provider);

        var answer = await client.GenerateImageAsync(
            new() { Model = model, Provider = provider, Prompt = "a lighthouse" }, TestContext.Current.CancellationToken);

        MediaTypes.FromMagic((await answer.Image.ReadBytesAsync(TestContext.Current.CancellationToken)).Span).Should().StartWith("image/");
    }

    private static OwnedInferenceClient Connect(string provider)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("PROVIDERROUTER_LIVE") == "1", "PROVIDERROUTER_LIVE=1 is not set.");
        var client = InferenceRouting.CreateClient();
        Assert.SkipUnless(client.Providers.Single(known => known.Name == provider).IsReady, $"'{provider}' has no key.");
        return client;
    }
}
