using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Providers.OpenAICompatible;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers;

public sealed class OpenAICompatiblePresetTests
{
    private const string Answer = """{"id":"a","choices":[{"index":0,"message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}]}""";
    private const string Key = "sk_canary_1234567890abcdef";

    public static TheoryData<string> Names => [.. OpenAICompatiblePresets.All.Select(preset => preset.Name)];

    [Fact]
    public void All_EachLine_HasANameOfItsOwnAnAddressAndAVerb()
    {
        var verbs = typeof(OpenAICompatiblePresetExtensions).GetMethods(BindingFlags.Public | BindingFlags.Static);

        OpenAICompatiblePresets.All.Should().HaveCount(21).And.OnlyHaveUniqueItems(preset => preset.Name).And.OnlyHaveUniqueItems(preset => preset.BaseAddress);
        verbs.Should().HaveCount(21);
        OpenAICompatiblePresets.All.Should().OnlyContain(preset => preset.KeyVariables.Count > 0 == preset.BaseAddress.StartsWith("https:", StringComparison.Ordinal));
        OpenAICompatiblePresets.All.Where(preset => preset.KeyVariables.Count == 0).Should().OnlyContain(preset => new Uri(preset.BaseAddress).IsLoopback);
    }

    [Theory]
    [InlineData("groq")]
    [InlineData("cerebras")]
    [InlineData("deepinfra")]
    [InlineData("sambanova")]
    [InlineData("novita")]
    [InlineData("nscale")]
    [InlineData("nebius")]
    [InlineData("hyperbolic")]
    [InlineData("featherless-ai")]
    [InlineData("scaleway")]
    [InlineData("ovhcloud")]
    [InlineData("baseten")]
    public void All_ServerOfTheCatalog_GoesByTheCatalogsName(string name)
    {
        OpenAICompatiblePresets.All.Should().Contain(preset => preset.Name == name);
        ModelCatalog.Default.KnowsProvider(name).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task AddX_KeyInItsVariable_ChatsAtItsAddressWithThatKey(string name)
    {
        var preset = OpenAICompatiblePresets.All.Single(preset => preset.Name == name);
        var environment = new FakeEnvironment();
        if (preset.KeyVariables is [var variable, ..])
        {
            environment.Variables[variable] = Key;
        }

        using var router = new TestRouter(builder => AddAll(builder), environment);
        var wire = new MediaWire(router, MediaWire.Json(Answer));

        await router.Client.ChatAsync(new() { Model = "m", Provider = name, Messages = [ChatMessage.User("hi")], MaxOutputTokens = 5 }, TestContext.Current.CancellationToken);

        var field = name is "openai" or "xai" ? "max_completion_tokens" : "max_tokens";
        wire.Request.Line.Should().Be($"POST {preset.BaseAddress}/chat/completions");
        wire.Request.Body.ShouldBeJson($$$"""{"model":"m","messages":[{"role":"user","content":"hi"}],"{{{field}}}":5}""");
        wire.Request.Headers.ContainsKey("Authorization").Should().Be(preset.KeyVariables.Count > 0);
        if (preset.KeyVariables.Count > 0)
        {
            wire.Request.Headers["Authorization"].Should().Be($"Bearer {Key}");
        }
    }

    [Fact]
    public async Task AddMistral_FieldsItRefuses_AreWarnedOfAndStreamsAskForNoUsage()
    {
        using var router = new TestRouter(builder => builder.AddMistral(options => options.ApiKey = Key));
        var wire = new MediaWire(router, MediaWire.Bytes("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"u8.ToArray(), "text/event-stream"));
        ResponseInfo? info = null;

        await foreach (var update in router.Client.ChatStreamAsync(new() { Model = "mistral:m", Messages = [ChatMessage.User("hi")], Seed = 7, User = "u" }, TestContext.Current.CancellationToken))
        {
            info = update.Info ?? info;
        }

        wire.Request.Body.ShouldBeJson("""{"model":"m","messages":[{"role":"user","content":"hi"}],"stream":true}""");
        info!.Warnings.Select(warning => warning.Setting).Should().BeEquivalentTo("Seed", "User");
    }

    [Fact]
    public async Task AddX_SettingsOfTheApplication_BeatThePresets()
    {
        using var router = new TestRouter(builder => builder.AddOllama(options =>
        {
            options.BaseAddress = new("http://localhost:9/v1");
            options.MaxTokensField = "max_completion_tokens";
            options.OmittedFields.Add("seed");
        }));
        var wire = new MediaWire(router, MediaWire.Json(Answer));

        var answer = await router.Client.ChatAsync(
            new() { Model = "ollama:m", Messages = [ChatMessage.User("hi")], MaxOutputTokens = 5, Seed = 7, User = "u" }, TestContext.Current.CancellationToken);

        wire.Request.Line.Should().Be("POST http://localhost:9/v1/chat/completions");
        wire.Request.Body.ShouldBeJson("""{"model":"m","messages":[{"role":"user","content":"hi"}],"max_completion_tokens":5}""");
        answer.Info.Warnings.Select(warning => warning.Setting).Should().BeEquivalentTo("Seed", "User");
    }

    [Fact]
    public async Task AddX_SettingsOfTheConfiguration_BeatThePresets()
    {
        using var router = new TestRouter(builder =>
        {
            builder.Services.AddSingleton(Configured.Parse("""{"InferenceRouting":{"Providers":{"groq":{"BaseAddress":"https://gateway.example/groq","ApiKey":"sk_canary_1234567890abcdef"}}}}"""));
            builder.AddGroq();
        });
        var wire = new MediaWire(router, MediaWire.Json(Answer));

        await router.Client.ChatAsync(new() { Model = "m", Provider = "groq", Messages = [ChatMessage.User("hi")] }, TestContext.Current.CancellationToken);

        wire.Request.Line.Should().Be("POST https://gateway.example/groq/chat/completions");
    }

    [Fact]
    public async Task ExplainAsync_NoKeyForAPreset_IsPassedOverAndSaysWhichVariable()
    {
        using var router = new TestRouter(builder => AddAll(builder), new FakeEnvironment());

        var plan = await router.Client.ExplainAsync(InferenceTasks.Chat, new ChatRequest { Model = "openai/gpt-oss-120b", Messages = [] }, TestContext.Current.CancellationToken);

        plan.Excluded.Should().Contain(excluded => excluded.Candidate.Provider == "cerebras" && excluded.Remedy!.Contains("CEREBRAS_API_KEY"));
    }

    private static void AddAll(IInferenceRoutingBuilder builder)
    {
        foreach (var verb in typeof(OpenAICompatiblePresetExtensions).GetMethods(BindingFlags.Public | BindingFlags.Static))
        {
            verb.Invoke(null, [builder, null]);
        }
    }
}
