using System.Text.Json.Nodes;
using ProviderRouter.Emulator;
using ProviderRouter.Providers.Replicate;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.EndToEnd;

/// <summary>Replicate's versions, deployments, uploads, webhooks and jobs over real sockets.</summary>
public sealed class ReplicateJobTests
{
    private const string Replicate = "replicate";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GenerateImageAsync_CommunityModelWithoutVersion_IsRunByTheOneItsLookUpTold()
    {
        await using var router = await EmulatedRouter.StartAsync();

        await router.Client.GenerateImageAsync("replicate:emulated/odd-painter", "a whale", Token);
        await router.Client.GenerateImageAsync("replicate:emulated/odd-painter", "a whale", Token);

        Sent(router).Where(line => !line.Contains("/predictions/", StringComparison.Ordinal)).Should().Equal("GET /v1/models/emulated/odd-painter", "POST /v1/predictions", "POST /v1/predictions");
    }

    [Fact]
    public async Task RunAsync_CommunityModelWithoutVersion_IsResolvedAfterTheRefusalAndThenKnown()
    {
        await using var router = await EmulatedRouter.StartAsync();
        var run = new RawRequest { Model = "emulated/number", Provider = Replicate, Input = new() { ["text"] = "four" } };

        await router.Client.RunAsync(run, Token);
        await router.Client.RunAsync(run, Token);

        Sent(router).Where(line => !line.Contains("/predictions/", StringComparison.Ordinal)).Should().Equal(
            "POST /v1/models/emulated/number/predictions", "GET /v1/models/emulated/number", "POST /v1/predictions", "POST /v1/predictions");
    }

    [Fact]
    public async Task GenerateImageAsync_ModelWithoutAnyVersion_SaysSo()
    {
        await using var router = await EmulatedRouter.StartAsync();

        var failure = (await FluentActions.Awaiting(() => router.Client.GenerateImageAsync("replicate:mattt/empty", "a whale", Token)).Should().ThrowAsync<ProviderException>()).Which;

        failure.Kind.Should().Be(ErrorKind.ModelNotFound);
        failure.Message.Should().Contain("nobody has pushed a version");
    }

    [Fact]
    public async Task GenerateSpeechAsync_Deployment_IsRunByWhatItRuns()
    {
        await using var router = await EmulatedRouter.StartAsync();

        var answer = await router.Client.GenerateSpeechAsync(new() { Model = "replicate:deployments/emulator/speech", Text = "Hi", Voice = "af_bella", Speed = 1.2 }, Token);

        answer.Info.Warnings.Should().BeEmpty();
        Sent(router).Should().EndWith("POST /v1/deployments/emulator/speech/predictions");
    }

    [Fact]
    public async Task TranscribeAsync_LargeFile_IsUploadedFirst()
    {
        await using var router = await EmulatedRouter.StartAsync();
        var speech = await router.Client.GenerateSpeechAsync("replicate:jaaari/kokoro-82m", string.Join(' ', Enumerable.Repeat("Good morning to everybody who listens.", 40)), Token);
        var path = Path.Combine(Directory.CreateTempSubdirectory("provider-router-").FullName, "speech.wav");
        await speech.SaveAsync(path, Token);
        new FileInfo(path).Length.Should().BeGreaterThan(256 << 10, "smaller ones go along");

        var answer = await router.Client.TranscribeAsync(new() { Model = "openai/whisper", Provider = Replicate, Audio = MediaContent.FromFile(path) }, Token);

        answer.Text.Should().NotBeEmpty();
        Sent(router).Should().Contain("POST /v1/files");
        router.Emulator[Replicate].Requests[^1].Path.Should().NotContain("delivery", "nothing is downloaded");
    }

    [Fact]
    public async Task Accept_VerifiedWebhook_EndsTheWaitAtOnce()
    {
        await using var router = await EmulatedRouter.StartAsync();
        await using var inbox = await WebhookInbox.StartAsync();
        using var http = new HttpClient();
        using var asked = new HttpRequestMessage(HttpMethod.Get, new Uri(router.Emulator[Replicate].BaseAddress, "v1/webhooks/default/secret"));
        asked.Headers.Authorization = new("Bearer", router.Emulator[Replicate].ApiKey);
        var answered = await http.SendAsync(asked, Token);
        var verifier = new ReplicateWebhookVerifier(JsonNode.Parse(await answered.Content.ReadAsStringAsync(Token))!["key"]!.GetValue<string>());
        var job = await router.Client.StartAsync(InferenceTasks.TextToVideo, new() { Model = "minimax/video-01", Provider = Replicate, Prompt = "waves" }, new() { Webhook = inbox.Address }, Token);

        var (headers, body) = await inbox.ReceiveAsync(Token);
        var delivery = await verifier.VerifyAsync(headers, body, Token);

        (delivery.Provider, delivery.JobId).Should().Be((Replicate, job.Handle.JobId));
        job.Accept(delivery).Should().BeTrue();
        (await job.WaitAsync(cancellationToken: Token)).Videos.Should().ContainSingle();
        var again = async () => await verifier.VerifyAsync(headers, body, Token);
        (await again.Should().ThrowAsync<WebhookVerificationException>()).Which.Reason.Should().Be(WebhookFailure.Replayed);
        body[^2] ^= 1;
        (await again.Should().ThrowAsync<WebhookVerificationException>()).Which.Reason.Should().Be(WebhookFailure.WrongSignature);
    }

