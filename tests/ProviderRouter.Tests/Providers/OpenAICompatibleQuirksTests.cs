using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Providers.OpenAICompatible;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers;

/// <summary>In what the servers that are known by name differ on the wire.</summary>
public sealed class OpenAICompatibleQuirksTests
{
    private const string Key = "sk_canary_1234567890abcdef";
    private const string Answer = """{"choices":[{"message":{"content":"ok"},"finish_reason":"stop"}]}""";

    private static readonly MediaContent Sound = MediaContent.FromBytes(Encoding.ASCII.GetBytes("RIFFsizeWAVEdata"));

    private static readonly ChatRequest Full = new()
    {
        Messages = [ChatMessage.User("Hi")],
        MaxOutputTokens = 9,
        Temperature = 0.5,
        TopP = 0.9,
        TopK = 4,
        MinP = 0.1,
        FrequencyPenalty = 0.1,
        PresencePenalty = 0.2,
        RepetitionPenalty = 1.1,
        Stop = ["x"],
        Seed = 1,
        Count = 1,
        LogProbabilities = true,
        TopLogProbabilities = 2,
        LogitBias = new Dictionary<int, double> { [1] = 1 },
        User = "ada",
    };

    [Theory]
    [InlineData("openai", "gpt-4.1", """{"max_completion_tokens":9,"temperature":0.5,"top_p":0.9,"frequency_penalty":0.1,"presence_penalty":0.2,"stop":["x"],"seed":1,"n":1,"logprobs":true,"top_logprobs":2,"logit_bias":{"1":1},"user":"ada"}""")]
    [InlineData("openai", "o3-mini", """{"max_completion_tokens":9,"stop":["x"],"seed":1,"n":1,"user":"ada"}""")]
    [InlineData("openai", "gpt-5-mini", """{"max_completion_tokens":9,"stop":["x"],"seed":1,"n":1,"user":"ada"}""")]
    [InlineData("openai", "gpt-5-chat-latest", """{"max_completion_tokens":9,"temperature":0.5,"top_p":0.9,"frequency_penalty":0.1,"presence_penalty":0.2,"stop":["x"],"seed":1,"n":1,"logprobs":true,"top_logprobs":2,"logit_bias":{"1":1},"user":"ada"}""")]
    [InlineData("xai", "grok-4", """{"max_completion_tokens":9,"temperature":0.5,"top_p":0.9,"seed":1,"n":1,"logprobs":true,"top_logprobs":2,"logit_bias":{"1":1},"user":"ada"}""")]
    [InlineData("xai", "grok-4-fast-non-reasoning", """{"max_completion_tokens":9,"temperature":0.5,"top_p":0.9,"frequency_penalty":0.1,"presence_penalty":0.2,"stop":["x"],"seed":1,"n":1,"logprobs":true,"top_logprobs":2,"logit_bias":{"1":1},"user":"ada"}""")]
    [InlineData("groq", "m", """{"max_tokens":9,"temperature":0.5,"top_p":0.9,"frequency_penalty":0.1,"presence_penalty":0.2,"stop":["x"],"seed":1,"user":"ada"}""")]
    [InlineData("cerebras", "m", """{"max_tokens":9,"temperature":0.5,"top_p":0.9,"stop":["x"],"seed":1,"logprobs":true,"top_logprobs":2,"user":"ada"}""")]
    [InlineData("mistral", "m", """{"max_tokens":9,"temperature":0.5,"top_p":0.9,"frequency_penalty":0.1,"presence_penalty":0.2,"stop":["x"],"random_seed":1,"n":1}""")]
    [InlineData("deepseek", "deepseek-reasoner", """{"max_tokens":9,"stop":["x"]}""")]
    [InlineData("lm-studio", "m", """{"max_tokens":9,"temperature":0.5,"top_p":0.9,"top_k":4,"frequency_penalty":0.1,"presence_penalty":0.2,"repeat_penalty":1.1,"stop":["x"],"seed":1,"logit_bias":{"1":1}}""")]
    [InlineData("ollama", "m", """{"max_tokens":9,"temperature":0.5,"top_p":0.9,"frequency_penalty":0.1,"presence_penalty":0.2,"stop":["x"],"seed":1,"logprobs":true,"top_logprobs":2}""")]
    [InlineData("vllm", "m", """{"max_tokens":9,"temperature":0.5,"top_p":0.9,"top_k":4,"min_p":0.1,"frequency_penalty":0.1,"presence_penalty":0.2,"repetition_penalty":1.1,"stop":["x"],"seed":1,"n":1,"logprobs":true,"top_logprobs":2,"logit_bias":{"1":1},"user":"ada"}""")]
    public async Task ChatAsync_EveryParameter_SendsWhatTheServerAndTheModelTakeAndWarnsOfTheRest(string server, string model, string fields)
    {
        using var router = Create(server);
        var wire = new MediaWire(router, MediaWire.Json(Answer));

        var answer = await router.Client.ChatAsync(Full with { Provider = server, Model = model }, TestContext.Current.CancellationToken);

        wire.Request.Body.ShouldBeJson($$"""{"model":"{{model}}","messages":[{"role":"user","content":"Hi"}],{{fields[1..]}}""");
        var sent = fields.Split("\":").Length - 1 - (fields.Contains("logit_bias", StringComparison.Ordinal) ? 1 : 0);
        answer.Info.Warnings.Should().HaveCount(15 - sent, "each of the fifteen settings is sent or told of");
    }

