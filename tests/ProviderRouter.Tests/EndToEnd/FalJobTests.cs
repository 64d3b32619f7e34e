using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Emulator;
using ProviderRouter.Tests.Testing;
using ProviderRouter.Webhooks;

namespace ProviderRouter.Tests.EndToEnd;

/// <summary>fal's jobs, uploads and webhooks, over real sockets.</summary>
public sealed class FalJobTests
{
    private const string Fal = "fal-ai";
    private static readonly MediaContent Picture = MediaContent.FromFile(Path.Combine(AppContext.BaseDirectory, "picture.png"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_AnyModel_GivesItsOutputAndFiles()
    {
        await using var router = await EmulatedRouter.StartAsync();
        var request = new RawRequest { Model = "fal-ai/flux/schnell", Input = new JsonObject { ["prompt"] = "a cat", ["num_images"] = 2 } };

        var queued = await router.Client.RunAsync(request, Token);
        var direct = await router.Client.RunAsync(request with { Path = "fal-ai/flux/schnell" }, Token);
        var events = new List<RawUpdate>();
        await foreach (var update in router.Client.RunStreamAsync(request, Token))
        {
            events.Add(update);
        }

        queued.Output.GetProperty("images").GetArrayLength().Should().Be(2);
        queued.Files.Should().HaveCount(2);
        direct.Files.Should().HaveCount(2);
        events.OfType<RawDataUpdate>().Should().HaveCountGreaterThan(1);
        events[^1].Should().BeOfType<RawFinishedUpdate>();
    }

    [Fact]
    public async Task Resume_ByTheHandlesJson_GivesTheResultElsewhere()
    {
        await using var router = await EmulatedRouter.StartAsync(emulator: options => options.JobDuration = TimeSpan.FromMilliseconds(300));
        var job = await router.Client.StartAsync(InferenceTasks.TextToImage, new() { Model = "fal-ai/flux/dev", Prompt = "a cat" }, cancellationToken: Token);
        var json = job.Handle.ToJson();
        var seen = new List<JobStatus>();

        var resumed = router.Client.Resume(InferenceTasks.TextToImage, JobHandle.Parse(json));
        var answer = await resumed.WaitAsync(new Listener(seen.Add), Token);

        json.Should().NotContain(router.Emulator[Fal].ApiKey).And.Contain("fal-ai/flux/requests/");
        answer.Images.Should().ContainSingle();
        seen.Should().NotBeEmpty();
        seen[^1].Phase.Should().Be(JobPhase.Succeeded);
        (await job.GetStatusAsync(Token)).Phase.Should().Be(JobPhase.Succeeded);
        router.Emulator[Fal].Requests.Count(request => request.Method == "POST").Should().Be(1, "a job is submitted once");
    }

    [Fact]
    public async Task CancelAsync_QueuedJob_IsCancelledAtFal()
    {
        await using var router = await EmulatedRouter.StartAsync(emulator: options => options.JobDuration = TimeSpan.FromMinutes(5));
        var job = await router.Client.StartAsync(InferenceTasks.TextToImage, new() { Model = "fal-ai/flux/dev", Prompt = "a cat" }, cancellationToken: Token);
        (await job.GetStatusAsync(Token)).Phase.Should().Be(JobPhase.Queued);

        await job.CancelAsync(Token);

        router.Emulator[Fal].Requests[^1].Should().Match<ReceivedRequest>(request => request.Method == "PUT" && request.Path.EndsWith("/cancel", StringComparison.Ordinal));
        var wait = () => job.WaitAsync(cancellationToken: Token);
        (await wait.Should().ThrowAsync<JobException>()).Which.Handle.Should().Be(job.Handle);
    }

    [Fact]
    public async Task WaitAsync_CallerGivesUp_CancelsTheJobAtFal()
    {
        await using var router = await EmulatedRouter.StartAsync(emulator: options => options.JobDuration = TimeSpan.FromMinutes(5));
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var waiting = router.Client.GenerateImageAsync(new() { Model = "fal-ai/flux/dev", Prompt = "a cat" }, caller.Token);
        await EmulatedRouter.UntilAsync(() => router.Emulator[Fal].Requests.Any(request => request.Path.Contains("/status", StringComparison.Ordinal)));

        await caller.CancelAsync();

        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<OperationCanceledException>();
        await EmulatedRouter.UntilAsync(() => router.Emulator[Fal].Requests.Any(request => request.Method == "PUT"));
    }

    [Fact]
    public async Task WaitAsync_InputThatTheModelRefuses_TellsWhere()
    {
        await using var router = await EmulatedRouter.StartAsync();
        var request = new TextToImageRequest
        {
            Model = "fal-ai/flux/dev",
            Prompt = "a cat",
            ProviderParameters = new Dictionary<string, JsonObject> { [Fal] = new() { ["num_images"] = "many" } },
        };

        var generate = () => router.Client.GenerateImageAsync(request, Token);

        var failure = (await generate.Should().ThrowAsync<JobException>()).Which;
        failure.Kind.Should().Be(ErrorKind.JobFailed);
        failure.Message.Should().Contain("body.num_images");
        failure.StatusCode.Should().Be(System.Net.HttpStatusCode.UnprocessableEntity);
        failure.Handle.Should().NotBeNull();
    }

    [Fact]
    public async Task Accept_VerifiedWebhook_EndsTheWaitAtOnce()
    {
        await using var router = await EmulatedRouter.StartAsync();
        await using var inbox = await WebhookInbox.StartAsync();
        using var verifier = new FalWebhookVerifier(keySet: new(router.Emulator[Fal].Addresses["rest"], ".well-known/jwks.json"));
        var job = await router.Client.StartAsync(InferenceTasks.TextToImage, new() { Model = "fal-ai/flux/dev", Prompt = "a cat" }, new() { Webhook = inbox.Address }, Token);

        var (headers, body) = await inbox.ReceiveAsync(Token);
        var delivery = await verifier.VerifyAsync(headers, body, Token);

        delivery.JobId.Should().Be(job.Handle.JobId);
        job.Accept(delivery).Should().BeTrue();
        (await job.WaitAsync(cancellationToken: Token)).Images.Should().ContainSingle();
        var again = async () => await verifier.VerifyAsync(headers, body, Token);
        (await again.Should().ThrowAsync<WebhookVerificationException>()).Which.Reason.Should().Be(WebhookFailure.Replayed);
        body[^2] ^= 1;
        (await again.Should().ThrowAsync<WebhookVerificationException>()).Which.Reason.Should().Be(WebhookFailure.WrongSignature);
    }

    [Fact]
    public async Task EditImageAsync_LargeFile_IsUploadedWithoutTheKey()
    {
        await using var router = await EmulatedRouter.StartAsync(builder => builder.AddFal(options => options.UploadLifetime = TimeSpan.FromHours(1)));
        byte[] large = [.. (await Picture.ReadBytesAsync(Token)).ToArray(), .. new byte[2 << 20]];

        var answer = await router.Client.EditImageAsync(new() { Model = "fal-ai/flux-pro/kontext", Image = MediaContent.FromBytes(large), Prompt = "in winter" }, Token);

        answer.Images.Should().ContainSingle();
        var put = router.Emulator[Fal].Requests.Single(request => request.Method == "PUT");
        put.Headers.Should().NotContainKey("Authorization");
        router.Emulator[Fal].Requests.Single(request => request.Path.Contains("/initiate?", StringComparison.Ordinal)).Headers["X-Fal-Object-Lifecycle"]
            .Should().Be("""{"expiration_duration_seconds":3600}""");
    }

    private sealed class Listener(Action<JobStatus> tell) : IProgress<JobStatus>
    {
        public void Report(JobStatus value) => tell(value);
    }
}
