using System.Text.Json;

namespace ProviderRouter.Emulator.Tests;

public sealed class FalSchemaTests : IAsyncLifetime
{
    private FalFixture _fal = null!;

    public async ValueTask InitializeAsync() => _fal = await FalFixture.StartAsync();

    public ValueTask DisposeAsync() => _fal.DisposeAsync();

    [Theory]
    [InlineData(
        "fal-ai/flux/dev",
        """{"prompt":"a","num_inference_steps":99}""",
        """{"loc":["body","num_inference_steps"],"msg":"Input should be less than or equal to 50","type":"less_than_equal","url":"https://docs.fal.ai/errors/#less_than_equal","ctx":{"le":50},"input":99}""")]
    [InlineData(
        "fal-ai/flux/dev",
        """{"prompt":"a","guidance_scale":0.5}""",
        """{"loc":["body","guidance_scale"],"msg":"Input should be greater than or equal to 1","type":"greater_than_equal","url":"https://docs.fal.ai/errors/#greater_than_equal","ctx":{"ge":1},"input":0.5}""")]
    [InlineData(
        "fal-ai/flux/dev",
        """{"prompt":"a","output_format":"webp"}""",
        """{"loc":["body","output_format"],"msg":"Input should be 'jpeg' or 'png'","type":"literal_error","ctx":{"expected":"'jpeg' or 'png'"},"input":"webp"}""")]
    [InlineData(
        "fal-ai/flux/dev",
        """{"prompt":5}""",
        """{"loc":["body","prompt"],"msg":"Input should be a valid string","type":"string_type","input":5}""")]
    [InlineData(
        "fal-ai/flux/dev",
        """{"prompt":"a","num_images":null}""",
        """{"loc":["body","num_images"],"msg":"Input should be a valid integer","type":"int_type","input":null}""")]
    [InlineData(
        "fal-ai/flux/dev",
        """{"prompt":"a","num_images":"many"}""",
        """{"loc":["body","num_images"],"msg":"Input should be a valid integer, unable to parse string as an integer","type":"int_parsing","input":"many"}""")]
    [InlineData(
        "fal-ai/flux/dev",
        """{"prompt":"a","sync_mode":"perhaps"}""",
        """{"loc":["body","sync_mode"],"msg":"Input should be a valid boolean, unable to interpret input","type":"bool_parsing","input":"perhaps"}""")]
    [InlineData(
        "fal-ai/flux/dev",
        """{"prompt":"a","image_size":{"width":0}}""",
        """{"loc":["body","image_size","ImageSize","width"],"msg":"Input should be greater than or equal to 1","type":"greater_than_equal","url":"https://docs.fal.ai/errors/#greater_than_equal","ctx":{"ge":1},"input":0}""")]
    [InlineData(
        "fal-ai/flux-lora",
        """{"prompt":"a","loras":[{"scale":1}]}""",
        """{"loc":["body","loras",0,"path"],"msg":"Field required","type":"missing","input":{"scale":1}}""")]
    [InlineData(
        "fal-ai/lora",
        """{"prompt":"a"}""",
        """{"loc":["body","model_name"],"msg":"Field required","type":"missing","input":{"prompt":"a"}}""")]
    [InlineData(
        "fal-ai/flux-2/edit",
        """{"prompt":"a","image_urls":["u","u","u","u","u"]}""",
        """{"loc":["body","image_urls"],"msg":"List should have at most 4 items","type":"sequence_too_long","url":"https://docs.fal.ai/errors/#sequence_too_long","ctx":{"max_length":4},"input":["u","u","u","u","u"]}""")]
    [InlineData(
        "fal-ai/veo3",
        """{"prompt":"a","duration":8}""",
        """{"loc":["body","duration"],"msg":"Input should be '4s', '6s' or '8s'","type":"literal_error","ctx":{"expected":"'4s', '6s' or '8s'"},"input":8}""")]
    [InlineData(
        "fal-ai/kling-video/v2.1/master/text-to-video",
        """{"prompt":"a","duration":"8s"}""",
        """{"loc":["body","duration"],"msg":"Input should be '5' or '10'","type":"literal_error","ctx":{"expected":"'5' or '10'"},"input":"8s"}""")]
    [InlineData(
        "fal-ai/sora-2/text-to-video",
        """{"prompt":"a","duration":"8"}""",
        """{"loc":["body","duration"],"msg":"Input should be 4, 8 or 12","type":"literal_error","ctx":{"expected":"4, 8 or 12"},"input":"8"}""")]
    [InlineData(
        "fal-ai/minimax/speech-02-hd",
        """{"text":"a","voice_setting":{"speed":3}}""",
        """{"loc":["body","voice_setting","speed"],"msg":"Input should be less than or equal to 2","type":"less_than_equal","url":"https://docs.fal.ai/errors/#less_than_equal","ctx":{"le":2},"input":3}""")]
    [InlineData(
        "fal-ai/flux/dev",
        "[]",
        """{"loc":["body"],"msg":"Input should be a valid dictionary or object to extract fields from","type":"model_attributes_type","input":[]}""")]
    [InlineData(
        "fal-ai/flux/dev",
        "{",
        """{"loc":["body",1],"msg":"JSON decode error","type":"json_invalid","ctx":{"error":"Expecting value"},"input":{}}""")]
    public async Task Run_BadInput_IsToldWhereAndWhy(string endpoint, string input, string problem)
    {
        var answer = await _fal.RunAsync(endpoint, input);

        answer.Status.Should().Be(422);
        answer.Headers.GetValues("X-Fal-Retryable").Should().Equal("false");
        answer.Json.Should().BeJson($$"""{"detail":[{{problem}}]}""");
    }

