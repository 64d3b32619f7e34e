using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers;

/// <summary>Jobs of FLUX Kontext in the caller's hand: started, looked at, waited for, resumed.</summary>
public sealed class FireworksKontextJobTests
{
    [Fact]
    public async Task StartAsync_WithWebhook_SubmitsOnceAndTellsWhereTheJobIs()
    {
        using var wire = new KontextWire(KontextWire.Submitted);

        var job = await wire.StartAsync(new() { Webhook = new("https://app.test/hook?x=1") });

        wire.Requests.Should().ContainSingle().Which.ShouldBe(
            KontextWire.Submit, TestRouter.FireworksKey, "application/json", """{"prompt":"a tiger","webhook_url":"https://app.test/hook?x=1"}""");
        job.Handle.Should().BeEquivalentTo(new
        {
            Provider = "fireworks-ai",
            KontextWire.Model,
            Task = "text-to-image",
            JobId = "k1",
            Location = $"inference/v1/workflows/{KontextWire.Model}",
            CreatedAt = JumpingTime.Beginning,
        });
    }

    [Fact]
    public async Task StartAsync_WebhookTooLong_IsRefusedWithTheLimit()
    {
        using var wire = new KontextWire(KontextWire.Submitted);

        var failure = (await FluentActions.Awaiting(() => wire.StartAsync(new() { Webhook = new($"https://app.test/{new string('x', 2083)}") })).Should().ThrowAsync<ProviderException>()).Which;

        failure.Kind.Should().Be(ErrorKind.LimitExceeded);
        failure.Message.Should().Contain("2083");
        wire.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("Task not found", ""","progress":null""", JobPhase.Queued, null, null)]
    [InlineData("Pending", ""","progress":0.25""", JobPhase.Running, 0.25, null)]
    [InlineData("Pending", ""","progress":40""", JobPhase.Running, 0.4, null)]
    [InlineData("Pending", ""","progress":"soon" """, JobPhase.Running, null, null)]
    [InlineData("Something", ""","progress":-1""", JobPhase.Running, null, null)]
    [InlineData("Ready", ""","result":{"sample":"https://x.test/a.png"}""", JobPhase.Succeeded, 1d, null)]
    [InlineData("Error", ""","details":"bad" """, JobPhase.Failed, null, "its status is 'Error': bad")]
    public async Task GetStatusAsync_EachStatus_IsToldInOurWords(string status, string rest, JobPhase phase, double? fraction, string? error)
    {
        using var wire = new KontextWire(KontextWire.Submitted, KontextWire.Status(status, rest));
        var job = await wire.StartAsync();

        var told = await job.GetStatusAsync(TestContext.Current.CancellationToken);

        told.Should().BeEquivalentTo(new JobStatus { Phase = phase, Fraction = fraction, Error = error });
    }

    [Fact]
    public async Task Resume_FromItsHandle_AsksAtTheHandlesPlaceAndCounts()
    {
        using var wire = new KontextWire(KontextWire.Ready());
        var handle = new JobHandle { Provider = "fireworks-ai", Model = KontextWire.Model, Task = "text-to-image", JobId = "k9", Location = "elsewhere/v2", CreatedAt = JumpingTime.Beginning };

        var answer = await wire.Client.Resume(InferenceTasks.TextToImage, JobHandle.Parse(handle.ToJson())).WaitAsync(cancellationToken: TestContext.Current.CancellationToken);

        wire.Requests.Should().ContainSingle().Which.ShouldBe("POST https://api.fireworks.ai/elsewhere/v2/get_result", TestRouter.FireworksKey, "application/json", """{"id":"k9"}""");
        answer.Image.Uri.Should().Be(new Uri(KontextWire.Sample));
        answer.Info.Usage.Should().Be(new Usage { Images = 1 });
    }

