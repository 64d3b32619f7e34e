using System.Text.Json;

namespace ProviderRouter.Emulator.Tests;

public sealed class FalRunTests : IAsyncLifetime
{
    private FalFixture _fal = null!;

    public async ValueTask InitializeAsync() => _fal = await FalFixture.StartAsync();

    public ValueTask DisposeAsync() => _fal.DisposeAsync();

    [Theory]
    [InlineData(null, 401, "Cannot access application \"fal-ai/flux\". Authentication is required to access this application.")]
    [InlineData("Bearer fal_emulator:secret", 401, "Cannot access application \"fal-ai/flux\". Authentication is required to access this application.")]
    [InlineData("Key fal_emulator", 401, "Invalid Key Authorization header format. Expected '<key_id>:<key_secret>'.")]
    [InlineData("Key other:secret", 401, "No user found for Key ID and Secret")]
    public async Task Run_WrongAuthorization_SaysWhatIsWrong(string? header, int status, string detail)
    {
        var headers = header is null ? [] : new[] { ("Authorization", header) };

        var answer = await FalFixture.SendOpenAsync(HttpMethod.Post, _fal.Provider.BaseAddress + "fal-ai/flux/dev/image-to-image", "{}"u8.ToArray(), headers);

        answer.Status.Should().Be(status);
        answer.At("detail").GetString().Should().Be(detail);
    }

    [Fact]
    public async Task Rest_WithoutKey_AsksForTheHeader()
    {
        var answer = await FalFixture.SendOpenAsync(HttpMethod.Post, _fal.At("rest", "storage/auth/token"), "{}"u8.ToArray());

        answer.Status.Should().Be(401);
        answer.Text.Should().Be("""{"detail":"Authorization header is required"}""");
    }

    [Fact]
    public async Task Run_Picture_AnswersAsTheModelDoes()
    {
        var answer = await _fal.RunAsync("fal-ai/flux/dev", """{"prompt":"a red bird","seed":7,"image_size":"square","num_images":2,"output_format":"png"}""");

        answer.Status.Should().Be(200);
        answer.Headers.GetValues("x-fal-billable-units").Should().Equal("2");
        Guid.TryParse(answer.Headers.GetValues("x-fal-request-id").Single(), out _).Should().BeTrue();
        var first = answer.At("images", 0, "url").GetString()!;
        var second = answer.At("images", 1, "url").GetString()!;
        answer.Json.Should().BeJson($$"""
            {
              "images": [
                { "url": "{{first}}", "content_type": "image/png", "width": 512, "height": 512 },
                { "url": "{{second}}", "content_type": "image/png", "width": 512, "height": 512 }
              ],
              "timings": { "inference": 0.5 },
              "seed": 7,
              "has_nsfw_concepts": [false, false],
              "prompt": "a red bird"
            }
            """);
        first.Should().StartWith(_fal.Provider.Addresses["cdn"].AbsoluteUri);
        var file = await FalFixture.SendOpenAsync(HttpMethod.Get, first, null);
        file.Type.Should().Be("image/png");
        file.Bytes[1..4].Should().Equal("PNG"u8.ToArray());
        (await FalFixture.SendOpenAsync(HttpMethod.Get, second, null)).Bytes.Should().NotEqual(file.Bytes);
    }

    [Fact]
    public async Task Run_SyncMode_GivesTheFileInTheAnswer()
    {
        var answer = await _fal.RunAsync("fal-ai/bria/background/remove", $$"""{"image_url":"{{await PictureAsync()}}","sync_mode":true}""");

        answer.At("image", "url").GetString().Should().StartWith("data:image/png;base64,");
        answer.At("image", "width").GetInt32().Should().Be(512);
    }

    [Fact]
    public async Task Run_NoSeed_MayGiveOneOf64Bits()
    {
        var answer = await _fal.RunAsync("fal-ai/fast-sdxl", """{"prompt":"a bird"}""");

        answer.At("seed").TryGetInt64(out _).Should().BeFalse();
        answer.At("seed").GetUInt64().Should().BeGreaterThan(long.MaxValue);
    }

    [Fact]
    public async Task Run_FlaggedPrompt_GivesABlackPictureAndTheFlag()
    {
        const string Prompt = """{"prompt":"something nsfw","output_format":"png","image_size":"square"}""";

        var flagged = await _fal.RunAsync("fal-ai/flux/schnell", Prompt);
        var unchecked_ = await _fal.RunAsync("fal-ai/flux/schnell", Prompt.Replace("{", """{"enable_safety_checker":false,""", StringComparison.Ordinal));

        flagged.At("has_nsfw_concepts", 0).GetBoolean().Should().BeTrue();
        unchecked_.At("has_nsfw_concepts", 0).GetBoolean().Should().BeFalse();
        var seen = await _fal.RunAsync("fal-ai/florence-2-large/caption", $$"""{"image_url":"{{flagged.At("images", 0, "url").GetString()}}"}""");
        seen.At("results").GetString().Should().Contain("mostly black");
    }

    [Theory]
    [InlineData("fal-ai/nothing-here/dev", 404, """{"detail":"Application \"nothing-here\" not found"}""")]
    [InlineData("fal-ai/flux/nothing-here", 404, """{"detail":"Path /nothing-here not found"}""")]
    [InlineData("fal-ai/fast-sdxl/stream", 404, """{"detail":"Path /stream not found"}""")]
    [InlineData("fal-ai", 404, """{"detail":"Not Found"}""")]
    public async Task Run_UnknownEndpoint_Answers404(string endpoint, int status, string body)
    {
        var answer = await _fal.RunAsync(endpoint, """{"prompt":"a"}""");

        answer.Status.Should().Be(status);
        answer.Text.Should().Be(body);
    }