    [Fact]
    public async Task Run_UnknownSizeName_FailsBothFormsOfTheUnion()
    {
        var answer = await _fal.RunAsync("fal-ai/flux/dev", """{"prompt":"a","image_size":"1024x1024"}""");

        answer.At("detail").EnumerateArray().Select(problem => problem.GetProperty("type").GetString())
            .Should().Equal("model_attributes_type", "literal_error");
    }

    [Fact]
    public async Task Run_FieldsOfOtherModels_ChangeNothing()
    {
        var plain = await _fal.RunAsync("fal-ai/flux-2-pro", """{"prompt":"a","seed":1}""");
        var more = await _fal.RunAsync("fal-ai/flux-2-pro", """{"prompt":"a","seed":1,"num_images":-3,"text":"b","aspect_ratio":"1:1"}""");
        var spoken = await _fal.RunAsync("fal-ai/kokoro", """{"text":"Kokoro reads its prompt only"}""");

        more.At("images").GetArrayLength().Should().Be(1);
        more.At("images", 0, "file_size").GetInt32().Should().Be(plain.At("images", 0, "file_size").GetInt32());
        spoken.At("audio", "file_size").GetInt32().Should().BeLessThan(4000);
    }

    [Fact]
    public async Task Run_BodyDeclaredAsText_IsNoObject()
    {
        var answer = await FalFixture.SendOpenAsync(
            HttpMethod.Post,
            _fal.Provider.BaseAddress + "fal-ai/flux/dev",
            """{"prompt":"a"}"""u8.ToArray(),
            ("Authorization", "Key " + _fal.Provider.ApiKey),
            ("Content-Type", "text/plain"));

        answer.Status.Should().Be(422);
        answer.At("detail", 0, "type").GetString().Should().Be("model_attributes_type");
    }

    [Fact]
    public async Task Run_SeveralFaults_AreAllTold()
    {
        var answer = await _fal.RunAsync("fal-ai/whisper", """{"task":"sing","batch_size":0}""");

        answer.At("detail").EnumerateArray().Select(problem => problem.GetProperty("loc")[1].GetString())
            .Should().Equal("audio_url", "task", "batch_size");
    }

    [Theory]
    [InlineData("""{"prompt":"a","image_size":{"width":640,"height":480}}""", 640, 480)]
    [InlineData("""{"prompt":"a","image_size":"portrait_16_9"}""", 576, 1024)]
    [InlineData("""{"prompt":"a"}""", 1024, 768)]
    [InlineData("""{"prompt":"a","seed":null,"num_images":"1","guidance_scale":"3.5","sync_mode":"no","nobody_knows":true}""", 1024, 768)]
    public async Task Run_WhatPydanticTakes_IsTaken(string input, int width, int height)
    {
        var answer = await _fal.RunAsync("fal-ai/flux/schnell", input);

        answer.Status.Should().Be(200);
        answer.At("images", 0, "width").GetInt32().Should().Be(width);
        answer.At("images", 0, "height").GetInt32().Should().Be(height);
    }

