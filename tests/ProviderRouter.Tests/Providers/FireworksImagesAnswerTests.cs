using System.Net;
using System.Text.Json.Nodes;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers;

public sealed class FireworksImagesAnswerTests
{
    private const string Schnell = "accounts/fireworks/models/flux-1-schnell-fp8";
    private const string Sdxl = "accounts/fireworks/models/stable-diffusion-xl-1024-v1-0";

    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 4, 5, 6];

    [Theory]
    [InlineData("""{"id":"1","base64":["data:image/png;base64,§"],"finishReason":"SUCCESS","seed":12}""")]
    [InlineData("""{"id":"1","base64":["§"],"finishReason":"SUCCESS","seed":12}""")]
    [InlineData("""{"base64":"§","seed":12}""")]
    [InlineData("""[{"seed":12,"base64":"§"},{"base64":null},3,null]""")]
    public async Task GenerateImageAsync_JsonInsteadOfBytes_IsReadInEachShape(string body)
    {
        using var router = new TestRouter();
        _ = new MediaWire(router, MediaWire.Json(body.Replace("§", Convert.ToBase64String(Png), StringComparison.Ordinal)));

        var answer = await SendAsync(router, new() { Model = Schnell, Prompt = "a tiger" });

        answer.Images.Should().ContainSingle();
        answer.Image.Bytes!.Value.ToArray().Should().Equal(Png);
        answer.Image.ContentType.Should().Be("image/png");
        answer.Seed.Should().Be(12);
    }

    [Fact]
    public async Task GenerateImageAsync_FilteredPicture_IsContentFiltered()
    {
        using var router = new TestRouter();
        _ = new MediaWire(router, MediaWire.Bytes(Jpeg, "image/jpeg", ("Finish-Reason", "CONTENT_FILTERED")));

        (await FailAsync(router, new() { Model = Schnell, Prompt = "a tiger" })).Kind.Should().Be(ErrorKind.ContentFiltered);
    }

    [Fact]
    public async Task GenerateImageAsync_FilteredJson_IsContentFiltered()
    {
        using var router = new TestRouter();
        _ = new MediaWire(router, MediaWire.Json($$"""[{"base64":"{{Convert.ToBase64String(Png)}}","finishReason":"CONTENT_FILTERED"}]"""));

        (await FailAsync(router, new() { Model = Sdxl, Prompt = "a tiger" })).Kind.Should().Be(ErrorKind.ContentFiltered);
    }

    [Theory]
    [InlineData("""{"error":{"message":"no such model","code":"model_not_found"}}""", ErrorKind.ModelNotFound)]
    [InlineData("""{"id":"1","base64":[],"finishReason":"SUCCESS"}""", ErrorKind.BadResponse)]
    [InlineData("""{"base64":"§§§§§§§§"}""", ErrorKind.BadResponse)]
    [InlineData("""{"base64":"\ud800"}""", ErrorKind.BadResponse)]
    [InlineData("""{"base64":"AAAA","finishReason":"\ud800"}""", ErrorKind.BadResponse)]
    [InlineData("""{"base64":"AAAAAAAA"}}""", ErrorKind.BadResponse)]
    [InlineData("""{"base64":"AAAAAAAA","seed":1""", ErrorKind.BadResponse)]
    [InlineData("null", ErrorKind.BadResponse)]
    [InlineData("", ErrorKind.BadResponse)]
    public async Task GenerateImageAsync_JsonThatIsNoAnswer_IsItsTypedError(string body, ErrorKind kind)
    {
        using var router = new TestRouter();
        _ = new MediaWire(router, MediaWire.Json(body));

        var failure = await FailAsync(router, new() { Model = Schnell, Prompt = "a tiger" });

        failure.Kind.Should().Be(kind);
        failure.Provider.Should().Be("fireworks-ai");
    }

    [Theory]
    [InlineData("image/jpeg")]
    [InlineData(null)]
    public async Task GenerateImageAsync_EmptyPicture_IsBadResponse(string? contentType)
    {
        using var router = new TestRouter();
        _ = new MediaWire(router, MediaWire.Bytes([], contentType));

        (await FailAsync(router, new() { Model = Schnell, Prompt = "a tiger" })).Kind.Should().Be(ErrorKind.BadResponse);
    }

    [Fact]
    public async Task GenerateImageAsync_PageInsteadOfAPicture_IsBadResponse()
    {
        using var router = new TestRouter();
        _ = new MediaWire(router, MediaWire.Status(HttpStatusCode.OK, "<html>Sign in</html>", "text/html"));

        (await FailAsync(router, new() { Model = Schnell, Prompt = "a tiger" })).Message.Should().Contain("Sign in");
    }

    private static async Task<ProviderException> FailAsync(TestRouter router, TextToImageRequest request) =>
        (await FluentActions.Awaiting(() => SendAsync(router, request)).Should().ThrowAsync<ProviderException>()).Which;

    private static Task<TextToImageResponse> SendAsync(TestRouter router, TextToImageRequest request) =>
        router.Client.GenerateImageAsync(request with { Provider = "fireworks-ai" }, TestContext.Current.CancellationToken);

    [Fact]
    public async Task GenerateImageAsync_StepsOfTheCallersOwn_HaveNoKnownCost()
    {
        using var router = new TestRouter();
        _ = new MediaWire(router, MediaWire.Bytes([0xFF, 0xD8, 0xFF, 1, 2, 3], "image/jpeg"));

        var answer = await router.Client.GenerateImageAsync(
            new TextToImageRequest
            {
                Model = "black-forest-labs/FLUX.1-schnell:fireworks-ai",
                Prompt = "a lighthouse",
                ProviderParameters = new Dictionary<string, JsonObject> { ["fireworks-ai"] = new() { ["num_inference_steps"] = 40 } },
            },
            TestContext.Current.CancellationToken);

        answer.Info.Usage!.Steps.Should().BeNull();
        answer.Info.CostUsd.Should().BeNull();
    }
}
