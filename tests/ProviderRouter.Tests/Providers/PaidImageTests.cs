using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Providers.OpenAICompatible;
using ProviderRouter.Providers.Together;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers;

/// <summary>Images that were made and cannot be given: they are billed, so nobody else is asked to make them again.</summary>
public sealed class PaidImageTests
{
    [Theory]
    [InlineData("together", """{"data":[{"url":"//cdn/x.png"}]}""")]
    [InlineData("together", """{"data":[{"url":"https://files.example/a.png"},{"url":"a.png"}]}""")]
    [InlineData("together", """{"data":[{"url":"data:image/png;base64,*"}]}""")]
    [InlineData("first", """{"data":[{"url":"/x.png"}]}""")]
    [InlineData("first", """{"images":["x.png"]}""")]
    [InlineData("hf-inference", """{"data":[{"url":"/x.png"}]}""")]
    [InlineData("hf-inference", """{"output":"x.png"}""")]
    public async Task GenerateImageAsync_BadAddressInTheAnswer_IsNotAskedElsewhere(string provider, string body)
    {
        using var router = new TestRouter(builder =>
        {
            builder.AddTogether(options => options.ApiKey = "k");
            builder.AddOpenAICompatible("first", options => options.BaseAddress = new("https://first.test/v1"));
            builder.AddOpenAICompatible("second", options => options.BaseAddress = new("https://second.test/v1"));
            builder.Services.Configure<InferenceRoutingOptions>(options => options.Retry.MaxAttempts = 3);
        });
        var wire = new MediaWire(router, MediaWire.Json(body));

        var failure = (await FluentActions.Awaiting(() => router.Client.GenerateImageAsync(
            new TextToImageRequest { Provider = provider, Model = "acme/m", Prompt = "x", Fallbacks = [new("second", "m")] }, TestContext.Current.CancellationToken)).Should().ThrowAsync<ProviderException>()).Which;

        (failure.Kind, failure.MaybeExecuted, failure.Provider).Should().Be((ErrorKind.BadResponse, true, provider));
        failure.Message.Should().Contain("the address of a file in the answer is malformed");
        wire.Requests.Should().ContainSingle();
    }
}
