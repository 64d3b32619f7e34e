using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.DependencyInjection;
using ProviderRouter.Providers.OpenAICompatible;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers;

/// <summary>Servers that are known by name: where they are, whose key they take, and who may say otherwise.</summary>
public sealed class OpenAICompatiblePresetTests
{
    private const string Key = "sk_canary_1234567890abcdef";
    private const string Answer = """{"choices":[{"message":{"content":"ok"},"finish_reason":"stop"}]}""";

    public static TheoryData<string, string, string[]> Hosted => new()
    {
        { "openai", "https://api.openai.com/v1", ["OPENAI_API_KEY"] },
        { "groq", "https://api.groq.com/openai/v1", ["GROQ_API_KEY"] },
        { "cerebras", "https://api.cerebras.ai/v1", ["CEREBRAS_API_KEY"] },
        { "deepinfra", "https://api.deepinfra.com/v1/openai", ["DEEPINFRA_API_KEY", "DEEPINFRA_TOKEN"] },
        { "sambanova", "https://api.sambanova.ai/v1", ["SAMBANOVA_API_KEY"] },
        { "novita", "https://api.novita.ai/v3/openai", ["NOVITA_API_KEY"] },
        { "nscale", "https://inference.api.nscale.com/v1", ["NSCALE_API_KEY", "NSCALE_SERVICE_TOKEN"] },
        { "nebius", "https://api.tokenfactory.nebius.com/v1", ["NEBIUS_API_KEY"] },
        { "hyperbolic", "https://api.hyperbolic.xyz/v1", ["HYPERBOLIC_API_KEY", "HYPERBOLIC_API_TOKEN"] },
        { "featherless-ai", "https://api.featherless.ai/v1", ["FEATHERLESS_API_KEY"] },
        { "scaleway", "https://api.scaleway.ai/v1", ["SCW_SECRET_KEY", "SCALEWAY_API_KEY"] },
        { "ovhcloud", "https://oai.endpoints.kepler.ai.cloud.ovh.net/v1", ["OVH_AI_ENDPOINTS_ACCESS_TOKEN", "OVHCLOUD_API_KEY"] },
        { "baseten", "https://inference.baseten.co/v1", ["BASETEN_API_KEY"] },
        { "openrouter", "https://openrouter.ai/api/v1", ["OPENROUTER_API_KEY"] },
        { "mistral", "https://api.mistral.ai/v1", ["MISTRAL_API_KEY"] },
        { "deepseek", "https://api.deepseek.com", ["DEEPSEEK_API_KEY"] },
        { "xai", "https://api.x.ai/v1", ["XAI_API_KEY"] },
    };

    public static TheoryData<string, string> Local => new()
    {
        { "ollama", "http://localhost:11434/v1" },
        { "vllm", "http://localhost:8000/v1" },
        { "lm-studio", "http://localhost:1234/v1" },
        { "llama-cpp", "http://localhost:8080/v1" },
    };

    [Theory]
    [MemberData(nameof(Hosted))]
    public async Task AddOpenAICompatiblePreset_Hosted_AsksItsAddressWithTheKeyOfEachOfItsVariables(string name, string address, string[] variables)
    {
        foreach (var variable in variables)
        {
            var environment = new FakeEnvironment();
            environment.Variables[variable] = Key;
            using var router = new TestRouter(builder => builder.AddOpenAICompatiblePreset(name), environment);
            var wire = new MediaWire(router, MediaWire.Json(Answer));

            await ChatAsync(router, name);

            wire.Request.ShouldBe($"POST {address}/chat/completions", Key, "application/json", """{"model":"m","messages":[{"role":"user","content":"Hi"}]}""");
        }
    }

    [Theory]
    [MemberData(nameof(Local))]
    public async Task AddOpenAICompatiblePreset_Local_NeedsNoKey(string name, string address)
    {
        using var router = new TestRouter(builder => builder.AddOpenAICompatiblePreset(name), new FakeEnvironment());
        var wire = new MediaWire(router, MediaWire.Json(Answer));

        await ChatAsync(router, name);

        wire.Request.Line.Should().Be($"POST {address}/chat/completions");
        wire.Request.Headers.Should().NotContainKey("Authorization");
    }

