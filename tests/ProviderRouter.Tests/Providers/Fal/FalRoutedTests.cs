using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Providers;
using ProviderRouter.Tests.Testing;
using RichardSzalay.MockHttp;

namespace ProviderRouter.Tests.Providers.Fal;

/// <summary>fal behind Hugging Face's router: the same queue below another address, with the router's key and nothing of fal's own hosts.</summary>
public sealed class FalRoutedTests : IDisposable
{
    private const string Model = "acme/painter";
    private const string Base = "https://router.huggingface.co/fal-ai";
    private const string Job = $"fal-ai/flux/requests/{FalWire.Id}";
    private const string Image = """{"images":[{"url":"https://v3.fal.media/files/a/b.png","content_type":"image/png"}]}""";

    private readonly JumpingTime time = new();
    private readonly List<SentRequest> sent = [];
    private readonly Queue<string> answers = new();
    private readonly TestRouter router;
    private string mapping = "";

    public FalRoutedTests() => router = Create();

    public void Dispose() => router.Dispose();

    [Fact]
    public async Task GenerateImageAsync_Job_IsSubmittedFollowedAndReadAtTheRouter()
    {
        Map("fal-ai/flux/schnell", "text-to-image");
        Play(Image);

        var answer = await router.Client.SendAsync(
            InferenceTasks.TextToImage, Request(new TextToImageRequest { Prompt = "a whale", Size = new(640, 480), Steps = 4, Seed = 1 }), TestContext.Current.CancellationToken);

        sent.Select(request => request.Line).Should().Equal(
            $"POST {Base}/fal-ai/flux/schnell?_subdomain=queue",
            $"GET {Base}/{Job}/status?_subdomain=queue&logs=1",
            $"GET {Base}/{Job}?_subdomain=queue");
        sent[0].Headers.Should().BeEquivalentTo(
            new Dictionary<string, string> { ["Accept"] = "application/json", ["Authorization"] = $"Bearer {TestRouter.HuggingFaceKey}" }, "fal's own headers are for fal");
        sent[0].Body.ShouldBeJson("""{"prompt":"a whale","image_size":{"width":640,"height":480},"num_inference_steps":4,"seed":1}""");
        sent.Should().OnlyContain(request => request.Headers["Authorization"] == $"Bearer {TestRouter.HuggingFaceKey}");
        answer.Image.Uri.Should().Be(new Uri("https://v3.fal.media/files/a/b.png"));
        answer.Info.Provider.Should().Be("huggingface-router");
    }

    [Theory]
    [InlineData("https://queue.fal.run/fal-ai/flux/requests/" + FalWire.Id, Job)]
    [InlineData("https://elsewhere.example/fal-ai/flux/requests/" + FalWire.Id, Job)]
    [InlineData("https://queue.fal.run/other/app/requests/" + FalWire.Id + "/result", "other/app/requests/" + FalWire.Id)]
    [InlineData("https://queue.fal.run/somewhere", Job)]
    public async Task GenerateImageAsync_AddressInTheAnswer_CountsByItsPathAlone(string address, string job)
    {
        Map("fal-ai/flux/schnell", "text-to-image");
        Play(Image, address);

        await router.Client.SendAsync(InferenceTasks.TextToImage, Request(new TextToImageRequest { Prompt = "a whale" }), TestContext.Current.CancellationToken);

        sent[1].Line.Should().Be($"GET {Base}/{job}/status?_subdomain=queue&logs=1");
        sent.Should().OnlyContain(request => request.Line.Contains(Base, StringComparison.Ordinal));
    }

    [Fact]
    public async Task StartAsync_WithAWebhook_NamesItAndIsResumedAndCancelledByAnotherProcess()
    {
        Map("fal-ai/wan/text-to-video", "text-to-video");
        answers.Enqueue(FalWire.Submitted());
        var job = await router.Client.StartAsync(
            InferenceTasks.TextToVideo,
            Request(new TextToVideoRequest { Prompt = "waves" }),
            new() { Webhook = new("https://me.example/hook?job=1") },
            TestContext.Current.CancellationToken);
        var handle = JobHandle.Parse(job.Handle.ToJson());
        (handle.Provider, handle.Partner, handle.JobId, handle.Location).Should().Be(("huggingface-router", "fal-ai", FalWire.Id, Job));

        using var other = Create();
        answers.Enqueue(FalWire.Status("COMPLETED"));
        answers.Enqueue("""{"video":{"url":"https://v3.fal.media/files/a/b.mp4"}}""");
        answers.Enqueue("""{"status":"CANCELLATION_REQUESTED"}""");
        var resumed = other.Client.Resume(InferenceTasks.TextToVideo, handle);
        var answer = await resumed.WaitAsync(cancellationToken: TestContext.Current.CancellationToken);
        await resumed.CancelAsync(TestContext.Current.CancellationToken);

        answer.Video.Uri!.AbsolutePath.Should().Be("/files/a/b.mp4");
        sent.Select(request => request.Line).Should().Equal(
            $"POST {Base}/fal-ai/wan/text-to-video?_subdomain=queue&fal_webhook=https%3A%2F%2Fme.example%2Fhook%3Fjob%3D1",
            $"GET {Base}/{Job}/status?_subdomain=queue&logs=1",
            $"GET {Base}/{Job}?_subdomain=queue",
            $"PUT {Base}/{Job}/cancel?_subdomain=queue");
    }