    [Fact]
    public async Task Resume_ByTheHandlesJson_GivesTheResultElsewhere()
    {
        await using var router = await EmulatedRouter.StartAsync(emulator: options => options.JobDuration = TimeSpan.FromMilliseconds(700));
        var job = await router.Client.StartAsync(InferenceTasks.TextToVideo, new() { Model = "minimax/video-01", Provider = Replicate, Prompt = "waves" }, cancellationToken: Token);
        var json = job.Handle.ToJson();
        var seen = new List<JobStatus>();

        var answer = await router.Client.Resume(InferenceTasks.TextToVideo, JobHandle.Parse(json)).WaitAsync(new Listener(seen.Add), Token);

        json.Should().NotContain(router.Emulator[Replicate].ApiKey);
        answer.Videos.Should().ContainSingle();
        seen[^1].Phase.Should().Be(JobPhase.Succeeded);
        seen.SelectMany(status => status.LogLines).Should().OnlyHaveUniqueItems();
        Sent(router).Count(line => line.StartsWith("POST", StringComparison.Ordinal)).Should().Be(1, "a job is submitted once");
    }

    [Fact]
    public async Task CancelAsync_RunningJob_IsCancelledAtReplicate()
    {
        await using var router = await EmulatedRouter.StartAsync(emulator: options => options.JobDuration = TimeSpan.FromMinutes(5));
        var job = await router.Client.StartAsync(InferenceTasks.TextToVideo, new() { Model = "minimax/video-01", Provider = Replicate, Prompt = "waves" }, cancellationToken: Token);
        (await job.GetStatusAsync(Token)).IsDone.Should().BeFalse();

        await job.CancelAsync(Token);

        (await job.GetStatusAsync(Token)).Phase.Should().Be(JobPhase.Canceled);
        (await job.Awaiting(job => job.WaitAsync(cancellationToken: Token)).Should().ThrowAsync<JobException>()).Which.ErrorCode.Should().Be(ErrorCodes.JobCanceled);
    }

    [Fact]
    public async Task WaitAsync_CallerGivesUp_CancelsAtReplicate()
    {
        await using var router = await EmulatedRouter.StartAsync(emulator: options => options.JobDuration = TimeSpan.FromMinutes(5));
        using var caller = new CancellationTokenSource();
        var job = await router.Client.StartAsync(InferenceTasks.TextToVideo, new() { Model = "minimax/video-01", Provider = Replicate, Prompt = "waves" }, cancellationToken: Token);
        var waiting = job.WaitAsync(cancellationToken: caller.Token);
        await EmulatedRouter.UntilAsync(() => Sent(router).Any(line => line.StartsWith("GET /v1/predictions/", StringComparison.Ordinal)));

        await caller.CancelAsync();

        await waiting.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();
        await EmulatedRouter.UntilAsync(() => Sent(router).Any(line => line.EndsWith("/cancel", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task SendAsync_InputThatTheModelRefuses_TellsWhere()
    {
        await using var router = await EmulatedRouter.StartAsync();

        var failure = (await FluentActions.Awaiting(() => router.Client.GenerateImageAsync(
            new()
            {
                Model = "black-forest-labs/flux-schnell",
                Provider = Replicate,
                Prompt = "a whale",
                ProviderParameters = new Dictionary<string, JsonObject> { [Replicate] = new() { ["num_outputs"] = "two" } },
            },
            Token)).Should().ThrowAsync<ProviderException>()).Which;

        (failure.Kind, failure.MaybeExecuted).Should().Be((ErrorKind.InvalidRequest, false));
        failure.Message.Should().Contain("input.num_outputs");
    }

    private static List<string> Sent(EmulatedRouter router) => [.. router.Emulator[Replicate].Requests.Select(request => $"{request.Method} /{request.Path.TrimStart('/')}")];

    private sealed class Listener(Action<JobStatus> report) : IProgress<JobStatus>
    {
        public void Report(JobStatus value) => report(value);
    }
}