    [Fact]
    public async Task AddOpenAICompatiblePreset_HostedWithoutAKey_IsPassedOverAndNamesTheVariable()
    {
        using var router = new TestRouter(builder => builder.AddGroq(), new FakeEnvironment());

        var failure = await Assert.ThrowsAsync<RoutingException>(() => ChatAsync(router, "groq"));

        failure.Message.Should().Contain("GROQ_API_KEY");
    }

    [Fact]
    public void AddOpenAICompatiblePreset_EveryServer_HasALineOfItsOwn()
    {
        Action<IInferenceRoutingBuilder>[] lines =
        [
            builder => builder.AddOpenAI(), builder => builder.AddGroq(), builder => builder.AddCerebras(), builder => builder.AddDeepInfra(), builder => builder.AddSambaNova(),
            builder => builder.AddNovita(), builder => builder.AddNscale(), builder => builder.AddNebius(), builder => builder.AddHyperbolic(), builder => builder.AddFeatherless(),
            builder => builder.AddScaleway(), builder => builder.AddOvhCloud(), builder => builder.AddBaseten(), builder => builder.AddOpenRouter(), builder => builder.AddMistral(),
            builder => builder.AddDeepSeek(), builder => builder.AddXAI(), builder => builder.AddOllama(), builder => builder.AddVllm(), builder => builder.AddLmStudio(), builder => builder.AddLlamaCpp(),
        ];

        lines.Select(NameOf).Should().Equal(OpenAICompatiblePresets.Names);
        OpenAICompatiblePresets.Names.Should().BeEquivalentTo(Hosted.Select(row => row.Data.Item1).Concat(Local.Select(row => row.Data.Item1)));
    }

    [Fact]
    public void AddOpenAICompatiblePreset_ServersOfTheCatalog_HaveItsNames()
    {
        var known = ModelCatalog.Default.Models.SelectMany(model => model.Offers).Select(offer => offer.Provider).ToHashSet();

        Hosted.Select(row => row.Data.Item1).Where(name => !known.Contains(name)).Should().BeEquivalentTo("openai", "openrouter", "mistral", "deepseek", "xai");
    }

    [Fact]
    public async Task AddOpenAICompatiblePreset_Settings_BeatTheDefaultsAndConfigurationIsBetween()
    {
        await using var services = Configured.Services(
            """{ "InferenceRouting": { "Providers": { "ollama": { "BaseAddress": "http://gpu.local:1/v1", "Images": { "StepsField": "steps" }, "OmittedFields": ["seed"], "ModelOmittedFields": { "x": ["stop"] }, "Speech": { "ModelVoices": { "kokoro": "af" }, "PlainModels": ["p"] } } } } }""",
            builder => builder.AddOllama(options => options.MaxTokensField = "max_completion_tokens"));

        var options = services.GetRequiredService<Microsoft.Extensions.Options.IOptionsMonitor<OpenAICompatibleOptions>>().Get("ollama");

        services.GetRequiredService<IInferenceClient>().Should().NotBeNull();
        options.BaseAddress.Should().Be(new Uri("http://gpu.local:1/v1"));
        options.MaxTokensField.Should().Be("max_completion_tokens");
        options.ImageAddresses.Should().BeFalse("that is a default of the server");
        options.OmittedFields.Should().Contain("seed").And.Contain("tool_choice");
        options.ModelOmittedFields["x"].Should().Equal("stop");
        options.Images.StepsField.Should().Be("steps");
        options.Images.SizeField.Should().Be("size");
        options.Speech.ModelVoices.Should().Contain("kokoro", "af");
        options.Speech.PlainModels.Should().Equal("p");
    }

