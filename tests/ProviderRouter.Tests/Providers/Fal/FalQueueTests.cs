using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.Fal.FalWire;

namespace ProviderRouter.Tests.Providers.Fal;

public sealed class FalQueueTests
{
    [Fact]
    public async Task GenerateImageAsync_Job_IsSubmittedOnceReadAndFetched()
    {
        using var wire = new FalWire()
            .Then(200, Submitted())
            .Then(202, Status("IN_QUEUE", "\"queue_position\":3"))
            .Then(202, Status("IN_PROGRESS", "\"logs\":null"))
            .Then(200, Status("COMPLETED", "\"logs\":[],\"metrics\":{\"inference_time\":1.9}"))
            .Then(200, Image);

        var answer = await wire.ImageAsync();

        wire.Lines.Should().Equal(
            $"POST https://queue.fal.run/{Flux}", $"GET {FluxJob}/status?logs=1", $"GET {FluxJob}/status?logs=1", $"GET {FluxJob}/status?logs=1", $"GET {FluxJob}");
        wire.Requests.Should().OnlyContain(request => request.Headers["Authorization"] == $"Key {TestRouter.FalKey}");
        wire.Requests[0].Headers.Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["Accept"] = "application/json",
            ["Authorization"] = $"Key {TestRouter.FalKey}",
            ["x-app-fal-disable-fallback"] = "true",
            ["X-Fal-Request-Timeout"] = "1800",
        });
        wire.Requests[1].Headers.Keys.Should().BeEquivalentTo("Accept", "Authorization");
        wire.Body.ShouldBeJson("""{"prompt":"a cat"}""");
        answer.Info.RequestId.Should().Be(Id);
        answer.Info.Attempts.Should().ContainSingle();
        answer.Info.Usage.Should().Be(new Usage { Images = 1, Megapixels = 0.786432, ComputeSeconds = 1.9 });
    }

    [Fact]
    public async Task GenerateImageAsync_Options_SayHowLongOutputsLiveAndThatAnotherModelMayAnswer()
    {
        using var wire = new FalWire(builder => builder.AddFal(options =>
        {
            options.OutputLifetime = TimeSpan.FromMinutes(90);
            options.AllowModelFallback = true;
        })).ThenJob(Image);

        var answer = await wire.ImageAsync();

        wire.Requests[0].Headers.Should().NotContainKey("x-app-fal-disable-fallback")
            .And.Contain("X-Fal-Object-Lifecycle-Preference", """{"expiration_duration_seconds":5400}""");
        answer.Image.ExpiresAt.Should().Be(wire.Time.GetUtcNow() + TimeSpan.FromMinutes(90));
    }

    [Theory]
    [InlineData("fal-ai/flux/dev", "fal-ai/flux/dev", "fal-ai/flux")]
    [InlineData("fal-ai/wan/v2.2-a14b/text-to-image/lora", "fal-ai/wan/v2.2-a14b/text-to-image/lora", "fal-ai/wan")]
    [InlineData("fal-ai/kolors", "fal-ai/kolors", "fal-ai/kolors")]
    [InlineData("workflows/me/thing/variant", "workflows/me/thing/variant", "workflows/me/thing")]
    [InlineData("comfy/me/thing", "comfy/me/thing", "comfy/me/thing")]
    [InlineData("110602490-lora", "110602490/lora", "110602490/lora")]
    public async Task GenerateImageAsync_AnswerWithoutAddresses_AsksBelowTheApplication(string model, string submitted, string app)
    {
        using var wire = new FalWire().Then(200, Submitted(null)).Then(200, Status("COMPLETED")).Then(200, Image);

        await wire.ImageAsync(new() { Model = model, Prompt = "a cat" });

        wire.Lines.Should().Equal(
            $"POST https://queue.fal.run/{submitted}", $"GET https://queue.fal.run/{app}/requests/{Id}/status?logs=1", $"GET https://queue.fal.run/{app}/requests/{Id}");
    }

    [Theory]
    [InlineData("https://evil.example/fal-ai/flux/requests/" + Id)]
    [InlineData("http://queue.fal.run/fal-ai/flux/requests/" + Id)]
    [InlineData("https://queue.fal.run:444/fal-ai/flux/requests/" + Id)]
    [InlineData("https://queue.fal.run@evil.example/fal-ai/flux/requests/" + Id)]
    [InlineData("https://queue.fal.run/fal-ai/other/requests/another")]
    [InlineData("https://queue.fal.run/fal-ai/flux/requests/" + Id + "0/x")]
    [InlineData("//evil.example/requests/" + Id)]
    [InlineData("nonsense")]
    [InlineData("https://queue.fal.run/fal-ai/%66lux/requests/" + Id)]
    [InlineData("https://queue.fal.run/fal-ai//flux/requests/" + Id)]
    [InlineData("https://queue.fal.run//requests/" + Id)]
    [InlineData("https://queue.fal.run/fal-ai/flux/requests/" + Id + "/")]
    [InlineData("https://queue.fal.run/fal-ai/{flux}/requests/" + Id)]
    public async Task GenerateImageAsync_AddressElsewhereOrOfNoUse_IsNotFollowed(string address)
    {
        using var wire = new FalWire().Then(200, Submitted(address)).Then(200, Status("COMPLETED")).Then(200, Image);

        await wire.ImageAsync();

        wire.Lines.Skip(1).Should().Equal($"GET {FluxJob}/status?logs=1", $"GET {FluxJob}");
    }

    [Theory]
    [InlineData("/result")]
    [InlineData("/response")]
    public async Task GenerateImageAsync_ResultBehindTheId_IsFetchedThereAndReadBesideIt(string suffix)
    {
        using var wire = new FalWire().Then(200, Submitted(FluxJob + suffix)).Then(200, Status("COMPLETED")).Then(200, Image);

        await wire.ImageAsync();

        wire.Lines.Skip(1).Should().Equal($"GET {FluxJob}/status?logs=1", $"GET {FluxJob}{suffix}");
    }

    [Fact]
    public async Task WaitAsync_Progress_TellsPositionLogAndFraction()
    {
        using var wire = new FalWire()
            .Then(200, Submitted())
            .Then(202, Status("IN_QUEUE", "\"queue_position\":2,\"logs\":[]"))
            .Then(202, Status("IN_PROGRESS", """ "logs":[{"message":"loading","level":"INFO","source":"USER","timestamp":"2026-02-17T10:30:01.123Z"}] """))
            .Then(202, Status("IN_PROGRESS", """ "logs":[{"message":"loading"},{"message":" 50%|#####     | 14/28 [00:01<00:01]"},{"message":7},null] """))
            .Then(200, Status("COMPLETED", """ "logs":[{"message":"loading"},{"message":" 50%|#####     | 14/28 [00:01<00:01]"},{"message":"done"}] """))
            .Then(200, Image);
        var seen = new List<JobStatus>();
        var job = await wire.StartAsync();

        await job.WaitAsync(new Listener(seen.Add), TestContext.Current.CancellationToken);

        seen.Select(status => (status.Phase, status.QueuePosition, status.Fraction, string.Join('|', status.LogLines))).Should().Equal(
            (JobPhase.Queued, 2, null, ""),
            (JobPhase.Running, null, null, "loading"),
            (JobPhase.Running, null, 0.5, "50%|#####     | 14/28 [00:01<00:01]"),
            (JobPhase.Running, null, 1, "done"),
            (JobPhase.Succeeded, null, 1, ""));
    }

    [Theory]
    [InlineData(200, Image, JobPhase.Succeeded, 1d, null)]
    [InlineData(422, """{"detail":[{"loc":["body"],"msg":"Too dark","type":"image_too_dark"}]}""", JobPhase.Failed, null, "Too dark")]
    [InlineData(500, """{"detail":"Internal error","error_type":"runner_server_error"}""", JobPhase.Failed, null, "Internal error")]
    [InlineData(499, """{"detail":"cancelled","error_type":"client_cancelled"}""", JobPhase.Canceled, null, "cancelled")]
    [InlineData(200, """{"error":"The model broke"}""", JobPhase.Failed, null, "The model broke")]
    [InlineData(400, """{"detail":"Request is still in progress"}""", JobPhase.Running, 1d, null)]
    public async Task GetStatusAsync_Completed_IsWhatTheResultSays(int status, string result, JobPhase phase, double? fraction, string? error)
    {
        using var wire = new FalWire().Then(200, Submitted()).Then(200, Status("COMPLETED")).Then(status, result, "application/json", ("X-Fal-Retryable", "false"));
        var job = await wire.StartAsync();

        var told = await job.GetStatusAsync(TestContext.Current.CancellationToken);

        (told.Phase, told.Fraction).Should().Be((phase, fraction));
        (told.Error?.Contains(error ?? "none", StringComparison.Ordinal)).Should().Be(error is null ? null : true);
        wire.Lines.Skip(1).Should().Equal($"GET {FluxJob}/status?logs=1", $"GET {FluxJob}");
    }

    [Fact]
    public async Task GetStatusAsync_ResultCannotBeRead_IsAFailureOfTheCall()
    {
        using var wire = new FalWire().Then(200, Submitted()).Then(200, Status("COMPLETED")).Then(401, "{}");
        var job = await wire.StartAsync();

        var read = () => job.GetStatusAsync(TestContext.Current.CancellationToken);

        (await read.Should().ThrowAsync<ProviderException>()).Which.Kind.Should().Be(ErrorKind.Authentication);
    }

    [Fact]
    public async Task WaitAsync_ResultIsAnError_NeverTellsThatItSucceeded()
    {
        using var wire = new FalWire().Then(200, Submitted()).Then(200, Status("COMPLETED")).Then(422, """{"detail":"no"}""");
        var seen = new List<JobStatus>();
        var job = await wire.StartAsync();

        var wait = () => job.WaitAsync(new Listener(seen.Add), TestContext.Current.CancellationToken);

        await wait.Should().ThrowAsync<JobException>();
        seen.Select(status => status.Phase).Should().Equal(JobPhase.Running);
    }

    [Theory]
    [InlineData("PAUSED")]
    [InlineData("FAILED")]
    [InlineData("")]
    public async Task GenerateImageAsync_UnknownStatus_IsWaitedOn(string status)
    {
        using var wire = new FalWire().Then(200, Submitted()).Then(200, Status(status)).Then(200, Status("COMPLETED")).Then(200, Image);

        (await wire.ImageAsync()).Images.Should().ContainSingle();
    }

    [Fact]
    public async Task GenerateImageAsync_StatusRunsAheadOfTheResult_FetchesAgain()
    {
        using var wire = new FalWire().ThenDone()
            .Then(400, """{"detail":"Request is still in progress"}""").Then(400, """{"detail":"Request is still in progress"}""").Then(200, Image);

        (await wire.ImageAsync()).Images.Should().ContainSingle();
        wire.Lines.Count(line => line == $"GET {FluxJob}").Should().Be(3);
    }

    [Fact]
    public async Task StartAsync_Webhook_IsTheQuerysAndTheHandleIsEnoughToGoOn()
    {
        using var wire = new FalWire().Then(200, Submitted()).Then(200, Status("COMPLETED")).Then(200, Image);

        var job = await wire.StartAsync(new() { Webhook = new("https://app.example/hook?a=1&b=ü") });
        var handle = JobHandle.Parse(job.Handle.ToJson());
        var answer = await wire.Client.Resume(InferenceTasks.TextToImage, handle).WaitAsync(cancellationToken: TestContext.Current.CancellationToken);

        wire.Lines.First().Should().Be($"POST https://queue.fal.run/{Flux}?fal_webhook=https%3A%2F%2Fapp.example%2Fhook%3Fa%3D1%26b%3D%25C3%25BC");
        handle.Should().BeEquivalentTo(new { Provider = "fal-ai", Model = Flux, Task = "text-to-image", JobId = Id, Location = $"fal-ai/flux/requests/{Id}", Partner = (string?)null });
        handle.Deadline.Should().Be(handle.CreatedAt + TimeSpan.FromMinutes(30));
        answer.Images.Should().ContainSingle();
    }

    [Theory]
    [InlineData("x/../..", "fal-ai/flux/requests/x/../..")]
    [InlineData(Id, "fal-ai/flux/requests/other")]
    [InlineData(Id, "fal-ai/flux/requests/" + Id + "?x=1")]
    [InlineData(Id, "../requests/" + Id)]
    public async Task Resume_ForgedHandle_AsksNobody(string id, string location)
    {
        using var wire = new FalWire();
        var handle = new JobHandle { Provider = "fal-ai", Model = Flux, Task = "text-to-image", JobId = id, Location = location, CreatedAt = wire.Time.GetUtcNow() };
        var job = wire.Client.Resume(InferenceTasks.TextToImage, handle);

        var read = () => job.GetStatusAsync(TestContext.Current.CancellationToken);

        (await read.Should().ThrowAsync<ProviderException>()).Which.Kind.Should().Be(ErrorKind.InvalidRequest);
        wire.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData(202, """{"status":"CANCELLATION_REQUESTED"}""")]
    [InlineData(200, """{"success":true}""")]
    [InlineData(400, """{"status":"ALREADY_COMPLETED"}""")]
    public async Task CancelAsync_RequestedOrOverAlready_IsDone(int status, string body)
    {
        using var wire = new FalWire().Then(200, Submitted()).Then(status, body);
        var job = await wire.StartAsync();

        await job.CancelAsync(TestContext.Current.CancellationToken);

        wire.Requests[1].Line.Should().Be($"PUT {FluxJob}/cancel");
        wire.Requests[1].Body.Should().BeNull();
    }

    [Fact]
    public async Task CancelAsync_JobIsNotKnown_SaysSo()
    {
        using var wire = new FalWire().Then(200, Submitted()).Then(404, """{"status":"NOT_FOUND"}""");
        var job = await wire.StartAsync();

        var cancel = () => job.CancelAsync(TestContext.Current.CancellationToken);

        (await cancel.Should().ThrowAsync<ProviderException>()).Which.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task GenerateImageAsync_NeverDone_CancelsOnceAndTellsTheHandle()
    {
        using var wire = new FalWire().Then(200, Submitted());
        for (var round = 0; round < 500; round++)
        {
            wire.Then(request => Answer(request.Method == HttpMethod.Put ? """{"status":"CANCELLATION_REQUESTED"}""" : Status("IN_PROGRESS")));
        }

        var failure = await wire.ImageFailsAsync<JobException>();

        failure.Should().BeEquivalentTo(new { Kind = ErrorKind.Timeout, ErrorCode = ErrorCodes.JobTimeout, JobId = Id });
        failure.Handle!.Location.Should().Be($"fal-ai/flux/requests/{Id}");
        wire.Lines.Count(line => line == $"PUT {FluxJob}/cancel").Should().Be(1);
        wire.Lines.Count(line => line.StartsWith("POST", StringComparison.Ordinal)).Should().Be(1);
    }

    private static HttpResponseMessage Answer(string body) => new(HttpStatusCode.OK) { Content = new StringContent(body, null, "application/json") };

    private sealed class Listener(Action<JobStatus> tell) : IProgress<JobStatus>
    {
        public void Report(JobStatus value) => tell(value);
    }
}
