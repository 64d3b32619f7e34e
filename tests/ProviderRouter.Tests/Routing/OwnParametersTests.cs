using System.Text.Json.Nodes;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Routing;

/// <summary>Which of the caller's own fields a provider gets.</summary>
public sealed class OwnParametersTests
{
    [Theory]
    [InlineData("local")]
    [InlineData("LOCAL")]
    public async Task ChatAsync_ShareOfAProvider_IsSentToItWhateverTheCaseOfItsName(string name) =>
        (await BodyAsync((name, """{"seed":1,"mask":null,"nested":{"a":[1]}}"""), ("fal-ai", """{"other":1}""")))
            .ShouldBeJson("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"seed":1,"mask":null,"nested":{"a":[1]}}""");

    [Fact]
    public async Task ChatAsync_NameInBothCases_TheExactOneHolds() =>
        (await BodyAsync(("LOCAL", """{"seed":1}"""), ("local", """{"seed":2}"""))).ShouldBeJson("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"seed":2}""");

    [Theory]
    [InlineData("fal-ai", """{"seed":1}""")]
    [InlineData("local", "{}")]
    public async Task ChatAsync_NoShareOfTheProvider_AddsNothing(string name, string share) =>
        (await BodyAsync((name, share))).ShouldBeJson("""{"model":"m","messages":[{"role":"user","content":"Hi"}]}""");

    private static async Task<string?> BodyAsync(params (string Name, string Json)[] shares)
    {
        using var server = new OpenAIServer().Answers("""{"choices":[{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}]}""");

        await server.Client.ChatAsync(
            new ChatRequest
            {
                Provider = OpenAIServer.Name,
                Model = "m",
                Messages = [ChatMessage.User("Hi")],
                ProviderParameters = shares.ToDictionary(share => share.Name, share => JsonNode.Parse(share.Json)!.AsObject()),
            },
            TestContext.Current.CancellationToken);

        return server.Sent[0].Body;
    }
}