    [Fact]
    public async Task OpenApi_OfAnEndpoint_NamesItsFieldsWithoutAKey()
    {
        var answer = await FalFixture.SendOpenAsync(HttpMethod.Get, _fal.At("site", "api/openapi/queue/openapi.json?endpoint_id=fal-ai/kling-video/v2.1/master/text-to-video"), null);
        var unknown = await FalFixture.SendOpenAsync(HttpMethod.Get, _fal.At("site", "api/openapi/queue/openapi.json?endpoint_id=fal-ai/nothing"), null);

        var input = answer.At("components", "schemas", "Input");
        input.GetProperty("required").EnumerateArray().Select(JsonString).Should().Equal("prompt");
        input.GetProperty("properties").GetProperty("duration").Should().BeJson("""{"type":"string","enum":["5","10"]}""");
        unknown.Status.Should().Be(404);
    }

    [Fact]
    public async Task Models_Each_AnswersToTheLeastItsSchemaAsksFor()
    {
        var models = new List<string>();
        for (var cursor = "0"; cursor is not null;)
        {
            var page = await FalFixture.SendOpenAsync(HttpMethod.Get, _fal.At("api", $"models?limit=40&cursor={cursor}"), null);
            models.AddRange(page.At("models").EnumerateArray().Select(model => model.GetProperty("endpoint_id").GetString()!));
            cursor = page.At("next_cursor").GetString();
        }

        models.Should().HaveCountGreaterThan(100).And.OnlyHaveUniqueItems();
        foreach (var model in models)
        {
            var schema = await FalFixture.SendOpenAsync(HttpMethod.Get, _fal.At("site", "api/openapi/queue/openapi.json?endpoint_id=" + model), null);

            var answer = await _fal.RunAsync(model, Least(schema.At("components", "schemas", "Input")));

            answer.Status.Should().Be(200, "{0} answered {1}", model, answer.Text);
            answer.Json.EnumerateObject().Should().NotBeEmpty();
        }
    }

    [Fact]
    public async Task Models_ByIdOrCategory_AreFound()
    {
        var one = await FalFixture.SendOpenAsync(HttpMethod.Get, _fal.At("api", "models?endpoint_id=fal-ai/veo3"), null);
        var listeners = await FalFixture.SendOpenAsync(HttpMethod.Get, _fal.At("api", "models?category=speech-to-text"), null);
        var unknown = await FalFixture.SendOpenAsync(HttpMethod.Get, _fal.At("api", "models?endpoint_id=fal-ai/nothing"), null);

        one.At("models", 0, "metadata", "category").GetString().Should().Be("text-to-video");
        listeners.At("models").EnumerateArray().Select(model => model.GetProperty("endpoint_id").GetString()).Should().Contain("fal-ai/whisper");
        unknown.Status.Should().Be(404);
        unknown.At("error", "type").GetString().Should().Be("not_found");
    }

    private static string Least(JsonElement schema)
    {
        var input = new System.Text.Json.Nodes.JsonObject();
        foreach (var name in schema.GetProperty("required").EnumerateArray().Select(JsonString))
        {
            var field = schema.GetProperty("properties").GetProperty(name!);
            input[name!] = field.TryGetProperty("enum", out var allowed) ? System.Text.Json.Nodes.JsonNode.Parse(allowed[0].GetRawText())
                : field.GetProperty("type").GetString() switch
                {
                    "integer" => 5,
                    "array" => new System.Text.Json.Nodes.JsonArray("https://a.example/file"),
                    _ => name!.EndsWith("_url", StringComparison.Ordinal) ? "https://a.example/file" : "a word",
                };
        }

        return input.ToJsonString();
    }

    private static string? JsonString(JsonElement element) => element.GetString();
}
