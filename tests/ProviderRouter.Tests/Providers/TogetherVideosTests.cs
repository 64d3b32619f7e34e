using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.TogetherWire;

namespace ProviderRouter.Tests.Providers;

public sealed class TogetherVideosTests
{
    private const string Hailuo = "minimax/hailuo-02";
    private const string Id = "019a-b_C";
    private const string Create = $"POST {Base}v2/videos";
    private const string Poll = $"GET {Base}v2/videos/{Id}";
    private const string Queued = $$"""{"id":"{{Id}}","object":"video","model":"{{Hailuo}}","created_at":"2026-01-01T00:00:00Z"}""";
    private const string Completed = $$"""
        {
          "id":"{{Id}}","object":"video","model":"{{Hailuo}}","status":"completed","created_at":1760000000,"completed_at":1760000100,
          "size":"1366x768","seconds":"6","outputs":{"cost":0.28,"video_url":"https://api.together.ai/shrt/v"}
        }
        """;

    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47];

    [Fact]
    public async Task GenerateVideoAsync_OnlyWhatIsRequired_IsSentAndPolledUntilItIsDone()
    {
        using var wire = new TogetherWire(Json(Queued), Json(Queued), Json(State("queued")), Json(State("in_progress")), Json(State("pending_review")), Json(Completed));

        var answer = await GenerateAsync(wire, new() { Model = Hailuo, Prompt = "waves" });

        wire.Requests[0].ShouldBe(Create, Key, "application/json", $$"""{"model":"{{Hailuo}}","prompt":"waves"}""");
        wire.Lines.Skip(1).Should().Equal(Poll, Poll, Poll, Poll, Poll);
        answer.Video.Uri.Should().Be(new Uri("https://api.together.ai/shrt/v"));
        answer.Video.ContentType.Should().Be("video/mp4");
        answer.Info.CostUsd.Should().Be(0.28m);
        answer.Info.Usage.Should().BeEquivalentTo(new Usage { Videos = 1, VideoSeconds = 6 });
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task GenerateVideoAsync_EverythingSet_IsWritten()
    {
        using var wire = new TogetherWire(Json(Completed));

        var answer = await GenerateAsync(wire, new()
        {
            Model = Hailuo,
            Prompt = "waves",
            NegativePrompt = "ships",
            FramesPerSecond = 24,
            Duration = TimeSpan.FromSeconds(6),
            AspectRatio = new(16, 9),
            Resolution = "720p",
            Steps = 30,
            Guidance = 7,
            Seed = 0,
            ProviderParameters = Own(new() { ["output_quality"] = 20, ["generate_audio"] = true }),
        });

        wire.Requests[0].Body.ShouldBeJson($$"""
            {
              "model":"{{Hailuo}}","prompt":"waves","negative_prompt":"ships","resolution":"720p","ratio":"16:9","seconds":"6","fps":24,"steps":30,
              "seed":0,"guidance_scale":7,"output_quality":20,"generate_audio":true
            }
            """);
        answer.Info.Warnings.Should().BeEmpty();
        wire.Lines.Should().Equal(Create); // it was done at once
    }

    [Fact]
    public async Task GenerateVideoAsync_WhatCannotBeHonoured_IsAWarning()
    {
        using var wire = new TogetherWire(Json(Completed));

        var answer = await GenerateAsync(wire, new()
        {
            Model = Hailuo,
            Prompt = "waves",
            FrameCount = 81,
            OptimizePrompt = true,
            Size = new(1280, 720),
            AspectRatio = new(16, 9),
            Resolution = "720p",
            Duration = TimeSpan.FromSeconds(0.2),
            FramesPerSecond = 23.98,
            Guidance = 6.5,
            ProviderParameters = Own(new() { ["model"] = "other" }),
        });

        wire.Requests[0].Body.ShouldBeJson($$"""
            {"model":"{{Hailuo}}","prompt":"waves","width":1280,"height":720,"seconds":"1","fps":24,"guidance_scale":7}
            """);
        answer.Info.Warnings.Select(warning => warning.Setting).Should().BeEquivalentTo(
            "ProviderParameters.model", "FrameCount", "OptimizePrompt", "AspectRatio", "Resolution", "Duration", "FramesPerSecond", "Guidance");
        answer.Info.Warnings.Should().Contain(new InferenceWarning("Duration", "Sent as 1: Together takes whole numbers there."));
    }

    [Fact]
    public async Task AnimateImageAsync_OnlyWhatIsRequired_IsTheFirstFrame()
    {
        using var wire = new TogetherWire(Json(Completed));

        var answer = await AnimateAsync(wire, new() { Model = Hailuo, Image = MediaContent.FromUri(new("https://example.org/cat.png")) });

        wire.Requests[0].ShouldBe(Create, Key, "application/json", $$$"""
            {"model":"{{{Hailuo}}}","media":{"frame_images":[{"input_image":"https://example.org/cat.png","frame":"first"}]}}
            """);
        answer.Video.Uri.Should().Be(new Uri("https://api.together.ai/shrt/v"));
        answer.Info.CostUsd.Should().Be(0.28m);
    }

    [Fact]
    public async Task AnimateImageAsync_EverythingSet_IsWritten()
    {
        using var wire = new TogetherWire(Json(Completed));

        var answer = await AnimateAsync(wire, new()
        {
            Model = Hailuo,
            Image = MediaContent.FromBytes(Png),
            LastImage = MediaContent.FromUri(new("https://example.org/dog.png")),
            Prompt = "waves",
            NegativePrompt = "ships",
            FramesPerSecond = 24,
            Duration = TimeSpan.FromSeconds(5),
            Size = new(1280, 720),
            Steps = 30,
            Guidance = 7,
            Seed = 9,
        });

        wire.Requests[0].Body.ShouldBeJson($$"""
            {
              "model":"{{Hailuo}}","prompt":"waves","negative_prompt":"ships","width":1280,"height":720,"seconds":"5","fps":24,"steps":30,"seed":9,
              "guidance_scale":7,
              "media":{"frame_images":[
                {"input_image":"data:image/png;base64,iVBORw==","frame":"first"},{"input_image":"https://example.org/dog.png","frame":"last"}]}
            }
            """);
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Theory]
    [InlineData(46_062, true)] // 22 characters of head and 61,416 of base64
    [InlineData(46_063, false)]
    [InlineData(46_080, false)]
    [InlineData(50_000, false)]
    public async Task AnimateImageAsync_InlineFrame_HasALimit(int bytes, bool fits)
    {
        using var wire = new TogetherWire(Json(Completed));
        var image = MediaContent.FromBytes(new byte[bytes], "image/png");
        var request = new ImageToVideoRequest { Model = Hailuo, Image = image };
        if (fits)
        {
            await AnimateAsync(wire, request);
            return;
        }

        var failure = (await wire.Awaiting(wire => AnimateAsync(wire, request)).Should().ThrowAsync<ProviderException>()).Which;

        failure.Kind.Should().Be(ErrorKind.LimitExceeded);
        failure.Message.Should().MatchRegex("up to 460(62|80) bytes").And.Contain("give it as an address");
        wire.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task AnimateImageAsync_CallersOwnMedia_ReplaceTheImage()
    {
        using var wire = new TogetherWire(Json(Completed));

        await AnimateAsync(wire, new()
        {
            Model = Hailuo,
            Image = MediaContent.FromBytes(Png),
            ProviderParameters = Own(new() { ["media"] = new System.Text.Json.Nodes.JsonObject { ["source_video"] = "https://example.org/v.mp4" } }),
        });

        wire.Requests[0].Body.ShouldBeJson($$$"""{"model":"{{{Hailuo}}}","media":{"source_video":"https://example.org/v.mp4"}}""");
    }

    [Theory]
    [InlineData("""{"status":"failed","error":{"code":"generation_failed","message":"out of memory."}}""", ErrorKind.JobFailed, "generation_failed", "failed: out of memory.")]
    [InlineData("""{"status":"failed","error":"out of memory"}""", ErrorKind.JobFailed, null, "failed: out of memory.")]
    [InlineData("""{"status":"failed","info":{"errors":[{"message":"too dark"},"too long"]}}""", ErrorKind.JobFailed, null, "failed: too dark; too long.")]
    [InlineData("""{"status":"failed","error":null}""", ErrorKind.JobFailed, null, "its status is 'failed'.")]
    [InlineData("""{"status":"failed","error":{"message":"Violates our content policy"}}""", ErrorKind.ContentFiltered, null, "content policy.")]
    [InlineData("""{"status":"cancelled"}""", ErrorKind.JobFailed, ErrorCodes.JobCanceled, "its status is 'cancelled'.")]
    [InlineData("""{"status":"completed","outputs":{}}""", ErrorKind.JobFailed, null, "it gave no address.")]
    public async Task GenerateVideoAsync_EndWithoutVideo_IsAJobException(string state, ErrorKind kind, string? code, string words)
    {
        using var wire = new TogetherWire(Json(Queued), Json(state));

        var failure = (await wire.Awaiting(wire => GenerateAsync(wire, new() { Model = Hailuo, Prompt = "x" })).Should().ThrowAsync<JobException>()).Which;

        (failure.Kind, failure.ErrorCode, failure.JobId, failure.MaybeExecuted).Should().Be((kind, code, Id, true));
        failure.Message.Should().StartWith($"Provider 'together': video '{Id}' of '{Hailuo}' failed: ").And.EndWith(words);
        failure.Handle!.JobId.Should().Be(Id);
        wire.Lines.Should().Equal(Create, Poll);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"id":7}""")]
    [InlineData("""{"id":"../models","status":"queued"}""")]
    [InlineData("""{"id":"a/b"}""")]
    [InlineData("""{"id":"v1","status":"\ud800"}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task GenerateVideoAsync_NoVideo_IsABadResponseAfterOneOrder(string body)
    {
        using var wire = new TogetherWire(Json(body));

        var failure = (await wire.Awaiting(wire => GenerateAsync(wire, new() { Model = Hailuo, Prompt = "x" })).Should().ThrowAsync<ProviderException>()).Which;

        (failure.Kind, failure.MaybeExecuted).Should().Be((ErrorKind.BadResponse, true));
        failure.Message.Should().Contain("the answer is no video");
        wire.Lines.Should().Equal(Create);
    }

    [Theory]
    [InlineData("""{"error":{"message":"slow down","type":"dynamic_request_limited"}}""")]
    [InlineData("""{"id":"oX1","error":{"message":"slow down","type":"dynamic_request_limited"}}""")]
    public async Task GenerateVideoAsync_ErrorInAnAcceptedAnswer_IsThatError(string body)
    {
        using var wire = new TogetherWire(Json(body));

        (await wire.Awaiting(wire => GenerateAsync(wire, new() { Model = Hailuo, Prompt = "x" })).Should().ThrowAsync<ProviderException>())
            .Which.Kind.Should().Be(ErrorKind.RateLimited);
    }

    [Fact]
    public async Task GenerateVideoAsync_PollAnsweredByAnErrorWithAnId_IsNotWaitedFor()
    {
        using var wire = new TogetherWire(Json(Queued), Json("""{"id":"oX1","error":{"message":"no such video","code":"invalid_request_error"}}"""));

        await wire.Awaiting(wire => GenerateAsync(wire, new() { Model = Hailuo, Prompt = "x" })).Should().ThrowAsync<ProviderException>();

        wire.Time.Delays.Sum(delay => delay.TotalSeconds).Should().BeLessThan(300, "it fails, and is not taken for one that is queued");
    }

    [Fact]
    public async Task GenerateVideoAsync_Unknown_IsJobNotFound()
    {
        using var wire = new TogetherWire(Json(Queued), Json("""{"error":{"message":"Video not found"}}""", 404));

        var failure = (await wire.Awaiting(wire => GenerateAsync(wire, new() { Model = Hailuo, Prompt = "x" })).Should().ThrowAsync<JobException>()).Which;

        failure.ErrorCode.Should().Be(ErrorCodes.JobNotFound);
        wire.Lines.Should().OnlyContain(line => line == Create || line == Poll);
    }

    [Fact]
    public async Task GenerateVideoAsync_NeverDone_SaysThatTheVideoGoesOn()
    {
        using var wire = new TogetherWire(TimeSpan.FromMinutes(2), Json(Queued), Json(State("in_progress")));

        var failure = (await wire.Awaiting(wire => GenerateAsync(wire, new() { Model = Hailuo, Prompt = "x" })).Should().ThrowAsync<JobException>()).Which;

        (failure.Kind, failure.ErrorCode).Should().Be((ErrorKind.Timeout, ErrorCodes.JobTimeout));
        failure.Message.Should().Contain("goes on there").And.NotContain("was cancelled");
        wire.Lines.Count(line => line == Create).Should().Be(1);
        wire.Lines.Should().OnlyContain(line => line == Create || line == Poll);
        wire.Time.Delays.Max().Should().BeGreaterThan(TimeSpan.FromSeconds(7)).And.BeLessThanOrEqualTo(TimeSpan.FromSeconds(12));
    }

    [Fact]
    public async Task StartAsync_ThenStatusAndCancelAndResume_TellWhatTogetherOffers()
    {
        using var wire = new TogetherWire(Json(Queued), Json(State("in_progress")), Json(Completed));
        var cancellation = TestContext.Current.CancellationToken;
        var job = await wire.Client.StartAsync(
            InferenceTasks.TextToVideo, new() { Model = Hailuo, Provider = "together", Prompt = "x" }, new() { Webhook = new("https://example.org/hook") }, cancellation);

        (await job.GetStatusAsync(cancellation)).Phase.Should().Be(JobPhase.Running);
        (await job.Awaiting(job => job.CancelAsync(cancellation)).Should().ThrowAsync<ProviderException>()).Which.Kind.Should().Be(ErrorKind.Unsupported);
        job.Info.Warnings.Select(warning => warning.Setting).Should().Equal("Webhook");
        wire.Requests[0].Body.ShouldBeJson($$"""{"model":"{{Hailuo}}","prompt":"x"}""");

        var answer = await wire.Client.Resume(InferenceTasks.TextToVideo, JobHandle.Parse(job.Handle.ToJson())).WaitAsync(cancellationToken: cancellation);

        answer.Video.ContentType.Should().Be("video/mp4");
        answer.Info.CostUsd.Should().Be(0.28m);
    }

    private static string State(string status) => $$"""{"id":"{{Id}}","status":"{{status}}"}""";

    private static Task<TextToVideoResponse> GenerateAsync(TogetherWire wire, TextToVideoRequest request) =>
        wire.Client.GenerateVideoAsync(request with { Provider = "together" }, TestContext.Current.CancellationToken);

    private static Task<ImageToVideoResponse> AnimateAsync(TogetherWire wire, ImageToVideoRequest request) =>
        wire.Client.AnimateImageAsync(request with { Provider = "together" }, TestContext.Current.CancellationToken);
}
