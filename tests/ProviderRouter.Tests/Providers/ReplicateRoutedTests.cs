using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;
using RichardSzalay.MockHttp;
using static ProviderRouter.Tests.Providers.ReplicateWire;

namespace ProviderRouter.Tests.Providers;

/// <summary>Replicate behind Hugging Face's router: the same protocol below another address, with the router's key.</summary>
public sealed class ReplicateRoutedTests : IDisposable
{
    private const string Model = "acme/whale";
    private const string Base = "https://router.huggingface.co/replicate/v1";
    private const string Out = "\"https://replicate.delivery/x/out.png\"";

    private readonly JumpingTime time = new();
    private readonly List<SentRequest> sent = [];
    private readonly Queue<string> answers = new();
    private string mapping = "";
    private TestRouter router;

    public ReplicateRoutedTests() => router = Create();

    public void Dispose() => router.Dispose();

    [Fact]
    public async Task GenerateImageAsync_OfficialModel_IsCreatedAtTheRouterAndHeld()
    {
        Map("black-forest-labs/flux-dev", "text-to-image");
        answers.Enqueue(Prediction("processing", Out));

        var answer = await router.Client.SendAsync(
            InferenceTasks.TextToImage,
            new() { Model = Model, Provider = "huggingface-router", Prompt = "a whale", Guidance = 3, Scheduler = "DDIM" },
            TestContext.Current.CancellationToken);

        sent.Should().ContainSingle();
        sent[0].Line.Should().Be($"POST {Base}/models/black-forest-labs/flux-dev/predictions");
        sent[0].Headers.Should().Contain("Authorization", $"Bearer {TestRouter.HuggingFaceKey}").And.Contain("Prefer", "wait");
        sent[0].Body.ShouldBeJson("""{"input":{"prompt":"a whale","guidance":3}}""");
        answer.Info.Provider.Should().Be("huggingface-router");
        Warnings(answer).Should().Be("Scheduler");
    }

    [Fact]
    public async Task GenerateImageAsync_VersionInTheMapping_IsCreatedByItAndPolledByItsId()
    {
        Map($"acme/whale-maker:{Hash}", "text-to-image");
        answers.Enqueue(Prediction("starting"));
        answers.Enqueue(Prediction("succeeded", Out));

        await router.Client.SendAsync(
            InferenceTasks.TextToImage, new() { Model = Model, Provider = "huggingface-router", Prompt = "a whale", Steps = 4 }, TestContext.Current.CancellationToken);

        sent.Select(request => request.Line).Should().Equal($"POST {Base}/predictions", $"GET {Base}/predictions/p1");
        sent[0].Body.ShouldBeJson($$$"""{"version":"{{{Hash}}}","input":{"prompt":"a whale","num_inference_steps":4}}""");
        sent.Should().OnlyContain(request => request.Headers["Authorization"] == $"Bearer {TestRouter.HuggingFaceKey}");
    }

    [Fact]
    public async Task GenerateImageAsync_Lora_IsTheAddressOfTheWeights()
    {
        mapping = """{"inferenceProviderMapping":{"replicate":{"status":"live","providerId":"acme/flux-lora","task":"text-to-image","adapter":"lora","adapterWeightsPath":"w.safetensors"}}}""";
        answers.Enqueue(Prediction("succeeded", Out));

        await router.Client.SendAsync(InferenceTasks.TextToImage, new() { Model = Model, Provider = "huggingface-router", Prompt = "a whale" }, TestContext.Current.CancellationToken);

        sent[0].Body.ShouldBeJson("""{"input":{"prompt":"a whale","lora_weights":"https://huggingface.co/acme/whale/resolve/main/w.safetensors"}}""");
    }