    [Theory]
    [InlineData("openai", "developer")]
    [InlineData("xai", "system")]
    [InlineData("groq", "system")]
    public async Task ChatAsync_DeveloperMessage_HasTheRoleThatTheServerKnows(string server, string role)
    {
        using var router = Create(server);
        var wire = new MediaWire(router, MediaWire.Json(Answer));

        await router.Client.ChatAsync(new ChatRequest { Provider = server, Model = "m", Messages = [new() { Role = ChatRole.Developer, Parts = ["x"] }] }, TestContext.Current.CancellationToken);

        wire.Request.Body.Should().Contain($"\"role\":\"{role}\"");
    }

    [Fact]
    public async Task ChatStreamAsync_Mistral_DoesNotAskForUsage()
    {
        using var router = Create("mistral");
        var wire = new MediaWire(router, MediaWire.Bytes(Encoding.UTF8.GetBytes("data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\n"), "text/event-stream"));

        await foreach (var _ in router.Client.ChatStreamAsync(new ChatRequest { Provider = "mistral", Model = "m", Messages = [ChatMessage.User("Hi")] }, TestContext.Current.CancellationToken))
        {
        }

        wire.Request.Body.Should().Be("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"stream":true}""");
    }

    [Theory]
    [InlineData("ollama")]
    [InlineData("lm-studio")]
    public async Task ChatAsync_ImageAtAnAddressAtALocalServer_IsFetchedHereAndSent(string server)
    {
        using var router = Create(server);
        var wire = new MediaWire(router, MediaWire.Bytes([1, 2, 3], "image/png"), MediaWire.Json(Answer));

        await router.Client.ChatAsync(
            new ChatRequest { Provider = server, Model = "m", Messages = [ChatMessage.User("?", new ChatImagePart(MediaContent.FromUri(new("https://x.test/a.png"))))] }, TestContext.Current.CancellationToken);

        wire.Requests[0].Line.Should().Be("GET https://x.test/a.png");
        wire.Requests[1].Body.Should().Contain("\"url\":\"data:image/png;base64,AQID\"");
    }

    [Fact]
    public async Task GenerateTextAsync_Mistral_FillsInAndReadsTheMessage()
    {
        using var router = Create("mistral");
        var wire = new MediaWire(router, MediaWire.Json("""{"choices":[{"index":0,"message":{"role":"assistant","content":" of love"},"finish_reason":"stop"}]}"""));

        var answer = await router.Client.GenerateTextAsync(new TextGenerationRequest { Provider = "mistral", Model = "codestral", Prompt = "a city", Suffix = "!", Seed = 1 }, TestContext.Current.CancellationToken);

        wire.Request.ShouldBe("POST https://api.mistral.ai/v1/fim/completions", Key, "application/json", """{"model":"codestral","prompt":"a city","suffix":"!","random_seed":1}""");
        answer.Text.Should().Be(" of love");
    }

    [Fact]
    public async Task GenerateTextAsync_DeepSeek_GoesToItsBeta()
    {
        using var router = Create("deepseek");
        var wire = new MediaWire(router, MediaWire.Json("""{"choices":[{"text":"x","finish_reason":"stop"}]}"""));

        await router.Client.GenerateTextAsync(new TextGenerationRequest { Provider = "deepseek", Model = "m", Prompt = "a" }, TestContext.Current.CancellationToken);

        wire.Request.Line.Should().Be("POST https://api.deepseek.com/beta/completions");
    }

    [Theory]
    [InlineData("openai", """{"model":"m","input":["x"],"encoding_format":"base64","dimensions":8,"user":"ada"}""")]
    [InlineData("vllm", """{"model":"m","input":["x"],"encoding_format":"base64","dimensions":8,"user":"ada"}""")]
    [InlineData("mistral", """{"model":"m","input":["x"],"output_dimension":8}""")]
    [InlineData("ollama", """{"model":"m","input":["x"],"dimensions":8}""")]
    [InlineData("deepinfra", """{"model":"m","input":["x"],"dimensions":8,"user":"ada"}""")]
    public async Task EmbedAsync_EachServer_IsAskedInItsWay(string server, string body)
    {
        using var router = Create(server);
        var wire = new MediaWire(router, MediaWire.Json("""{"data":[{"embedding":"AACAPw=="}]}"""));

        var answer = await router.Client.EmbedAsync(new EmbeddingsRequest { Provider = server, Model = "m", Inputs = ["x"], Dimensions = 8, User = "ada" }, TestContext.Current.CancellationToken);

        wire.Request.Body.Should().Be(body);
        answer.Vector.ToArray().Should().Equal(1f);
    }