    [Fact]
    public async Task GenerateImageAsync_Lora_IsTheAddressOfTheWeights()
    {
        mapping = """{"inferenceProviderMapping":{"fal-ai":{"status":"live","providerId":"fal-ai/flux-lora","task":"text-to-image","adapter":"lora","adapterWeightsPath":"w.safetensors"}}}""";
        Play(Image);

        await router.Client.SendAsync(InferenceTasks.TextToImage, Request(new TextToImageRequest { Prompt = "a whale" }), TestContext.Current.CancellationToken);

        sent[0].Body.ShouldBeJson("""{"prompt":"a whale","loras":[{"path":"https://huggingface.co/acme/painter/resolve/main/w.safetensors"}]}""");
    }

    [Fact]
    public async Task GenerateImageAsync_LoraOfSdxl_NamesTheModelBelowIt()
    {
        mapping = """{"inferenceProviderMapping":{"fal-ai":{"status":"live","providerId":"fal-ai/lora","task":"text-to-image","adapter":"lora","adapterWeightsPath":"w.safetensors"}}}""";
        Play(Image);

        await router.Client.SendAsync(InferenceTasks.TextToImage, Request(new TextToImageRequest { Prompt = "a whale" }), TestContext.Current.CancellationToken);

        sent[0].Body.ShouldBeJson("""{"prompt":"a whale","model_name":"stabilityai/stable-diffusion-xl-base-1.0","loras":[{"path":"https://huggingface.co/acme/painter/resolve/main/w.safetensors"}]}""");
    }

    [Fact]
    public async Task TranscribeAsync_LargeSound_GoesAlongForThereIsNoStorage()
    {
        Map("fal-ai/wizper", "automatic-speech-recognition");
        answers.Enqueue("""{"text":"Hi"}""");

        await router.Client.SendAsync(
            InferenceTasks.SpeechToText, Request(new SpeechToTextRequest { Audio = MediaContent.FromBytes(new byte[2 << 20], "audio/flac") }), TestContext.Current.CancellationToken);

        sent[0].Body.Should().Contain("\"audio_url\":\"data:audio/mpeg;base64,AAAA");
        sent.Should().ContainSingle();
    }

    [Fact]
    public async Task TranscribeAsync_SoundPastWhatGoesAlong_IsPastTheLimit()
    {
        Map("fal-ai/wizper", "automatic-speech-recognition");

        var failure = (await FluentActions.Awaiting(() => router.Client.SendAsync(
            InferenceTasks.SpeechToText, Request(new SpeechToTextRequest { Audio = MediaContent.FromBytes(new byte[(32 << 20) + 1], "audio/flac") }), TestContext.Current.CancellationToken)).Should().ThrowAsync<ProviderException>()).Which;

        failure.Kind.Should().Be(ErrorKind.LimitExceeded);
        sent.Should().BeEmpty();
    }

    [Fact]
    public async Task SendAsync_EveryJobOfTheHub_GoesThrough()
    {
        await SendAsync(InferenceTasks.ImageToImage, "image-to-image", new() { Image = Picture, Prompt = "x" }, Image);
        await SendAsync(InferenceTasks.ImageToVideo, "image-to-video", new() { Image = Picture, Prompt = "x" }, """{"video":{"url":"https://v3.fal.media/files/a/b.mp4"}}""");
        await SendAsync(InferenceTasks.TextToAudio, "text-to-audio", new() { Prompt = "x" }, """{"audio":{"url":"https://v3.fal.media/files/a/b.mp3"}}""");

        sent.Where(request => request.Line.StartsWith("POST", StringComparison.Ordinal)).Should().HaveCount(3)
            .And.OnlyContain(request => request.Line == $"POST {Base}/fal-ai/some/model?_subdomain=queue");
    }

    private static MediaContent Picture => MediaContent.FromUri(new("https://files.example/p.png"));

    private static TRequest Request<TRequest>(TRequest request)
        where TRequest : InferenceRequest => request with { Model = Model, Provider = "huggingface-router" };

    private async Task SendAsync<TRequest, TResponse>(InferenceTask<TRequest, TResponse> task, string hubTask, TRequest request, string result)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse
    {
        using var own = Create();
        Map("fal-ai/some/model", hubTask);
        Play(result);
        await own.Client.SendAsync(task, Request(request), TestContext.Current.CancellationToken);
    }

    private void Play(string result, string address = FalWire.FluxJob)
    {
        answers.Enqueue(FalWire.Submitted(address));
        answers.Enqueue(FalWire.Status("COMPLETED"));
        answers.Enqueue(result);
    }

    private void Map(string id, string task) =>
        mapping = $$"""{"id":"{{Model}}","inferenceProviderMapping":{"fal-ai":{"status":"live","providerId":"{{id}}","task":"{{task}}"} } }""";

    private TestRouter Create()
    {
        var created = new TestRouter(null, TestRouter.WithKeys("HF_TOKEN"), time);
        created.Http.When("*").Respond(request =>
        {
            if (request.RequestUri!.Host == "huggingface.co")
            {
                return new(System.Net.HttpStatusCode.OK) { Content = new StringContent(mapping, null, "application/json") };
            }

            sent.Add(SentRequest.Of(request));
            return new(System.Net.HttpStatusCode.OK) { Content = new StringContent(answers.Dequeue(), null, "application/json") };
        });
        return created;
    }
}