    [Theory]
    [InlineData("https://evil.test/x")]
    [InlineData("../../evil")]
    public async Task Resume_PlaceOutsideTheProvider_IsNotAsked(string place)
    {
        using var wire = new KontextWire(KontextWire.Ready());
        var handle = new JobHandle { Provider = "fireworks-ai", Model = KontextWire.Model, Task = "text-to-image", JobId = "k9", Location = place, CreatedAt = JumpingTime.Beginning };

        await FluentActions.Awaiting(() => wire.Client.Resume(InferenceTasks.TextToImage, handle).WaitAsync(cancellationToken: TestContext.Current.CancellationToken)).Should().ThrowAsync<ProviderException>();

        wire.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Resume_EditLongGone_IsLostAtOnce()
    {
        using var wire = new KontextWire(KontextWire.Status("Task not found"));
        var handle = new JobHandle { Provider = "fireworks-ai", Model = KontextWire.Model, Task = "image-to-image", JobId = "k9", CreatedAt = JumpingTime.Beginning.AddHours(-1) };

        var failure = (await FluentActions.Awaiting(() => wire.Client.Resume(InferenceTasks.ImageToImage, handle).WaitAsync(cancellationToken: TestContext.Current.CancellationToken)).Should().ThrowAsync<JobException>()).Which;

        failure.ErrorCode.Should().Be(ErrorCodes.JobNotFound);
        wire.Requests.Should().ContainSingle().Which.Line.Should().Be(KontextWire.Poll);
    }

    [Fact]
    public async Task CancelAsync_Always_IsUnsupportedAndNothingIsSent()
    {
        using var wire = new KontextWire(KontextWire.Submitted);
        var job = await wire.StartAsync();

        var failure = (await FluentActions.Awaiting(() => job.CancelAsync(TestContext.Current.CancellationToken)).Should().ThrowAsync<ProviderException>()).Which;

        failure.Kind.Should().Be(ErrorKind.Unsupported);
        wire.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task GenerateImageAsync_CallsTimeIsOver_SaysThatTheJobRunsOn()
    {
        var time = new JumpingTime();
        using var router = new TestRouter(builder => builder.Services.Configure<InferenceRoutingOptions>(options => options.CallTimeout = TimeSpan.FromSeconds(30)), timeProvider: time);
        _ = new MediaWire(router, MediaWire.Json(KontextWire.Submitted), MediaWire.Json(KontextWire.Status("Pending")));

        var failure = (await FluentActions.Awaiting(() => router.Client.GenerateImageAsync(
            new TextToImageRequest { Model = KontextWire.Model, Provider = "fireworks-ai", Prompt = "a tiger" }, TestContext.Current.CancellationToken)).Should().ThrowAsync<JobException>()).Which;

        failure.ErrorCode.Should().Be(ErrorCodes.JobTimeout);
        failure.Handle!.JobId.Should().Be("k1");
        failure.Message.Should().Contain("goes on there").And.NotContain("was cancelled");
    }

    [Fact]
    public async Task GetStatusAsync_RecordedPendingAnswer_IsRunning()
    {
        Assert.SkipUnless(Fixture.Exist, "there are no recorded answers here");
        var recorded = Fixture.Read(Fixture.Entry("vercel-ai-inline/fireworks-ai.text-to-image.should-throw-error-when-polling-times-out.200.03d606.json"));
        using var wire = new KontextWire(MediaWire.Json(KontextWire.Submitted), MediaWire.Bytes(recorded, "application/json"));
        var job = await wire.StartAsync();

        (await job.GetStatusAsync(TestContext.Current.CancellationToken)).Phase.Should().Be(JobPhase.Running);
    }

    [Fact]
    public async Task GenerateImageAsync_RecordedRefusal_TellsItsText()
    {
        Assert.SkipUnless(Fixture.Exist, "there are no recorded answers here");
        var recorded = System.Text.Encoding.UTF8.GetString(Fixture.Read(Fixture.Entry("vercel-ai-inline/fireworks-ai.text-to-image.should-handle-api-errors.400.a7a73e.txt")));
        using var wire = new KontextWire(MediaWire.Status(HttpStatusCode.BadRequest, recorded));

        var failure = (await FluentActions.Awaiting(() => wire.GenerateAsync()).Should().ThrowAsync<ProviderException>()).Which;

        failure.Kind.Should().Be(ErrorKind.InvalidRequest);
        failure.Message.Should().Contain("Bad Request");
    }
}
