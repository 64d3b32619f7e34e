using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers;

public sealed class OpenAICompatibleImagesTests
{
    private const string Key = "sk_canary_1234567890abcdef";

    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 4, 5, 6];

    [Fact]
    public async Task GenerateImageAsync_EachParameter_SendsItsFieldAndReadsTheBytes()
    {
        using var router = Create();
        var wire = new MediaWire(router, MediaWire.Json(
            $$$"""{"created":1,"data":[{"b64_json":"{{{Convert.ToBase64String(Png)}}}","revised_prompt":"a striped tiger"}],"usage":{"input_tokens":25,"output_tokens":7,"total_tokens":32}}"""));

        var answer = await SendAsync(router, new() { Model = "some-model", Prompt = "a tiger", Count = 1, Size = new(1024, 768), Format = ImageFormat.Webp });

        wire.Request.ShouldBe(
            "POST https://images.example/v1/images/generations", Key, "application/json",
            """{"model":"some-model","prompt":"a tiger","n":1,"size":"1024x768","output_format":"webp"}""");
        answer.Images.Should().ContainSingle();
        answer.Image.Bytes!.Value.ToArray().Should().Equal(Png);
        answer.Image.ContentType.Should().Be("image/png");
        answer.RevisedPrompt.Should().Be("a striped tiger");
        answer.Seed.Should().BeNull();
        answer.Info.Provider.Should().Be("server");
        answer.Info.Usage.Should().Be(new Usage { Images = 1, Megapixels = 0.786432, InputTokens = 25, OutputTokens = 7, TotalTokens = 32 });
        answer.Info.CostUsd.Should().BeNull();
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task GenerateImageAsync_WhatTheProtocolDoesNotHave_IsLeftOutAndWarnedOf()
    {
        using var router = Create();
        var wire = new MediaWire(router, MediaWire.Json("""{"data":[{"url":"https://files.example/a.png"}]}"""));

        var answer = await SendAsync(router, new()
        {
            Model = "some-model",
            Prompt = "a tiger",
            NegativePrompt = "stripes",
            AspectRatio = new(16, 9),
            Seed = 1,
            Steps = 4,
            Guidance = 2,
            Scheduler = "DDIM",
            SafetyChecker = true,
            Loras = [new() { Path = "ada/style" }],
        });

        wire.Request.Body.ShouldBeJson("""{"model":"some-model","prompt":"a tiger"}""");
        answer.Info.Warnings.Select(warning => warning.Setting).Should().BeEquivalentTo(
            "NegativePrompt", "AspectRatio", "Seed", "Steps", "Guidance", "Scheduler", "SafetyChecker", "Loras");
    }

    [Fact]
    public async Task GenerateImageAsync_ProviderParameters_BeatTheTypedFieldsOnce()
    {
        using var router = Create();
        var wire = new MediaWire(router, MediaWire.Json("""{"data":[{"url":"https://files.example/a.png"}]}"""));

        await SendAsync(router, new()
        {
            Model = "some-model",
            Prompt = "a tiger",
            Count = 1,
            ProviderParameters = new Dictionary<string, JsonObject> { ["server"] = new() { ["n"] = 2, ["response_format"] = "b64_json" } },
        });

        wire.Request.Body.Should().Be("""{"model":"some-model","prompt":"a tiger","n":2,"response_format":"b64_json"}""");
    }

    [Fact]
    public async Task GenerateImageAsync_Addresses_AreFetchedWithoutTheKeyWhenRead()
    {
        using var router = Create();
        var wire = new MediaWire(
            router,
            MediaWire.Json("""{"data":[{"b64_json":null,"url":"https:\/\/files.example\/a.png?sig=1"},{"url":"https://files.example/b"}]}"""),
            MediaWire.Bytes(Png, "image/png"));

        var answer = await SendAsync(router, new() { Model = "some-model", Prompt = "tigers", Count = 2 });

        wire.Request.Line.Should().StartWith("POST ");
        answer.Images.Select(image => image.Uri!.AbsoluteUri).Should().Equal("https://files.example/a.png?sig=1", "https://files.example/b");
        answer.Images.Select(image => image.ContentType).Should().Equal("image/png", null);
        answer.Image.Bytes.Should().BeNull();
        (await answer.Image.ReadBytesAsync(TestContext.Current.CancellationToken)).ToArray().Should().Equal(Png);
        wire.Requests[1].Line.Should().Be("GET https://files.example/a.png?sig=1");
        wire.Requests[1].Headers.Should().BeEquivalentTo(new Dictionary<string, string> { ["Accept"] = "*/*" });
    }

    [Theory]
    [InlineData("""{"error":{"message":"Invalid prompt","type":"invalid_request_error","code":400}}""", ErrorKind.InvalidRequest)]
    [InlineData("""{"data":[]}""", ErrorKind.BadResponse)]
    [InlineData("""{"data":[{"b64_json":""}]}""", ErrorKind.BadResponse)]
    [InlineData("""{"data":[{"b64_json":"edited-image-base64"}]}""", ErrorKind.BadResponse)]
    [InlineData("""{"data":[{"url":"a.png"}]}""", ErrorKind.BadResponse)]
    [InlineData("""{"data":[{"url":"\ud800"}]}""", ErrorKind.BadResponse)]
    [InlineData("""{"data":[{"url":"https://files.example/a.png","revised_prompt":"\ud800"}]}""", ErrorKind.BadResponse)]
    [InlineData("""{"\ud800":1,"data":[{"\ud800":"a"}]}""", ErrorKind.BadResponse)]
    [InlineData("""{"data":[{"\ud800":1,"b64_json":"\ud800"}]}""", ErrorKind.BadResponse)]
    [InlineData("""{"data":{"url":"https://files.example/a.png"}}""", ErrorKind.BadResponse)]
    [InlineData("[]", ErrorKind.BadResponse)]
    [InlineData("<html>", ErrorKind.BadResponse)]
    [InlineData("", ErrorKind.BadResponse)]
    public async Task GenerateImageAsync_JsonThatIsNoAnswer_IsItsTypedError(string body, ErrorKind kind)
    {
        using var router = Create();
        _ = new MediaWire(router, MediaWire.Json(body));

        var failure = await FailAsync(router);

        failure.Kind.Should().Be(kind);
        failure.Provider.Should().Be("server");
        failure.Message.Should().NotContain(Key);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, """{"error":{"message":"Invalid prompt content","code":"content_policy_violation"}}""", ErrorKind.ContentFiltered)]
    [InlineData(HttpStatusCode.Unauthorized, """{"error":{"message":"wrong key"}}""", ErrorKind.Authentication)]
    [InlineData(HttpStatusCode.PaymentRequired, "", ErrorKind.QuotaExceeded)]
    [InlineData(HttpStatusCode.NotFound, """{"detail":"Not Found"}""", ErrorKind.ModelNotFound)]
    public async Task GenerateImageAsync_ErrorStatus_IsItsTypedError(HttpStatusCode status, string body, ErrorKind kind)
    {
        using var router = Create();
        _ = new MediaWire(router, MediaWire.Json(body, status));

        (await FailAsync(router)).Kind.Should().Be(kind);
    }

    private static TestRouter Create() => new(builder => builder.AddOpenAICompatible("server", new Uri("https://images.example/v1"), Key));

    private static async Task<ProviderException> FailAsync(TestRouter router) =>
        (await FluentActions.Awaiting(() => SendAsync(router, new() { Model = "some-model", Prompt = "a tiger" })).Should().ThrowAsync<ProviderException>()).Which;

    private static Task<TextToImageResponse> SendAsync(TestRouter router, TextToImageRequest request) =>
        router.Client.GenerateImageAsync(request with { Provider = "server" }, TestContext.Current.CancellationToken);
}
