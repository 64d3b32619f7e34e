using System.Net.Http.Headers;
using System.Text.Json;

namespace ProviderRouter.Emulator.Tests;

public sealed class HubTests : IAsyncLifetime
{
    private const string Mapping = "?expand[]=inferenceProviderMapping";

    private readonly HttpClient _client = new();
    private ProviderEmulator _emulator = null!;

    private EmulatedProvider Router => _emulator["huggingface-router"];

    public async ValueTask InitializeAsync()
    {
        _emulator = await ProviderEmulator.StartAsync();
        _client.BaseAddress = Router.Addresses["hub"];
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _emulator.DisposeAsync();
    }

    [Fact]
    public async Task Model_MappingAsked_IsAnObjectByProvider()
    {
        var answer = await GetAsync("api/models/nerijs/pixel-art-xl" + Mapping);

        answer.Json.WithoutKeys("_id").Should().BeJson("""
            {"id":"nerijs/pixel-art-xl","inferenceProviderMapping":{"fal-ai":{"status":"live","providerId":"fal-ai/lora","task":"text-to-image",
             "adapter":"lora","adapterWeightsPath":"pixel-art-xl.safetensors","isModelAuthor":false}}}
            """);
    }

    [Fact]
    public async Task Model_OfTheNewerForm_IsAListOfProviders()
    {
        var answer = await GetAsync("api/models/Qwen/Qwen-Image-Edit?expand%5B%5D=inferenceProviderMapping");

        answer.At("inferenceProviderMapping").Should().BeJson("""
            [{"provider":"fal-ai","hfModelId":"Qwen/Qwen-Image-Edit","status":"live","providerId":"fal-ai/qwen-image-edit","task":"image-to-image","type":"single-model"}]
            """);
    }

    [Fact]
    public async Task Model_KeyGiven_ComesInTheOrderOfThePreferences()
    {
        var anyone = await GetAsync("api/models/openai/gpt-oss-120b" + Mapping);
        var user = await GetAsync("api/models/openai/gpt-oss-120b" + Mapping, Router.ApiKey);

        Providers(anyone).Should().Equal("cerebras", "groq", "novita", "acme-cloud", "fireworks-ai", "together");
        Providers(user).Should().Equal("together", "novita", "fireworks-ai", "cerebras", "groq", "acme-cloud");
        anyone.At("inferenceProviderMapping", "groq", "task").GetString().Should().Be("conversational");

        static IEnumerable<string> Providers(Answer answer) => answer.At("inferenceProviderMapping").EnumerateObject().Select(entry => entry.Name);
    }

    [Theory]
    [InlineData("dslim/bert-base-NER", "token-classification")]
    [InlineData("sentence-transformers/all-mpnet-base-v2", "sentence-similarity")]
    [InlineData("openai-community/gpt2", "text-generation")]
    public async Task Model_OfHfInferenceAlone_IsMappedToItself(string model, string task)
    {
        var answer = await GetAsync($"api/models/{model}{Mapping}");

        answer.At("inferenceProviderMapping", "hf-inference").Should().BeJson(
            $$"""{"status":"live","providerId":"{{model}}","task":"{{task}}","isModelAuthor":false}""");
    }

    [Theory]
    [InlineData("meta-llama/Llama-3.1-8B-Instruct", "together", "error")]
    [InlineData("moonshotai/Kimi-K2.6", "sambanova", "staging")]
    public async Task Model_MappingInTrouble_HasItsStatus(string model, string provider, string status)
    {
        var answer = await GetAsync($"api/models/{model}{Mapping}");

        answer.At("inferenceProviderMapping", provider, "status").GetString().Should().Be(status);
    }

    [Fact]
    public async Task Model_FieldsAsked_AreTheOnlyOnes()
    {
        var served = await GetAsync("api/models/facebook/bart-large-cnn?expand[]=inference&expand[]=pipeline_tag");
        var unserved = await GetAsync("api/models/google-t5/t5-11b?expand[]=inference&expand[]=inferenceProviderMapping");
        var unknown = await GetAsync("api/models/facebook/bart-large-cnn?expand[]=nonsense");

        served.Json.WithoutKeys("_id").Should().BeJson("""{"id":"facebook/bart-large-cnn","inference":"warm","pipeline_tag":"summarization"}""");
        unserved.Json.WithoutKeys("_id").Should().BeJson("""{"id":"google-t5/t5-11b"}""");
        unknown.Status.Should().Be(400);
    }

