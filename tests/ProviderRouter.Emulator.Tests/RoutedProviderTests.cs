using System.Net.Http.Headers;
using System.Text;

namespace ProviderRouter.Emulator.Tests;

public sealed class RoutedProviderTests : IAsyncLifetime
{
    private const string Hello = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";

    private ProviderEmulator _emulator = null!;
    private Wire _wire = null!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await ProviderEmulator.StartAsync(options => options.JobDuration = TimeSpan.FromMilliseconds(100));
        _wire = new Wire(_emulator["huggingface-router"]);
    }

    public ValueTask DisposeAsync()
    {
        _wire.Dispose();
        return _emulator.DisposeAsync();
    }

    [Fact]
    public async Task Fal_Sync_RunsTheEndpointOfThePath()
    {
        var answer = await _wire.PostAsync("fal-ai/fal-ai/flux/schnell", """{"prompt":"x"}""");

        answer.Status.Should().Be(200, answer.Text);
        answer.At("images", 0, "url").GetString().Should().Contain("/fal-ai/cdn/");
        _emulator["fal-ai"].Requests.Should().BeEmpty("the router was asked, not fal");
    }

    [Fact]
    public async Task Fal_Queue_NamesFalsOwnHostAndIsPolledThroughTheRouter()
    {
        var submitted = await _wire.PostAsync("fal-ai/fal-ai/wan/v2.2-a14b/text-to-video?_subdomain=queue", """{"prompt":"x"}""");
        var result = new Uri(submitted.At("response_url").GetString()!).AbsolutePath;
        var own = _emulator["fal-ai"].Addresses["queue"].AbsolutePath;
        var path = result[own.Length..];

        result.Should().StartWith(own);
        string? status = null;
        for (var i = 0; i < 100 && status != "COMPLETED"; i++)
        {
            status = (await _wire.GetAsync($"fal-ai/{path}/status?_subdomain=queue")).At("status").GetString();
            await Task.Delay(20, Wire.Token);
        }

        (await _wire.GetAsync($"fal-ai/{path}?_subdomain=queue")).At("video", "url").GetString().Should().NotBeNullOrEmpty();
        (await _wire.GetAsync($"fal-ai{result}?_subdomain=queue")).Status.Should().Be(200, "a client may keep the whole path");
    }

    [Fact]
    public async Task Replicate_ByNameAndByVersion_IsPolledByItsId()
    {
        var byName = await _wire.PostAsync("replicate/v1/models/black-forest-labs/flux-schnell/predictions", """{"input":{"prompt":"x"}}""", ("Prefer", "wait"));
        var byVersion = await _wire.PostAsync(
            "replicate/v1/predictions", """{"version":"39ed52f2a78e934b3ba6e2a89f5b1c712de7dfea535525255b1aa35c5565e08b","input":{"prompt":"x"}}""");

        byName.Status.Should().Be(201, byName.Text);
        byVersion.Status.Should().Be(201, byVersion.Text);
        byName.At("urls", "get").GetString().Should().StartWith(_emulator["replicate"].BaseAddress.AbsoluteUri);
        var polled = await _wire.GetAsync("replicate/v1/predictions/" + byVersion.At("id").GetString());
        polled.At("id").GetString().Should().Be(byVersion.At("id").GetString());
        (await _wire.PostAsync($"replicate/v1/predictions/{byVersion.At("id").GetString()}/cancel", "")).Status.Should().Be(200);
    }

    [Fact]
    public async Task Together_JsonAndForm_AreReadForTheModel()
    {
        var chat = await _wire.PostAsync("together/v1/chat/completions", "{\"model\":\"openai/gpt-oss-20b\"," + Hello + "}");
        var video = await _wire.PostAsync("together/v2/videos", """{"model":"Wan-AI/Wan2.2-T2V-A14B","prompt":"x"}""");
        var polled = await _wire.GetAsync("together/v2/videos/" + video.At("id").GetString());
        var sound = await _wire.PostAsync("together/v1/audio/speech", """{"model":"hexgrad/Kokoro-82M","input":"Hello there","voice":"af_alloy","response_format":"wav"}""");
        using var form = new MultipartFormDataContent { { new StringContent("openai/whisper-large-v3", Encoding.UTF8), "model" } };
        var file = new ByteArrayContent(sound.Bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue("audio/wav");
        form.Add(file, "file", "a.wav");
        var heard = await _wire.PostFormAsync("together/v1/audio/transcriptions", form);

        chat.Status.Should().Be(200, chat.Text);
        polled.Status.Should().Be(200, polled.Text);
        heard.At("text").GetString().Should().Be("Hello there");
    }

    [Fact]
    public async Task Fireworks_Chat_StreamsAsItDoesItself()
    {
        var stream = await _wire.PostAsync(
            "fireworks-ai/inference/v1/chat/completions", "{\"model\":\"accounts/fireworks/models/gpt-oss-20b\",\"stream\":true," + Hello + "}");

        stream.Events[^1].GetProperty("usage").GetProperty("prompt_tokens").GetInt32().Should().BePositive();
    }

    [Fact]
    public async Task Inference_Task_IsAnsweredBelowTheRouter()
    {
        var answer = await _wire.PostAsync("hf-inference/models/facebook/bart-large-cnn", """{"inputs":"One. Two."}""", ("X-HF-Bill-To", "my-org"));
        var old = await _wire.PostAsync("hf-inference/models/gpt2", """{"inputs":"x"}""");

        answer.Json.Should().BeJson("""[{"summary_text":"One."}]""");
        old.Status.Should().Be(200);
    }

    [Theory]
    [InlineData("groq/openai/v1/chat/completions", "openai/gpt-oss-20b")]
    [InlineData("novita/v3/openai/chat/completions", "moonshotai/kimi-k2.6")]
    public async Task ChatOnlyProvider_MappedModel_Answers(string path, string model)
    {
        var answer = await _wire.PostAsync(path, $$"""{"model":"{{model}}",{{Hello}}}""");

        answer.At("model").GetString().Should().Be(model);
    }

    [Theory]
    [InlineData("fal-ai/fal-ai/flux/unknown", "{}", "fal-ai")]
    [InlineData("fal-ai/fal-ai/unknown/requests/1?_subdomain=queue", "{}", "fal-ai")]
    [InlineData("replicate/v1/models/acme/unknown/predictions", """{"input":{}}""", "replicate")]
    [InlineData("replicate/v1/predictions", """{"version":"black-forest-labs/flux-schnell","input":{}}""", "replicate")]
    [InlineData("replicate/v1/account", "{}", "replicate")]
    [InlineData("together/v1/chat/completions", """{"model":"acme/unknown"}""", "together")]
    [InlineData("together/v1/chat/completions", "not json", "together")]
    [InlineData("fireworks-ai/inference/v1/chat/completions", """{"model":"openai/gpt-oss-20b"}""", "fireworks-ai")]
    [InlineData("fireworks-ai/inference/v1/embeddings", """{"model":"accounts/fireworks/models/gpt-oss-20b"}""", "fireworks-ai")]
    [InlineData("hf-inference/models/acme/unknown", """{"inputs":"x"}""", "hf-inference")]
    [InlineData("scaleway/v1/chat/completions", """{"model":"qwen3-embedding-8b","messages":[{"role":"user","content":"Hi"}]}""", "scaleway")]
    public async Task Routed_ModelNotMapped_IsRefusedByTheRouter(string path, string body, string provider)
    {
        var answer = await _wire.PostAsync(path, body);

        answer.Status.Should().Be(400);
        answer.Json.Should().BeJson($$"""{"error":"Model not supported by provider {{provider}}"}""");
    }

    [Fact]
    public async Task Routed_WrongRequest_IsRefusedInTheProvidersShape()
    {
        var fireworks = await _wire.PostAsync(
            "fireworks-ai/inference/v1/chat/completions", "{\"model\":\"accounts/fireworks/models/gpt-oss-20b\",\"foo\":1," + Hello + "}");
        var replicate = await _wire.PostAsync("replicate/v1/models/black-forest-labs/flux-schnell/predictions", """{"input":{}}""");

        fireworks.At("error", "message").GetString().Should().Be("Extra inputs are not permitted, field: 'foo'");
        replicate.Status.Should().Be(422);
        replicate.At("detail").GetString().Should().Contain("prompt");
    }

    [Fact]
    public async Task Routed_KeyPayerOrProviderUnknown_IsRefused()
    {
        const string Path = "hf-inference/models/facebook/bart-large-cnn";

        var key = await _wire.PostAsync(Path, """{"inputs":"x"}""", ("Authorization", "Bearer tgp_emulator"));
        var payer = await _wire.PostAsync(Path, """{"inputs":"x"}""", ("X-HF-Bill-To", "does-not-exist"));
        var provider = await _wire.PostAsync("nobody/v1/chat/completions", "{}");

        key.Status.Should().Be(401);
        payer.Status.Should().Be(403);
        provider.Status.Should().Be(404);
    }

    [Fact]
    public async Task Routed_FaultOfTheRouter_ActsOnWhatItPassesOn()
    {
        _emulator["huggingface-router"].EnqueueFault(EmulatedFault.CutAfter(2));

        var stream = await _wire.PostAsync(
            "fireworks-ai/inference/v1/chat/completions", "{\"model\":\"accounts/fireworks/models/gpt-oss-20b\",\"stream\":true," + Hello + "}");

        stream.Events.Should().HaveCount(2);
        stream.Text.Should().NotContain("[DONE]");
    }

    [Theory]
    [InlineData("openai/gpt-oss-120b", "cerebras")]
    [InlineData("openai/gpt-oss-120b:cheapest", "novita")]
    [InlineData("openai/gpt-oss-120b:preferred", "together")]
    [InlineData("openai/gpt-oss-120b:fireworks-ai", "fireworks-ai")]
    [InlineData("meta-llama/Llama-3.1-8B-Instruct:together", "together")]
    [InlineData("openai/gpt-oss-120b:hf-inference", null)]
    [InlineData("openai/gpt-oss-120b:acme-cloud", null)]
    [InlineData("black-forest-labs/FLUX.1-schnell", null)]
    public async Task Chat_ModelOfTheTable_GoesToAProviderOfItsMapping(string model, string? provider)
    {
        var answer = await _wire.PostAsync("v1/chat/completions", $$"""{"model":"{{model}}",{{Hello}}}""");

        answer.Status.Should().Be(provider is null ? 400 : 200);
        (answer.Headers.TryGetValues("x-inference-provider", out var served) ? served.Single() : null).Should().Be(provider);
    }

    [Fact]
    public async Task Models_ListAndSingle_TellPricesWhereTheyAreKnown()
    {
        var list = await _wire.GetAsync("v1/models");
        var single = await _wire.GetAsync("v1/models/moonshotai/Kimi-K2.6");
        var none = await _wire.GetAsync("v1/models/black-forest-labs/FLUX.1-schnell");

        list.At("data").EnumerateArray().Should().Contain(model => model.GetProperty("id").GetString() == "HuggingFaceTB/SmolLM3-3B");
        single.At("architecture", "input_modalities").Should().BeJson("""["text","image"]""");
        single.At("providers", 0).Should().BeJson("""
            {"provider":"novita","status":"live","context_length":131072,"pricing":{"input":0.9,"output":3.8},"supports_tools":true,"supports_structured_output":true,
             "first_token_latency_ms":400,"throughput":40,"is_model_author":false}
            """);
        none.Status.Should().Be(404);
    }
}