    [Fact]
    public async Task AddOpenAICompatiblePreset_Twice_KeepsWhatWasSetBefore()
    {
        using var router = new TestRouter(
            builder => builder.AddGroq(options => (options.BaseAddress, options.ApiKey) = (new("https://proxy.example/v1"), Key)).AddGroq(), new FakeEnvironment());
        var wire = new MediaWire(router, MediaWire.Json(Answer));

        await ChatAsync(router, "groq");

        wire.Request.Line.Should().StartWith("POST https://proxy.example/v1/");
    }

    [Fact]
    public async Task AddOpenAICompatiblePreset_AfterAServerOfThatName_KeepsItsSettingsAndName()
    {
        using var router = new TestRouter(
            builder => builder.AddOpenAICompatible("GROQ", new Uri("https://proxy.example/v1"), Key).AddGroq(), new FakeEnvironment());
        var wire = new MediaWire(router, MediaWire.Json(Answer));

        var answer = await ChatAsync(router, "groq", new() { LogProbabilities = true, Messages = [ChatMessage.User("Hi")] });

        wire.Request.Line.Should().StartWith("POST https://proxy.example/v1/");
        answer.Info.Provider.Should().Be("GROQ");
        answer.Info.Warnings.Should().ContainSingle().Which.Setting.Should().Be("LogProbabilities");
    }

    [Fact]
    public async Task AddOpenAICompatiblePreset_UnderAnotherName_IsASecondOne()
    {
        using var router = new TestRouter(
            builder => builder.AddOllama().AddOpenAICompatiblePreset("ollama-2", "ollama", options => options.BaseAddress = new("http://gpu.local:11434/v1")), new FakeEnvironment());
        var wire = new MediaWire(router, MediaWire.Json(Answer));

        await ChatAsync(router, "ollama");
        await ChatAsync(router, "ollama-2");

        wire.Requests.Select(request => request.Line).Should().Equal("POST http://localhost:11434/v1/chat/completions", "POST http://gpu.local:11434/v1/chat/completions");
    }

    [Fact]
    public void AddOpenAICompatiblePreset_UnknownServer_ListsThoseThatAreKnown() =>
        FluentActions.Invoking(() => new ServiceCollection().AddInferenceRouting().AddOpenAICompatiblePreset("grok")).Should().Throw<ArgumentException>().WithMessage("*groq*xai*");

    [Fact]
    public async Task AddOpenAICompatiblePreset_TaskThatItHasNot_IsRefusedBeforeAnythingIsSent()
    {
        using var router = new TestRouter(builder => builder.AddGroq(options => options.ApiKey = Key), new FakeEnvironment());
        var wire = new MediaWire(router, MediaWire.Json(Answer));

        var failure = await Assert.ThrowsAnyAsync<InferenceException>(
            () => router.Client.EmbedAsync(new EmbeddingsRequest { Provider = "groq", Model = "m", Inputs = ["x"] }, TestContext.Current.CancellationToken));

        failure.Message.Should().Contain("feature-extraction");
        wire.Requests.Should().BeEmpty();
    }

    [Fact]
    public void Client_StreamFieldThatIsNoJson_IsTold()
    {
        using var services = Configured.Services("""{}""", builder => builder.AddOpenAICompatible("x", options =>
        {
            options.BaseAddress = new("https://x.example/v1");
            options.Speech.StreamFields["stream_format"] = "sse";
        }));

        FluentActions.Invoking(() => services.GetRequiredService<IInferenceClient>()).Should().Throw<InferenceConfigurationException>().WithMessage("*Speech:StreamFields:stream_format*");
    }

    private static string NameOf(Action<IInferenceRoutingBuilder> line)
    {
        var services = new ServiceCollection();
        line(services.AddInferenceRouting());
        return services.Select(service => service.ImplementationInstance).OfType<ProviderDescriptor>().Last().Name;
    }

    private static Task<ChatResponse> ChatAsync(TestRouter router, string provider, ChatRequest? request = null) =>
        router.Client.ChatAsync((request ?? new() { Messages = [ChatMessage.User("Hi")] }) with { Provider = provider, Model = "m" }, TestContext.Current.CancellationToken);
}