    [Fact]
    public async Task Model_NotThere_Is404OnlyForWhoHasAKey()
    {
        var anyone = await GetAsync("api/models/acme/nothing");
        var user = await GetAsync("api/models/acme/nothing", Router.ApiKey);
        var other = await GetAsync("api/models/acme/nothing", "fw_other");

        anyone.Status.Should().Be(401);
        user.Status.Should().Be(404);
        user.Json.Should().BeJson("""{"error":"Repository not found"}""");
        user.Headers.GetValues("X-Error-Code").Should().Equal("RepoNotFound");
        other.Json.Should().BeJson("""{"error":"Invalid credentials in Authorization header"}""");
    }

    [Fact]
    public async Task Search_ByProviderAndTask_GivesOnlyLiveModelsAsLists()
    {
        var answer = await GetAsync("api/models?inference_provider=hf-inference&pipeline_tag=text-to-image&expand[]=inferenceProviderMapping");
        var several = await GetAsync("api/models?inference_provider=groq,replicate&search=gpt-oss");

        answer.Json.EnumerateArray().Select(model => model.GetProperty("id").GetString()).Should().Equal(
            "stabilityai/stable-diffusion-xl-base-1.0", "stabilityai/stable-diffusion-3-medium", "CompVis/stable-diffusion-v1-4");
        answer.At(0, "inferenceProviderMapping").ValueKind.Should().Be(JsonValueKind.Array);
        several.Json.EnumerateArray().Select(model => model.GetProperty("id").GetString()).Should().BeEquivalentTo("openai/gpt-oss-120b", "openai/gpt-oss-20b");
    }

    [Fact]
    public async Task Search_PageByPage_FollowsTheLinks()
    {
        var ids = new List<string?>();
        for (var next = "api/models?inference_provider=all&limit=5"; next is not null;)
        {
            var page = await GetAsync(next);
            page.Json.GetArrayLength().Should().BeInRange(1, 5);
            ids.AddRange(page.Json.EnumerateArray().Select(model => model.GetProperty("id").GetString()));
            next = page.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }

        var all = await GetAsync("api/models?inference_provider=all");
        ids.Should().HaveCountGreaterThan(10).And.Equal(all.Json.EnumerateArray().Select(model => model.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Partner_Models_AreGroupedByTask()
    {
        var fal = await GetAsync("api/partners/fal-ai/models?status=live");
        var together = await GetAsync("api/partners/together/models?status=error");
        var nobody = await GetAsync("api/partners/nobody/models");

        fal.At("text-to-image", "black-forest-labs/FLUX.1-schnell").WithoutKeys("_id").Should().BeJson("""{"providerId":"fal-ai/flux/schnell","status":"live"}""");
        fal.At("text-to-image", "tag-filter=base_model:adapter:stabilityai/stable-diffusion-xl-base-1.0,lora", "adapterType").GetString().Should().Be("lora");
        together.Json.EnumerateObject().Select(task => task.Name).Should().Equal("conversational");
        nobody.Status.Should().Be(404);
    }

    [Fact]
    public async Task Mapping_OfEmulatedProviders_NamesModelsThatTheyHave()
    {
        var models = await GetAsync("api/models?inference_provider=fal-ai,replicate&expand[]=inferenceProviderMapping");
        using var fal = new Wire(_emulator["fal-ai"]);
        using var replicate = new Wire(_emulator["replicate"]);
        var checkedIds = 0;
        foreach (var mapping in models.Json.EnumerateArray().SelectMany(model => model.GetProperty("inferenceProviderMapping").EnumerateArray()))
        {
            var id = mapping.GetProperty("providerId").GetString()!;
            switch (mapping.GetProperty("provider").GetString())
            {
                case "fal-ai":
                    (await fal.SendAsync(HttpMethod.Post, id, "{}", [("Authorization", "Key " + _emulator["fal-ai"].ApiKey)], Wire.Token))
                        .StatusCode.Should().NotBe(System.Net.HttpStatusCode.NotFound, id);
                    checkedIds++;
                    break;
                case "replicate":
                    (await replicate.GetAsync("v1/models/" + id.Replace(":", "/versions/", StringComparison.Ordinal))).Status.Should().Be(200, id);
                    checkedIds++;
                    break;
            }
        }

        checkedIds.Should().BeGreaterThan(10);
    }

    [Fact]
    public async Task Tasks_Default_NameAModelEach()
    {
        var answer = await GetAsync("api/tasks");

        answer.At("summarization", "models", 0).Should().BeJson("""{"id":"facebook/bart-large-cnn"}""");
        answer.At("summarization", "widgetModels").Should().BeJson("""["facebook/bart-large-cnn"]""");
        answer.Json.EnumerateObject().Select(task => task.Name).Should().Contain(["fill-mask", "object-detection", "audio-classification", "translation"]);
    }

    private async Task<Answer> GetAsync(string path, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.RelativeOrAbsolute));
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        using var response = await _client.SendAsync(request, Wire.Token);
        return await Answer.ReadAsync(response);
    }
}