    [Fact]
    public async Task Run_ByGet_Answers405()
    {
        var answer = await _fal.Wire.GetAsync("fal-ai/flux/dev");

        answer.Status.Should().Be(405);
        answer.At("detail").GetString().Should().Be("Method Not Allowed");
    }

    [Fact]
    public async Task Run_PromptOfForbiddenContent_IsAViolationThatNoRetryMends()
    {
        var answer = await _fal.RunAsync("fal-ai/veo3", """{"prompt":"a prompt with forbidden content"}""");

        answer.Status.Should().Be(422);
        answer.Headers.GetValues("X-Fal-Retryable").Should().Equal("false");
        answer.Json.Should().BeJson("""
            {
              "detail": [
                {
                  "loc": ["body", "prompt"],
                  "msg": "The content could not be processed because it contained material flagged by a content checker.",
                  "type": "content_policy_violation",
                  "url": "https://docs.fal.ai/errors/#content_policy_violation",
                  "input": "a prompt with forbidden content"
                }
              ]
            }
            """);
    }

    [Fact]
    public async Task Run_LoraThatDoesNotFit_AnswersWithATextInsteadOfAList()
    {
        const string Body = """{"prompt":"a","model_name":"stabilityai/stable-diffusion-xl-base-1.0","loras":[{"path":"https://huggingface.co/x/incompatible.safetensors"}]}""";

        var answer = await _fal.RunAsync("fal-ai/lora", Body);

        answer.Status.Should().Be(422);
        answer.At("detail").ValueKind.Should().Be(JsonValueKind.String);
    }

    [Fact]
    public async Task Fault_Status_HasFalsShapeAndHeader()
    {
        _fal.Provider.EnqueueFault(EmulatedFault.Status(503));

        var answer = await _fal.RunAsync("fal-ai/flux/dev", """{"prompt":"a"}""");

        answer.Status.Should().Be(503);
        answer.At("error_type").GetString().Should().Be("runner_scheduling_failure");
        answer.Headers.GetValues("X-Fal-Error-Type").Should().Equal("runner_scheduling_failure");
    }

    [Fact]
    public async Task Stream_LanguageModel_RepeatsWhatWasSaidAndEndsWithTheWhole()
    {
        const string Body = """{"prompt":"Hello","model":"google/gemini-2.5-flash","reasoning":true}""";

        var stream = await _fal.RunAsync("fal-ai/any-llm/stream", Body);
        var whole = await _fal.RunAsync("fal-ai/any-llm", Body);

        stream.Type.Should().Be("text/event-stream");
        stream.Events.Should().HaveCountGreaterThan(3);
        stream.Events.SkipLast(1).Should().OnlyContain(data => data.GetProperty("partial").GetBoolean());
        stream.Events[1].GetProperty("output").GetString().Should().StartWith(stream.Events[0].GetProperty("output").GetString());
        stream.Events[^1].Should().BeJson(whole.Text);
        whole.Json.Should().BeJson($$"""
            {
              "output": {{FalFixture.Quote(whole.At("output").GetString()!)}},
              "reasoning": {{FalFixture.Quote(whole.At("reasoning").GetString()!)}},
              "partial": false,
              "error": null
            }
            """);
        whole.At("output").GetString().Should().EndWith("You said: Hello");
    }

    [Fact]
    public async Task Stream_Picture_ShowsAnEarlyStateBeforeTheOutput()
    {
        var stream = await _fal.RunAsync("fal-ai/flux/dev/stream", """{"prompt":"Hello","seed":3}""");

        stream.Events.Should().HaveCount(2);
        stream.Events[0].GetProperty("images")[0].GetProperty("url").GetString().Should().StartWith("data:");
        stream.Events[1].GetProperty("images")[0].GetProperty("width").GetInt32().Should().Be(1024);
    }

    [Fact]
    public async Task Stream_BadInput_IsRefusedBeforeItStarts()
    {
        var answer = await _fal.RunAsync("fal-ai/any-llm/stream", "{}");

        answer.Status.Should().Be(422);
        answer.Type.Should().Be("application/json");
    }

    [Fact]
    public async Task Router_LanguageModel_TellsUsageAndCost()
    {
        var answer = await _fal.RunAsync("openrouter/router", """{"prompt":"Hello","model":"openai/gpt-oss-120b","max_tokens":5}""");

        var usage = answer.At("usage");
        usage.GetProperty("completion_tokens").GetInt32().Should().Be(5);
        usage.GetProperty("total_tokens").GetInt32().Should().Be(5 + usage.GetProperty("prompt_tokens").GetInt32());
        usage.GetProperty("cost").GetDouble().Should().BePositive();
    }

    [Fact]
    public async Task Router_OpenAIChat_AnswersInThatFormat()
    {
        const string Path = "openrouter/router/openai/v1/chat/completions";
        const string Body = """{"model":"openai/gpt-oss-120b","messages":[{"role":"user","content":"Hello"}]}""";

        var answer = await _fal.RunAsync(Path, Body);
        var unknown = await _fal.RunAsync(Path, Body.Replace("openai/gpt-oss-120b", "nothing", StringComparison.Ordinal));

        answer.At("object").GetString().Should().Be("chat.completion");
        unknown.Status.Should().Be(400);
        unknown.Json.Should().BeJson("""{"error":{"message":"nothing is not a valid model ID","code":400}}""");
    }

    private async Task<string> PictureAsync()
    {
        var made = await _fal.RunAsync("fal-ai/flux/schnell", """{"prompt":"a green leaf","image_size":"square","output_format":"png"}""");
        return made.At("images", 0, "url").GetString()!;
    }
}