    [Fact]
    public async Task TranscribeAsync_LargeSound_GoesAlongForThereAreNoUploads()
    {
        Map("openai/whisper", "automatic-speech-recognition");
        answers.Enqueue(Prediction("succeeded", "\"Hi\""));

        await router.Client.SendAsync(
            InferenceTasks.SpeechToText,
            new() { Model = Model, Provider = "huggingface-router", Audio = MediaContent.FromBytes(new byte[300_000], "audio/wav") },
            TestContext.Current.CancellationToken);

        sent.Should().ContainSingle().Which.Body.Should().Contain("\"audio\":\"data:audio/wav;base64,AAAA");
    }

    [Fact]
    public async Task TranscribeAsync_SoundPastWhatGoesAlong_IsPastTheLimit()
    {
        Map("openai/whisper", "automatic-speech-recognition");

        var failure = (await FluentActions.Awaiting(() => router.Client.SendAsync(
            InferenceTasks.SpeechToText,
            new() { Model = Model, Provider = "huggingface-router", Audio = MediaContent.FromBytes(new byte[10_000_001], "audio/wav") },
            TestContext.Current.CancellationToken)).Should().ThrowAsync<ProviderException>()).Which;

        (failure.Kind, failure.Message.Contains("10000000 bytes", StringComparison.Ordinal)).Should().Be((ErrorKind.LimitExceeded, true));
        sent.Should().BeEmpty();
    }

    [Fact]
    public async Task StartAsync_ThroughTheRouter_IsResumedAndCancelledThere()
    {
        Map("minimax/video-01", "text-to-video");
        answers.Enqueue(Prediction("starting"));
        var job = await router.Client.StartAsync(
            InferenceTasks.TextToVideo, new() { Model = Model, Provider = "huggingface-router", Prompt = "waves" }, new(), TestContext.Current.CancellationToken);
        sent[0].Headers.Should().NotContainKey("Prefer", "nobody waits");
        var handle = JobHandle.Parse(job.Handle.ToJson());
        (handle.Provider, handle.Partner, handle.Model, handle.JobId).Should().Be(("huggingface-router", "replicate", "minimax/video-01", Id));

        using var other = Create();
        answers.Enqueue(Prediction("succeeded", "\"https://replicate.delivery/x/out.mp4\""));
        var resumed = other.Client.Resume(InferenceTasks.TextToVideo, handle);
        var video = await resumed.WaitAsync(cancellationToken: TestContext.Current.CancellationToken);
        answers.Enqueue(Prediction("succeeded"));
        await resumed.CancelAsync(TestContext.Current.CancellationToken);

        video.Video.Uri!.AbsolutePath.Should().Be("/x/out.mp4");
        sent.Select(request => request.Line).Should().Equal($"POST {Base}/models/minimax/video-01/predictions", $"GET {Base}/predictions/p1", $"POST {Base}/predictions/p1/cancel");
    }

    [Fact]
    public async Task GenerateImageAsync_LittleTimeLeft_HoldsForThatLong()
    {
        router.Dispose();
        router = Create(options => options.CallTimeout = TimeSpan.FromSeconds(20));
        Map("black-forest-labs/flux-dev", "text-to-image");
        answers.Enqueue(Prediction("processing", Out));

        await router.Client.SendAsync(InferenceTasks.TextToImage, new() { Model = Model, Provider = "huggingface-router", Prompt = "a whale" }, TestContext.Current.CancellationToken);

        sent[0].Headers.Should().Contain("Prefer", "wait=15");
    }

    private void Map(string id, string task) =>
        mapping = $$"""{"id":"{{Model}}","inferenceProviderMapping":{"replicate":{"status":"live","providerId":"{{id}}","task":"{{task}}"} } }""";

    private TestRouter Create(Action<InferenceRoutingOptions>? configure = null)
    {
        var created = new TestRouter(builder => builder.Services.Configure<InferenceRoutingOptions>(options => configure?.Invoke(options)), TestRouter.WithKeys("HF_TOKEN"), time);
        created.Http.When("*").Respond(request =>
        {
            if (request.RequestUri!.Host == "huggingface.co")
            {
                return Response(200, mapping);
            }

            sent.Add(SentRequest.Of(request));
            return Response(201, answers.Dequeue());
        });
        return created;
    }
}
