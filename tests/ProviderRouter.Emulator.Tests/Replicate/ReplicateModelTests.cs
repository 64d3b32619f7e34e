using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProviderRouter.Emulator.Tests.Replicate;

public sealed class ReplicateModelTests : ReplicateTestBase
{
    private const string Xl = "7762fd07cf82c948538e41f63f77d685e02b063e37e496e96eefd46c929f9bdc";
    private const string OldXl = "39ed52f2a78e934b3ba6e2a89f5b1c712de7dfea535525255b1aa35c5565e08b";

    [Fact]
    public async Task Create_CommunityModelByItsName_AnswersNotFound()
    {
        var byName = await Client.PostAsync("v1/models/suno-ai/bark/predictions", """{"input":{"prompt":"Hi"}}""");
        var model = await Client.GetAsync("v1/models/suno-ai/bark");

        byName.Status.Should().Be(404);
        byName.Text.Should().Be("""{"detail":"The requested resource could not be found.","status":404}""");
        model.Status.Should().Be(200);
        model.At("is_official").GetBoolean().Should().BeFalse();
        model.At("latest_version", "id").GetString().Should().MatchRegex("^[0-9a-f]{64}$");
    }

    [Fact]
    public async Task Get_CollectionOfOfficialModels_HoldsThemAlone()
    {
        var collection = await Client.GetAsync("v1/collections/official");

        collection.Status.Should().Be(200);
        collection.At("slug").GetString().Should().Be("official");
        var models = collection.At("models").EnumerateArray().ToList();
        models.Should().HaveCountGreaterThan(20).And.OnlyContain(model => model.GetProperty("is_official").GetBoolean());
        models.Select(model => model.GetProperty("name").GetString()).Should().Contain("flux-schnell").And.NotContain("bark");
    }

