using System.Net;
using System.Text.Json.Nodes;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers;

/// <summary>Images of FLUX Kontext as jobs: what is submitted, how it is asked for, how it ends.</summary>
public sealed class FireworksKontextTests
{
    [Fact]
    public async Task GenerateImageAsync_OnlyAPrompt_SubmitsAsksAndGivesTheImageWithItsCost()
    {
        using var wire = new KontextWire(KontextWire.Submitted, KontextWire.Status("Task not found"), KontextWire.Status("Pending"), KontextWire.Ready());

        var answer = await wire.GenerateAsync();

        wire.Requests.Select(request => request.Line).Should().Equal(KontextWire.Submit, KontextWire.Poll, KontextWire.Poll, KontextWire.Poll);
        wire.Requests[0].ShouldBe(KontextWire.Submit, TestRouter.FireworksKey, "application/json", """{"prompt":"a tiger"}""");
        wire.Requests[3].ShouldBe(KontextWire.Poll, TestRouter.FireworksKey, "application/json", """{"id":"k1"}""");
        answer.Image.Uri.Should().Be(new Uri(KontextWire.Sample));
        answer.Image.ContentType.Should().Be("image/png");
        answer.Info.RequestId.Should().Be("k1");
        answer.Info.Usage.Should().Be(new Usage { Images = 1 });
        answer.Info.CostUsd.Should().Be(0.04m);
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task GenerateImageAsync_EachParameter_IsSentInKontextsWords()
    {
        using var wire = new KontextWire(KontextWire.Submitted, KontextWire.Ready());

        var answer = await wire.GenerateAsync(new()
        {
            Prompt = "a tiger",
            AspectRatio = new(21, 9),
            Seed = 7,
            Format = ImageFormat.Jpeg,
            SafetyChecker = false,
            ProviderParameters = new Dictionary<string, JsonObject> { ["fireworks-ai"] = new() { ["prompt_upsampling"] = true, ["id"] = "mine" } },
        });

        wire.Requests[0].Body.ShouldBeJson("""{"prompt":"a tiger","aspect_ratio":"21:9","seed":7,"output_format":"jpeg","safety_tolerance":6,"prompt_upsampling":true,"id":"mine"}""");
        wire.Requests[1].Body.ShouldBeJson("""{"id":"k1"}""");
        Settings(answer.Info).Should().Equal("SafetyChecker");
    }

    [Fact]
    public async Task GenerateImageAsync_WhatKontextDoesNotTake_IsLeftOutAndWarnedOf()
    {
        using var wire = new KontextWire(KontextWire.Submitted, KontextWire.Ready());

        var answer = await wire.GenerateAsync(new()
        {
            Prompt = "a tiger",
            NegativePrompt = "stripes",
            Size = new(1920, 1080),
            Count = 2,
            Steps = 20,
            Guidance = 3,
            Scheduler = "DDIM",
            Format = ImageFormat.Webp,
            SafetyChecker = true,
            Loras = [new() { Path = "a/b" }],
        });

        wire.Requests[0].Body.ShouldBeJson("""{"prompt":"a tiger","aspect_ratio":"16:9"}""");
        Settings(answer.Info).Should().BeEquivalentTo("NegativePrompt", "Size", "Count", "Steps", "Guidance", "Scheduler", "Format", "Loras");
        answer.Info.Warnings.Should().ContainSingle(warning => warning.Setting == "Format").Which.Message.Should().Contain("PNG comes");
    }

    [Theory]
    [InlineData("iVBORwQFBg==")]
    [InlineData("data:image/png;base64,iVBORwQFBg==")]
    public async Task GenerateImageAsync_ImageInTheAnswer_IsRead(string sample)
    {
        using var wire = new KontextWire(KontextWire.Submitted, KontextWire.Ready(sample));

        var answer = await wire.GenerateAsync();

        answer.Image.Bytes!.Value.ToArray().Should().Equal(0x89, 0x50, 0x4E, 0x47, 4, 5, 6);
        answer.Image.ContentType.Should().Be("image/png");
    }

    [Theory]
    [InlineData("Complete")]
    [InlineData("Finished")]
    [InlineData("ready")]
    public async Task GenerateImageAsync_AnotherWordForReady_IsReadyWhenTheImageIsThere(string word)
    {
        using var wire = new KontextWire(KontextWire.Submitted, KontextWire.Status("Finishing"), KontextWire.Status(word, $$""","result":{"sample":"{{KontextWire.Sample}}"}"""));

        (await wire.GenerateAsync()).Image.Uri.Should().Be(new Uri(KontextWire.Sample));

        wire.Requests.Should().HaveCount(3);
    }

    [Theory]
    [InlineData("Request Moderated", "request was held back", false)]
    [InlineData("Content Moderated", "image was held back", true)]
    public async Task GenerateImageAsync_Moderated_IsContentFiltered(string status, string words, bool maybeExecuted)
    {
        using var wire = new KontextWire(KontextWire.Submitted, KontextWire.Status(status, ""","result":null,"details":{"Moderation Reasons":["Violence"]}"""));

        var failure = await wire.FailAsync();

        failure.Kind.Should().Be(ErrorKind.ContentFiltered);
        failure.MaybeExecuted.Should().Be(maybeExecuted);
        failure.Message.Should().Contain(words).And.Contain("Violence");
        (failure.JobId, failure.Handle!.JobId, failure.Model).Should().Be(("k1", "k1", KontextWire.Model));
    }

    [Theory]
    [InlineData("Error", ""","result":null,"details":"out of memory." """, "its status is 'Error': out of memory.")]
    [InlineData("Failed", ""","result":null,"details":null""", "its status is 'Failed'.")]
    [InlineData("Ready", ""","result":null""", "it is ready, but holds no image.")]
    [InlineData("Ready", ""","result":{"sample":""}""", "it is ready, but holds no image.")]
    public async Task GenerateImageAsync_Failed_SaysWhy(string status, string rest, string words)
    {
        using var wire = new KontextWire(KontextWire.Submitted, KontextWire.Status(status, rest));

        var failure = await wire.FailAsync();

        failure.Kind.Should().Be(ErrorKind.JobFailed);
        failure.ErrorCode.Should().BeNull();
        failure.Message.Should().EndWith(words);
    }

    [Fact]
    public async Task GenerateImageAsync_NotFoundForTenSeconds_IsLost()
    {
        using var wire = new KontextWire(KontextWire.Submitted, KontextWire.Status("Task not found"));

        var failure = await wire.FailAsync();

        failure.Kind.Should().Be(ErrorKind.JobFailed);
        failure.ErrorCode.Should().Be(ErrorCodes.JobNotFound);
        (wire.Time.GetUtcNow() - JumpingTime.Beginning).Should().BeGreaterThan(TimeSpan.FromSeconds(10)).And.BeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task GenerateImageAsync_PollFailsForAWhile_AsksAgainThoughItIsAPost()
    {
        using var wire = new KontextWire(
            MediaWire.Json(KontextWire.Submitted), MediaWire.Status(HttpStatusCode.BadGateway), MediaWire.Status(HttpStatusCode.ServiceUnavailable), MediaWire.Json(KontextWire.Ready()));

        (await wire.GenerateAsync()).Image.Uri.Should().Be(new Uri(KontextWire.Sample));

        wire.Requests.Count(request => request.Line == KontextWire.Submit).Should().Be(1);
    }

    [Fact]
    public async Task GenerateImageAsync_SubmitMayHaveArrived_IsNotSentAgain()
    {
        using var wire = new KontextWire(MediaWire.Status(HttpStatusCode.BadGateway), MediaWire.Json(KontextWire.Submitted));

        var failure = (await FluentActions.Awaiting(() => wire.GenerateAsync()).Should().ThrowAsync<ProviderException>()).Which;

        failure.Kind.Should().Be(ErrorKind.Unavailable);
        wire.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData("""{"request_id":""}""", ErrorKind.BadResponse)]
    [InlineData("""{"request_id":"\ud800"}""", ErrorKind.BadResponse)]
    [InlineData("[]", ErrorKind.BadResponse)]
    [InlineData("""{"error":{"message":"no such model","code":"model_not_found"}}""", ErrorKind.ModelNotFound)]
    public async Task GenerateImageAsync_AnswerThatNamesNoJob_IsItsTypedError(string body, ErrorKind kind)
    {
        using var wire = new KontextWire(body);

        (await FluentActions.Awaiting(() => wire.GenerateAsync()).Should().ThrowAsync<ProviderException>()).Which.Kind.Should().Be(kind);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("7")]
    [InlineData("""{"status":"\ud800"}""")]
    [InlineData("""{"status":"Ready","result":{"sample":"\ud800"}}""")]
    [InlineData("""{"status":"Ready","result":{"sample":"not base64!"}}""")]
    public async Task GenerateImageAsync_PollThatTellsNothing_IsBadResponseOfTheJob(string body)
    {
        using var wire = new KontextWire(KontextWire.Submitted, body);

        var failure = await wire.FailAsync();

        failure.Kind.Should().Be(ErrorKind.BadResponse);
        failure.Message.Should().Contain("could not be followed").And.NotContain("cancelled");
    }

    [Fact]
    public async Task GenerateImageAsync_RefusedRequest_TellsKontextsOwnMessage()
    {
        using var wire = new KontextWire(MediaWire.Json("""{"error_message":"aspect_ratio: expected a ratio between 21:9 and 9:21"}""", HttpStatusCode.BadRequest));

        var failure = (await FluentActions.Awaiting(() => wire.GenerateAsync()).Should().ThrowAsync<ProviderException>()).Which;

        failure.Kind.Should().Be(ErrorKind.InvalidRequest);
        failure.Message.Should().Contain("between 21:9 and 9:21");
    }

    private static IEnumerable<string> Settings(ResponseInfo info) => info.Warnings.Select(warning => warning.Setting);
}
