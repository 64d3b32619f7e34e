using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.Fal.FalWire;

namespace ProviderRouter.Tests.Providers.Fal;

/// <summary>fal behind Hugging Face's router.</summary>
public sealed class FalRoutedSpeechTests
{
    private const string Router = "https://router.huggingface.co/fal-ai";
    private const string Voice = "fal-ai/kokoro/american-english";
    private const string Whisper = "fal-ai/whisper/large";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GenerateSpeechAsync_BehindTheRouter_IsAnsweredAtOnce()
    {
        using var wire = Wire().Then(200, """{"audio":{"url":"https://v3.fal.media/a.mp3","content_type":"audio/mpeg"},"duration_ms":1500}""", "application/json", ("x-fal-request-id", "run-1"));

        var answer = await wire.Client.GenerateSpeechAsync(OnRouter(new TextToSpeechRequest { Model = Voice, Text = "Hello" }), Token);

        var request = wire.Requests.Should().ContainSingle().Which;
        request.Line.Should().Be($"POST {Router}/{Voice}");
        request.Headers["Authorization"].Should().Be($"Bearer {TestRouter.HuggingFaceKey}");
        request.Body.ShouldBeJson("""{"prompt":"Hello"}""");
        answer.Audio.Should().BeEquivalentTo(new { Uri = new Uri("https://v3.fal.media/a.mp3"), ContentType = "audio/mpeg", Duration = (TimeSpan?)TimeSpan.FromSeconds(1.5) });
        answer.Info.RequestId.Should().Be("run-1");
        answer.Info.Usage!.Characters.Should().Be(5);
    }

    [Fact]
    public async Task TranscribeAsync_BehindTheRouter_IsAnsweredAtOnce()
    {
        using var wire = Wire().Then(200, """{"text":"hello","chunks":[{"text":"hello","timestamp":[0,1.2]}]}""");

        var answer = await wire.Client.TranscribeAsync(OnRouter(new SpeechToTextRequest { Model = Whisper, Audio = MediaContent.FromBytes(new byte[] { 1, 2 }, "audio/wav") }), Token);

        var request = wire.Requests.Should().ContainSingle().Which;
        request.Line.Should().Be($"POST {Router}/{Whisper}");
        request.Body.ShouldBeJson("""{"audio_url":"data:audio/x-wav;base64,AQI="}""");
        answer.Text.Should().Be("hello");
        answer.Segments.Should().ContainSingle();
        answer.Info.RequestId.Should().BeNull();
    }

    [Theory]
    [InlineData(200, """{"error":"no such voice"}""", "no such voice")]
    [InlineData(200, """{"seed":1}""", "no file")]
    [InlineData(422, """{"detail":[{"loc":["body","text"],"msg":"field required","type":"missing"}]}""", "body.text: field required")]
    public async Task GenerateSpeechAsync_BehindTheRouterFails_SaysWhy(int status, string body, string words)
    {
        using var wire = Wire().Then(status, body);

        var speak = () => wire.Client.GenerateSpeechAsync(OnRouter(new TextToSpeechRequest { Model = Voice, Text = "Hello" }), Token);

        (await speak.Should().ThrowAsync<ProviderException>()).Which.Message.Should().Contain(words);
        wire.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task StartAsync_SpeechBehindTheRouter_HasNoJob()
    {
        using var wire = Wire();

        var start = () => wire.Client.StartAsync(InferenceTasks.TextToSpeech, OnRouter(new TextToSpeechRequest { Model = Voice, Text = "Hello" }), cancellationToken: Token);

        (await start.Should().ThrowAsync<InferenceException>()).Which.Message.Should().Contain("SendAsync");
        wire.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task GenerateImageAsync_BehindTheRouter_IsAJobOfTheQueue()
    {
        using var wire = Wire().ThenJob(Image);

        var answer = await wire.Client.GenerateImageAsync(OnRouter(new TextToImageRequest { Model = Flux, Prompt = "a cat" }), Token);

        wire.Lines.Should().Equal(
            $"POST {Router}/{Flux}?_subdomain=queue",
            $"GET {Router}/fal-ai/flux/requests/{Id}/status?_subdomain=queue&logs=1",
            $"GET {Router}/fal-ai/flux/requests/{Id}?_subdomain=queue");
        answer.Images.Should().ContainSingle();
    }

    private static FalWire Wire() => new(environment: TestRouter.WithKeys("HF_TOKEN"));

    private static TRequest OnRouter<TRequest>(TRequest request)
        where TRequest : InferenceRequest => request with { Provider = "huggingface-router" };
}
