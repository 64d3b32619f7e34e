using System.Net;
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
}
