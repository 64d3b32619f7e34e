using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers.HuggingFace;

public sealed class HfTextToImageTests
{
    private const string Line = "POST https://router.huggingface.co/hf-inference/models/CompVis/stable-diffusion-v1-4";

    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];

    [Fact]
    public async Task GenerateImageAsync_EachParameter_GoesAmongTheParametersAndTheBytesComeBack()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Bytes(Jpeg, "image/jpeg", ("x-request-id", "req-1"), ("inference-id", "no")));

        var answer = await SendAsync(router, new()
        {
            Prompt = "an \"astronaut\"",
            NegativePrompt = "stars",
            Size = new(512, 256),
            Guidance = 7.5,
            Steps = 20,
            Scheduler = "DDIM",
            Seed = 42,
            Count = 1,
            Format = ImageFormat.Jpeg,
        });

        wire.Request.ShouldBe(
            Line, TestRouter.HuggingFaceKey, "image/jpeg",
            """{"inputs":"an \"astronaut\"","parameters":{"guidance_scale":7.5,"negative_prompt":"stars","num_inference_steps":20,"width":512,"height":256,"scheduler":"DDIM","seed":42}}""");
        answer.Images.Should().ContainSingle();
        answer.Image.Bytes!.Value.ToArray().Should().Equal(Jpeg);
        answer.Image.ContentType.Should().Be("image/jpeg");
        answer.Seed.Should().BeNull("the server does not say which it took");
        answer.Info.Provider.Should().Be("hf-inference");
        answer.Info.Model.Should().Be("CompVis/stable-diffusion-v1-4");
        answer.Info.RequestId.Should().Be("req-1");
        answer.Info.Usage.Should().Be(new Usage { Images = 1 });
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task GenerateImageAsync_OnlyAPrompt_SendsNoParameters()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Bytes(Jpeg, null));

        var answer = await SendAsync(router, new() { Prompt = "a tiger" });

        wire.Request.ShouldBe(Line, TestRouter.HuggingFaceKey, "image/png", """{"inputs":"a tiger"}""");
        answer.Image.ContentType.Should().Be("image/jpeg", "its first bytes say so");
        answer.Seed.Should().BeNull();
    }

    [Fact]
    public async Task GenerateImageAsync_WhatHfInferenceDoesNotTake_IsLeftOutAndWarnedOf()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Bytes(Jpeg, "image/jpeg"));

        var answer = await SendAsync(router, new() { Prompt = "a tiger", Count = 3, AspectRatio = new(1, 1), SafetyChecker = true, Format = ImageFormat.Webp, Loras = [new() { Path = "acme/style" }] });

        wire.Request.ShouldBe(Line, TestRouter.HuggingFaceKey, "image/png", """{"inputs":"a tiger"}""");
        answer.Info.Warnings.Select(warning => warning.Setting).Should().BeEquivalentTo("Count", "AspectRatio", "SafetyChecker", "Format", "Loras");
    }

    [Fact]
    public async Task GenerateImageAsync_ProviderParameters_GoAmongTheParametersOnce()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Bytes(Jpeg, "image/jpeg"));

        await SendAsync(router, new()
        {
            Prompt = "a tiger",
            Steps = 1,
            ProviderParameters = new Dictionary<string, JsonObject> { ["hf-inference"] = new() { ["num_inference_steps"] = 2, ["eta"] = 0.5 } },
        });

        wire.Request.Body.Should().Be("""{"inputs":"a tiger","parameters":{"num_inference_steps":2,"eta":0.5}}""");
    }

    [Fact]
    public async Task GenerateImageAsync_BillTo_GoesAsAHeader()
    {
        using var router = new TestRouter(builder => builder.AddHuggingFace(options => options.BillTo = "acme"));
        var wire = new MediaWire(router, MediaWire.Bytes(Jpeg, "image/jpeg"));

        await SendAsync(router, new() { Prompt = "a tiger" });

        wire.Request.Headers.Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["Accept"] = "image/png",
            ["Authorization"] = $"Bearer {TestRouter.HuggingFaceKey}",
            ["X-HF-Bill-To"] = "acme",
        });
    }

    [Theory]
    [InlineData("""{"data":[{"b64_json":"§"}]}""")]
    [InlineData("""{"data":[{"b64_json":"data:image/jpeg;base64,§"}]}""")]
    [InlineData("""{"output":["data:image/jpeg;base64,§"]}""")]
    [InlineData("""{"output":"data:image/jpeg;base64,§"}""")]
    public async Task GenerateImageAsync_JsonOfAPartner_IsReadInEachShape(string body)
    {
        using var router = new TestRouter();
        _ = new MediaWire(router, MediaWire.Json(body.Replace("§", Convert.ToBase64String(Jpeg), StringComparison.Ordinal)));

        var answer = await SendAsync(router, new() { Prompt = "a tiger" });

        answer.Images.Should().ContainSingle();
        answer.Image.Bytes!.Value.ToArray().Should().Equal(Jpeg);
        answer.Image.ContentType.Should().Be("image/jpeg");
    }

    [Theory]
    [InlineData("""{"output":["https://files.example/a.jpg"]}""")]
    [InlineData("""{"output":"https://files.example/a.jpg"}""")]
    [InlineData("""{"data":[{"url":"https://files.example/a.jpg"}]}""")]
    public async Task GenerateImageAsync_AddressFromAPartner_IsFetchedWithoutTheTokenWhenRead(string body)
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Json(body), MediaWire.Bytes(Jpeg, "image/jpeg"));

        var answer = await SendAsync(router, new() { Prompt = "a tiger" });

        (await answer.Image.ReadBytesAsync(TestContext.Current.CancellationToken)).ToArray().Should().Equal(Jpeg);
        wire.Requests[1].Line.Should().Be("GET https://files.example/a.jpg");
        wire.Requests[1].Headers.Should().BeEquivalentTo(new Dictionary<string, string> { ["Accept"] = "*/*" });
    }

    [Fact]
    public async Task GenerateImageAsync_ModelStillLoads_WaitsAsLongAsTheServerSaysAndAsksAgain()
    {
        using var router = new TestRouter(timeProvider: new JumpingTime());
        var wire = new MediaWire(
            router,
            MediaWire.Json("""{"error":"Model CompVis/stable-diffusion-v1-4 is currently loading","estimated_time":20.0}""", HttpStatusCode.ServiceUnavailable),
            MediaWire.Bytes(Jpeg, "image/jpeg"));

        var answer = await SendAsync(router, new() { Prompt = "a tiger" });

        wire.Requests.Should().HaveCount(2);
        wire.Requests[1].Should().BeEquivalentTo(wire.Requests[0], "the same bytes go out again");
        answer.Info.Attempts[1].DelayBefore.Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(20)).And.BeLessThan(TimeSpan.FromSeconds(22));
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, """{"error":"Model x is currently loading","estimated_time":200.0}""", ErrorKind.Unavailable, "currently loading")]
    [InlineData(HttpStatusCode.BadRequest, """{"error":["height must be a multiple of 8","width too"],"warnings":["w"]}""", ErrorKind.InvalidRequest, "height must be a multiple of 8; width too")]
    [InlineData(HttpStatusCode.BadRequest, """{"error":"Model acme/x is not supported by provider hf-inference"}""", ErrorKind.ModelNotFound, "not supported")]
    [InlineData(HttpStatusCode.NotFound, "Not Found", ErrorKind.ModelNotFound, "Not Found")]
    [InlineData(HttpStatusCode.Gone, """{"error":"The requested model is deprecated and no longer supported by provider hf-inference."}""", ErrorKind.ModelNotFound, "deprecated")]
    [InlineData(HttpStatusCode.Unauthorized, """{"error":"Invalid credentials in Authorization header"}""", ErrorKind.Authentication, "HF_TOKEN")]
    [InlineData(HttpStatusCode.PaymentRequired, """{"error":"You have exceeded your monthly included credits"}""", ErrorKind.QuotaExceeded, "exceeded")]
    [InlineData(HttpStatusCode.OK, """{"error":"CUDA out of memory"}""", ErrorKind.Unavailable, "CUDA out of memory")]
    [InlineData(HttpStatusCode.OK, """{"data":[],"output":[]}""", ErrorKind.BadResponse, "no image")]
    [InlineData(HttpStatusCode.OK, """{"data":[{"b64_json":""}]}""", ErrorKind.BadResponse, "address")]
    [InlineData(HttpStatusCode.OK, """{"output":["a.png"]}""", ErrorKind.BadResponse, "address")]
    [InlineData(HttpStatusCode.OK, """{"output":["https://\ud800/"]}""", ErrorKind.BadResponse, "Unicode")]
    [InlineData(HttpStatusCode.OK, "", ErrorKind.BadResponse, "too early")]
    public async Task GenerateImageAsync_Error_IsItsTypedErrorInTheServersWords(HttpStatusCode status, string body, ErrorKind kind, string words)
    {
        using var router = new TestRouter(builder => builder.Services.Configure<ProviderRouter.Routing.InferenceRoutingOptions>(options => options.Retry.MaxAttemptsPerTarget = 1));
        _ = new MediaWire(router, MediaWire.Json(body, status));

        var failure = (await FluentActions.Awaiting(() => SendAsync(router, new() { Prompt = "a tiger" })).Should().ThrowAsync<ProviderException>()).Which;

        failure.Kind.Should().Be(kind);
        failure.Message.Should().Contain("hf-inference").And.Contain(words);
    }

    private static Task<TextToImageResponse> SendAsync(TestRouter router, TextToImageRequest request) =>
        router.Client.GenerateImageAsync(
            request with { Model = "CompVis/stable-diffusion-v1-4", Provider = "hf-inference" }, TestContext.Current.CancellationToken);

    [Fact]
    public async Task GenerateImageAsync_InputsOfTheCallersOwn_StandAtTheRoot()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Bytes([0x89, 0x50, 0x4E, 0x47, 1, 2], "image/png"));

        await router.Client.GenerateImageAsync(
            new TextToImageRequest
            {
                Model = "acme/pictures",
                Provider = "hf-inference",
                Prompt = "a lighthouse",
                ProviderParameters = new Dictionary<string, JsonObject> { ["hf-inference"] = new() { ["inputs"] = "a castle", ["clip_skip"] = 1, ["options"] = new JsonObject { ["use_cache"] = false } } },
            },
            TestContext.Current.CancellationToken);

        wire.Request.Body.ShouldBeJson("""{"inputs":"a castle","options":{"use_cache":false},"parameters":{"clip_skip":1}}""");
    }
}