    [Theory]
    [InlineData(Xl, "stability-ai/sdxl", Xl)]
    [InlineData("stability-ai/sdxl:" + OldXl, "stability-ai/sdxl", OldXl)]
    [InlineData("black-forest-labs/flux-schnell", "black-forest-labs/flux-schnell", "dp-4d0bcc010b3049749a251855f12800be")]
    [InlineData("black-forest-labs/flux-1.1-pro", "black-forest-labs/flux-1.1-pro", "hidden")]
    [InlineData("meta/llama-2-70b-chat", "replicate/lifeboat-70b", "d-c6559c5791b50af57b69f4a73f8e021c")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "emulated/unknown-version", null)]
    [InlineData("someone/something:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "someone/something", null)]
    public async Task Create_ByVersion_FindsTheModel(string version, string model, string? reported)
    {
        var answer = await Client.PostAsync("v1/predictions", $$$"""{"version":"{{{version}}}","input":{"prompt":"x"}}""");

        answer.Status.Should().Be(201);
        answer.At("model").GetString().Should().Be(model);
        answer.At("version").GetString().Should().Be(reported ?? version.Split(':')[^1]);
    }

    [Theory]
    [InlineData("latest")]
    [InlineData("hidden")]
    [InlineData("stability-ai/sdxl:latest")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("stability-ai/sdxl:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("suno-ai/bark")]
    [InlineData("mattt/empty")]
    [InlineData("mattt/empty:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("someone/does-not-exist")]
    public async Task Create_VersionThatIsNone_Answers422(string version)
    {
        var answer = await Client.PostAsync("v1/predictions", $$$"""{"version":"{{{version}}}","input":{"prompt":"x"}}""");

        answer.Status.Should().Be(422);
        answer.Text.Should().Be(
            """{"title":"Invalid version or not permitted","detail":"The specified version does not exist (or perhaps you don't have permission to use it?)","status":422}""");
    }

    [Fact]
    public async Task Create_WithoutAVersion_NamesItFirst()
    {
        var answer = await Client.PostAsync("v1/predictions", """{"model":"a/b","input":{}}""");

        answer.At("detail").GetString().Should().Be("- version is required\n- Additional property model is not allowed\n");
    }

    [Fact]
    public async Task Model_WithEnumsAndFiles_DescribesThemAsTheContainerDoes()
    {
        var model = await Client.GetAsync("v1/models/timothybrooks/instruct-pix2pix");

        var schemas = model.At("latest_version", "openapi_schema", "components", "schemas");
        var input = schemas.GetProperty("Input");
        input.GetProperty("required").GetRawText().Should().Be("""["image"]""");
        Property(input, "image").Should().Be("""{"type":"string","title":"Image","format":"uri","x-order":0}""");
        Property(input, "num_outputs").Should().Be("""{"allOf":[{"$ref":"#/components/schemas/num_outputs"}],"default":1,"x-order":3}""");
        Property(input, "num_inference_steps").Should().Be("""{"type":"integer","title":"Num Inference Steps","minimum":1,"maximum":500,"default":100,"x-order":4}""");
        Property(input, "image_guidance_scale").Should().Be("""{"type":"number","title":"Image Guidance Scale","minimum":1,"default":1.5,"x-order":6}""");
        schemas.GetProperty("num_outputs").GetRawText().Should().Be(
            """{"enum":[1,4],"type":"integer","title":"num_outputs","description":"An enumeration."}""");
        schemas.GetProperty("scheduler").GetProperty("enum")[0].GetString().Should().Be("DDIM");
        schemas.GetProperty("Output").GetRawText().Should().Be("""{"type":"array","items":{"type":"string","format":"uri"},"title":"Output"}""");
    }

    [Theory]
    [InlineData("black-forest-labs/flux-kontext-pro", """{"type":"string","format":"uri","title":"Output"}""")]
    [InlineData("meta/meta-llama-3-8b-instruct", """{"type":"array","items":{"type":"string"},"x-cog-array-type":"iterator","x-cog-array-display":"concatenate","title":"Output"}""")]
    [InlineData("suno-ai/bark", """{"$ref":"#/components/schemas/ModelOutput"}""")]
    [InlineData("emulated/frames", """{"type":"array","items":{"$ref":"#/components/schemas/ModelOutput"},"title":"Output"}""")]
    [InlineData("emulated/number", """{"type":"number","title":"Output"}""")]
    public async Task Model_OfAnyOutput_TellsItsShape(string id, string schema)
    {
        var model = await Client.GetAsync("v1/models/" + id);

        model.At("latest_version", "openapi_schema", "components", "schemas", "Output").GetRawText().Should().Be(schema);
    }

    [Fact]
    public async Task Model_WithInlineEnum_HoldsTheValuesItself()
    {
        var model = await Client.GetAsync("v1/models/black-forest-labs/flux-kontext-pro");

        var format = model.At("latest_version", "openapi_schema", "components", "schemas", "Input", "properties", "output_format");
        format.GetRawText().Should().Be("""{"type":"string","title":"Output Format","enum":["jpg","png"],"default":"png","x-order":4}""");
    }

    [Fact]
    public async Task Model_WithoutAnyVersion_HasNullForTheLatest()
    {
        var model = await Client.GetAsync("v1/models/mattt/empty");

        model.Status.Should().Be(200);
        model.At("latest_version").ValueKind.Should().Be(JsonValueKind.Null);
        (await Client.GetAsync("v1/models/mattt/empty/versions")).At("results").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task Versions_OfAModel_AreListedNewestFirstAndFoundOneByOne()
    {
        var list = await Client.GetAsync("v1/models/stability-ai/sdxl/versions");
        var one = await Client.GetAsync("v1/models/stability-ai/sdxl/versions/" + OldXl);
        var none = await Client.GetAsync("v1/models/stability-ai/sdxl/versions/" + new string('1', 64));

        list.At("next").ValueKind.Should().Be(JsonValueKind.Null);
        list.At("results").EnumerateArray().Select(version => version.GetProperty("id").GetString()).Should().Equal(Xl, OldXl);
        one.Text.Should().Be(list.At("results", 1).GetRawText());
        none.Status.Should().Be(404);
    }

    [Fact]
    public async Task Model_ThatNobodyKnows_CanBeCalledByItsSchemaAlone()
    {
        var version = (await Client.GetAsync("v1/models/emulated/odd-painter")).At("latest_version");
        var properties = version.GetProperty("openapi_schema").GetProperty("components").GetProperty("schemas").GetProperty("Input").GetProperty("properties");
        var input = new JsonObject();
        foreach (var property in properties.EnumerateObject().OrderBy(property => property.Value.GetProperty("x-order").GetInt32()))
        {
            if (input.Count == 0)
            {
                input[property.Name] = "a tree on a hill";
            }
            else if (property.Value.TryGetProperty("default", out var usual) && usual.ValueKind == JsonValueKind.Number)
            {
                input[property.Name] = property.Value.GetProperty("maximum").GetInt32();
            }
        }

        var done = await Bench.RunAsync("emulated/odd-painter", input);

        done.At("output").GetArrayLength().Should().Be(4);
        (await Bench.OpenAsync(done.At("output", 3))).Type.Should().Be("image/png");
    }

    [Fact]
    public async Task Model_ThatDoesNotExist_IsNotFound()
    {
        var model = await Client.GetAsync("v1/models/someone/does-not-exist");

        model.Status.Should().Be(404);
    }

    [Fact]
    public async Task Deployment_Known_RunsItsOwnVersion()
    {
        var deployment = await Client.GetAsync("v1/deployments/emulator/pictures");
        var created = await Client.PostAsync("v1/deployments/emulator/pictures/predictions", """{"input":{"prompt":"x"}}""");
        var list = await Client.GetAsync("v1/deployments");

        deployment.At("current_release", "model").GetString().Should().Be("stability-ai/sdxl");
        deployment.At("current_release", "version").GetString().Should().Be(Xl);
        created.Status.Should().Be(201);
        created.At("deployment").GetString().Should().Be("pictures");
        created.At("version").GetString().Should().Be(Xl);
        list.At("results").EnumerateArray().Select(item => item.GetProperty("name").GetString()).Should().Contain("pictures", "chat");
    }

    [Fact]
    public async Task Deployment_Unknown_IsNotFound()
    {
        var deployment = await Client.GetAsync("v1/deployments/acme/none");
        var created = await Client.PostAsync("v1/deployments/acme/none/predictions", """{"input":{"prompt":"x"}}""");

        deployment.Status.Should().Be(404);
        created.Status.Should().Be(404);
    }

    [Fact]
    public async Task Account_WithTheKey_NamesItsOwner()
    {
        var account = await Client.GetAsync("v1/account");

        account.Text.Should().Be("""{"type":"user","username":"emulator","name":"Emulator","github_url":null}""");
    }

    [Fact]
    public async Task Any_WithTheKey_TellsItsRateLimit()
    {
        var read = await Client.GetAsync("v1/account");
        var created = await Client.PostAsync(ReplicateBench.Flux, ReplicateBench.Whale);
        Bench.Provider.EnqueueFault(EmulatedFault.Status(429));
        var throttled = await Client.GetAsync("v1/account");

        read.Headers.GetValues("ratelimit-remaining").Should().Equal("2999");
        created.Headers.GetValues("ratelimit-remaining").Should().Equal("599");
        throttled.Status.Should().Be(429);
        throttled.Headers.GetValues("ratelimit-reset").Should().Equal("1");
        throttled.At("detail").GetString().Should().Be("Request was throttled. Your rate limit resets in ~1s.");
    }

    [Theory]
    [InlineData("v1/account")]
    [InlineData("v1/predictions")]
    [InlineData("v1/files")]
    [InlineData("v1/models/stability-ai/sdxl")]
    public async Task Any_WithoutAKey_Answers401(string path)
    {
        using var client = new HttpClient();
        using var response = await client.GetAsync(new Uri(Bench.Provider.BaseAddress, path), Wire.Token);
        var answer = await Answer.ReadAsync(response);

        answer.Status.Should().Be(401);
        answer.Type.Should().Be("application/problem+json");
        answer.Text.Should().Be("""{"title":"Unauthenticated","detail":"You did not pass a valid authentication token","status":401}""");
    }

    private static string Property(JsonElement input, string name) => input.GetProperty("properties").GetProperty(name).GetRawText();
}