    [Theory]
    [InlineData("groq", "response_format=verbose_json url=https://x.test/a.mp3")]
    [InlineData("mistral", "file_url=https://x.test/a.mp3")]
    public async Task TranscribeAsync_SoundAtAnAddress_IsReadByTheServer(string server, string fields)
    {
        using var router = Create(server);
        var wire = new MediaWire(router, MediaWire.Json("""{"text":"Hi","usage":{"prompt_audio_seconds":3,"prompt_tokens":1,"total_tokens":2}}"""));

        var answer = await router.Client.TranscribeAsync(new SpeechToTextRequest { Provider = server, Model = "m", Audio = MediaContent.FromUri(new("https://x.test/a.mp3")) }, TestContext.Current.CancellationToken);

        SentForm.Of(wire.Request.Body).Should().Equal(["model=m", .. fields.Split(' ')]);
        answer.Duration.Should().Be(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task TranscribeAsync_MistralWithAll_SendsItsOwnFields()
    {
        using var router = Create("mistral");
        var wire = new MediaWire(router, MediaWire.Json("""{"text":"Hi"}"""));

        var answer = await router.Client.TranscribeAsync(
            new SpeechToTextRequest { Provider = "mistral", Model = "m", Audio = Sound, Language = "en", Prompt = "p", Temperature = 0.5, Timestamps = TimestampGranularity.Segment, Diarize = true, SpeakerCount = 2 },
            TestContext.Current.CancellationToken);

        SentForm.Of(wire.Request.Body).Should().Equal("model=m", "language=en", "temperature=0.5", "diarize=true", "timestamp_granularities=segment", "file=file.wav(audio/wav):RIFFsizeWAVEdata");
        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal("Prompt", "SpeakerCount");
    }

    [Fact]
    public async Task GenerateSpeechAsync_Groq_SendsTheOnlyFormatAndAVoiceOfTheModel()
    {
        using var router = Create("groq");
        var wire = new MediaWire(router, MediaWire.Bytes([1, 2], "audio/wav"));

        var answer = await router.Client.GenerateSpeechAsync(
            new TextToSpeechRequest { Provider = "groq", Model = "canopylabs/orpheus-arabic-saudi", Text = "x", SampleRate = 24000, Instructions = "whisper" }, TestContext.Current.CancellationToken);

        wire.Request.Body.Should().Be("""{"model":"canopylabs/orpheus-arabic-saudi","input":"x","voice":"fahad","response_format":"wav","sample_rate":24000}""");
        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal("Instructions");
    }

    [Theory]
    [InlineData("openai", """{"model":"m","prompt":"x","n":2,"size":"512x256","output_format":"webp"}""")]
    [InlineData("nebius", """{"model":"m","prompt":"x","response_format":"b64_json","width":512,"height":256,"negative_prompt":"y","seed":3,"num_inference_steps":4,"response_extension":"webp"}""")]
    [InlineData("nscale", """{"model":"m","prompt":"x","response_format":"b64_json","n":2,"size":"512x256"}""")]
    [InlineData("xai", """{"model":"m","prompt":"x","n":2}""")]
    public async Task GenerateImageAsync_EachServer_IsAskedInItsWay(string server, string body)
    {
        using var router = Create(server);
        var wire = new MediaWire(router, MediaWire.Json("""{"data":[{"b64_json":"iVBORw0KGgo="}]}"""));

        await router.Client.GenerateImageAsync(
            new TextToImageRequest { Provider = server, Model = "m", Prompt = "x", Count = 2, Size = new(512, 256), NegativePrompt = "y", Seed = 3, Steps = 4, Format = ImageFormat.Webp },
            TestContext.Current.CancellationToken);

        wire.Request.Body.Should().Be(body);
    }

    [Fact]
    public async Task ListModelsAsync_Nebius_AsksForPrices()
    {
        using var router = Create("nebius");
        var wire = new MediaWire(router, MediaWire.Json("""{"data":[{"id":"m","pricing":{"prompt":"0.0000001","completion":"0.0000004"}}]}"""));

        var models = await router.Client.ListModelsAsync("nebius", TestContext.Current.CancellationToken);

        wire.Request.Line.Should().Be("GET https://api.tokenfactory.nebius.com/v1/models?verbose=true");
        models.Should().ContainSingle().Which.Price.Should().BeEquivalentTo(new { Input = 0.1m, Output = 0.4m });
    }

    private static TestRouter Create(string server) => new(builder => builder.AddOpenAICompatiblePreset(server, options => options.ApiKey = Key), new FakeEnvironment());
}
