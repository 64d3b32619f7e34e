using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;
using RichardSzalay.MockHttp;

namespace ProviderRouter.Tests.Providers;

public sealed class FireworksChatTests
{
    [Fact]
    public async Task ChatAsync_OneLine_SendsTheWireBodyAndReadsTheAnswer()
    {
        using var router = new TestRouter();
        string? body = null;
        router.Http.Expect(HttpMethod.Post, "https://api.fireworks.ai/inference/v1/chat/completions")
            .WithHeaders("Authorization", $"Bearer {TestRouter.FireworksKey}")
            .Respond(async request =>
            {
                body = await request.Content!.ReadAsStringAsync();
                return new(HttpStatusCode.OK)
                {
                    Content = new StringContent("""{"id":"a1","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1000,"completion_tokens":2000,"total_tokens":3000}}""", null, "application/json"),
                    Headers = { { "x-request-id", "req-1" } },
                };
            });

        var answer = await router.Client.ChatAsync("meta-llama/Llama-3.1-8B-Instruct", "Say hello", TestContext.Current.CancellationToken);

        body.ShouldBeJson("""{"model":"accounts/fireworks/models/llama-v3p1-8b-instruct","messages":[{"role":"user","content":"Say hello"}]}""");
        answer.Text.Should().Be("Hi");
        answer.FinishReason.Should().Be(FinishReason.Stop);
        answer.Info.Provider.Should().Be("fireworks-ai");
        answer.Info.Model.Should().Be("accounts/fireworks/models/llama-v3p1-8b-instruct");
        answer.Info.RequestId.Should().Be("req-1");
        answer.Info.CostUsd.Should().Be(0.0003m);
        answer.Info.Attempts.Should().ContainSingle();
    }

    [Theory]
    [InlineData("minimal", "low")]
    [InlineData("xhigh", "high")]
    [InlineData("medium", "medium")]
    public async Task ChatAsync_ReasoningEffort_IsSentInFireworksWords(string effort, string sent)
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Json("""{"choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}]}"""));

        var answer = await router.Client.ChatAsync(
            new ChatRequest { Model = "openai/gpt-oss-20b:fireworks-ai", Messages = [ChatMessage.User("Hi")], ReasoningEffort = new(effort) }, TestContext.Current.CancellationToken);

        wire.Request.Body.ShouldBeJson($$"""{"model":"accounts/fireworks/models/gpt-oss-20b","messages":[{"role":"user","content":"Hi"}],"reasoning_effort":"{{sent}}"}""");
        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal(effort == sent ? [] : ["ReasoningEffort"]);
    }

    [Theory]
    [InlineData("Account suspended: spend limit reached", ErrorKind.QuotaExceeded)]
    [InlineData("LoRA adapter failed to load", ErrorKind.Unavailable)]
    public async Task ChatAsync_PreconditionFailed_IsWhatItsTextSays(string message, ErrorKind kind)
    {
        using var router = new TestRouter(builder => builder.Services.Configure<InferenceRoutingOptions>(options => (options.Retry.MaxAttempts, options.DisableFallbacks) = (1, true)));
        _ = new MediaWire(router, MediaWire.Json($$$"""{"error":{"message":"{{{message}}}"}}""", HttpStatusCode.PreconditionFailed));

        var failure = await Assert.ThrowsAsync<ProviderException>(async () => await router.Client.ChatAsync("openai/gpt-oss-20b:fireworks-ai", "Hi", TestContext.Current.CancellationToken));

        failure.Kind.Should().Be(kind);
    }

    [Fact]
    public async Task ChatAsync_AudioAtAnAddress_IsRefusedWithTheWayOut()
    {
        using var router = new TestRouter();

        var failure = await Assert.ThrowsAsync<ProviderException>(async () => await router.Client.ChatAsync(
            new ChatRequest { Model = "a/b:fireworks-ai", Messages = [ChatMessage.User("?", new ChatAudioPart(MediaContent.FromUri(new("https://x.test/a.mp3"))))] }, TestContext.Current.CancellationToken));

        failure.Kind.Should().Be(ErrorKind.Unsupported);
    }
}
