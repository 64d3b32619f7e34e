using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.DependencyInjection;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.DependencyInjection;

public sealed class ApiKeyTests
{
    private const string Key = "fw_canary_1234567890abcdef";

    [Theory]
    [InlineData("FIREWORKS_API_TOKEN", "fireworks-ai")]
    [InlineData("FIREWORKS_API_KEY", "fireworks-ai")]
    [InlineData("REPLICATE_API_TOKEN", "replicate")]
    [InlineData("REPLICATE_API_KEY", "replicate")]
    [InlineData("HF_TOKEN", "huggingface-router", "hf-inference")]
    [InlineData("HUGGINGFACE_API_KEY", "huggingface-router", "hf-inference")]
    [InlineData("HUGGING_FACE_HUB_TOKEN", "huggingface-router", "hf-inference")]
    public void Providers_KeyInTheEnvironment_AreOn(string variable, params string[] expected)
    {
        var environment = new FakeEnvironment { Variables = { [variable] = Key } };

        var providers = Build(environment).Providers;

        providers.Where(provider => provider.IsReady).Select(provider => provider.Name).Should().Equal(expected);
        providers.Where(provider => provider.IsReady).Should().OnlyContain(provider => provider.KeySource == $"environment variable {variable}");
    }

    [Fact]
    public void Providers_SeveralSources_FirstFoundWins()
    {
        var environment = new FakeEnvironment();
        File.WriteAllText(Path.Combine(environment.CurrentDirectory, ".env"), "FIREWORKS_API_TOKEN=from-dot-env");
        Source().Should().EndWith(".env");

        File.WriteAllText(Path.Combine(environment.CurrentDirectory, ".env.local"), "export FIREWORKS_API_TOKEN=\"from-dot-env-local\" # mine");
        Source().Should().EndWith(".env.local");

        environment.Variables["FIREWORKS_API_KEY"] = "from-environment";
        Source().Should().Be("environment variable FIREWORKS_API_KEY");

        Source(Configuration(("InferenceRouting:Providers:fireworks-ai:ApiKey", "from-configuration"))).Should().Be("InferenceRouting:Providers:fireworks-ai:ApiKey");

        string? Source(IConfiguration? configuration = null) =>
            Build(environment, configuration).Providers.Single(provider => provider.Name == "fireworks-ai").KeySource;
    }

    [Theory]
    [InlineData("huggingface-router")]
    [InlineData("hf-inference")]
    public void Providers_KeyUnderEitherHuggingFaceName_ServesBoth(string name)
    {
        var providers = Build(new FakeEnvironment(), Configuration(($"InferenceRouting:Providers:{name}:ApiKey", Key))).Providers;

        providers.Where(provider => provider.IsReady).Select(provider => provider.Name).Should().Equal("huggingface-router", "hf-inference");
    }

    [Fact]
    public void Providers_ContentRootOfTheHost_IsSearchedForDotEnv()
    {
        var folder = Directory.CreateTempSubdirectory("provider-router-").FullName;
        File.WriteAllText(Path.Combine(folder, ".env.local"), $"REPLICATE_API_TOKEN={Key}\n");

        var providers = Build(new FakeEnvironment(), Configuration(("contentRoot", folder))).Providers;

        providers.Single(provider => provider.Name == "replicate").IsReady.Should().BeTrue();
    }

    [Fact]
    public void Providers_ReadDotEnvOff_FilesAreNotRead()
    {
        var environment = new FakeEnvironment();
        File.WriteAllText(Path.Combine(environment.CurrentDirectory, ".env.local"), "this is no such file");

        Build(environment, configure: options => options.ReadDotEnv = false).Providers.Should().NotContain(provider => provider.IsReady);
    }

    [Fact]
    public void Build_MalformedLine_IsReportedByFileAndNumberNeverByItsText()
    {
        var environment = new FakeEnvironment();
        var path = Path.Combine(environment.CurrentDirectory, ".env.local");
        File.WriteAllText(path, $"# keys\n\nHF_TOKEN: {Key}\nREPLICATE_API_TOKEN=\"{Key}\n");

        var failure = FluentActions.Invoking(() => Build(environment)).Should().Throw<InferenceConfigurationException>().Which;

        failure.Failures.Should().HaveCount(2);
        failure.Message.Should().Contain($"{path}, line 3").And.Contain($"{path}, line 4").And.NotContain(Key);
    }

    [Fact]
    public void Build_DotEnvOfAnotherProgram_ConcernsUsOnlyWhereItNamesOurVariables()
    {
        var environment = new FakeEnvironment();
        var path = Path.Combine(environment.CurrentDirectory, ".env");
        File.WriteAllText(path, "CERTIFICATE=\"-----BEGIN\nabc\n-----END\"\nFIREWORKS_API_TOKEN=fw_fine_1234567890\n");

        Build(environment).Providers.Single(provider => provider.Name == "fireworks-ai").IsReady.Should().BeTrue();

        File.WriteAllText(path, $"HF_TOKEN=\"{Key}\n");
        FluentActions.Invoking(() => Build(environment)).Should().Throw<InferenceConfigurationException>().Which.Failures.Should().ContainSingle().Which.Should().StartWith($"{path}, line 1:");
    }

    [Theory]
    [InlineData("fw_with space_1234567890")]
    [InlineData("fw_line\r\nX-Injected: 1")]
    [InlineData("fw_umläut_1234567890")]
    public void Build_KeyThatCannotBeOne_IsReportedByItsSourceNeverByItsValue(string key)
    {
        var environment = new FakeEnvironment { Variables = { ["FIREWORKS_API_TOKEN"] = key } };

        FluentActions.Invoking(() => Build(environment)).Should().Throw<InferenceConfigurationException>()
            .WithMessage("*FIREWORKS_API_TOKEN*").Which.Message.Should().NotContain(key);
    }

    [Theory]
    [InlineData("fw_1234567890\n")]
    [InlineData("fw_1234567890\r\n")]
    [InlineData(" fw_1234567890 ")]
    [InlineData("fw_1234567890 \r\n \t")]
    public void Normalize_WhatEditorsLeaveBehind_IsTrimmed(string key) => ProviderRouter.Providers.ApiKeyRules.Normalize(key, "x").Should().Be("fw_1234567890");

    [Theory]
    [InlineData("!~", true)]
    [InlineData("a\u0020b", false)]
    [InlineData("a\u007fb", false)]
    [InlineData("a\u0080b", false)]
    [InlineData("a\rb", false)]
    [InlineData("a\nb", false)]
    [InlineData("a\tb", false)]
    [InlineData("\u200bab", false)]
    [InlineData("\ufeffab", false)]
    [InlineData("ａｂ", false)]
    public void Normalize_AnyCharacter_IsTakenWhenPrintableAscii(string key, bool isTaken)
    {
        var normalize = () => ProviderRouter.Providers.ApiKeyRules.Normalize(key, "THE_VARIABLE");

        if (isTaken)
        {
            normalize().Should().Be(key);
        }
        else
        {
            normalize.Should().Throw<InferenceConfigurationException>().WithMessage("*THE_VARIABLE*").Which.ToString().Should().NotContain(key);
        }
    }

    [Fact]
    public void Normalize_FourKibibytes_AreTheMost()
    {
        ProviderRouter.Providers.ApiKeyRules.Normalize(new('k', 4096), "x").Should().HaveLength(4096);
        FluentActions.Invoking(() => ProviderRouter.Providers.ApiKeyRules.Normalize(new('k', 4097), "THE_VARIABLE")).Should().Throw<InferenceConfigurationException>()
            .WithMessage("*THE_VARIABLE*").Which.Message.Should().NotContain("kkk");
    }

    [Fact]
    public void Mask_ShortKey_ShowsNothingOfIt()
    {
        ProviderRouter.Providers.ApiKeyRules.Mask(new('k', 19)).Should().Be("***");
        ProviderRouter.Providers.ApiKeyRules.Mask(new string('k', 16) + "abcd").Should().Be("***abcd");
    }

    [Fact]
    public void Options_HeadersThatAreSecrets_AreInNoDump()
    {
        var options = new ProviderRouter.Providers.Replicate.ReplicateOptions { Headers = { ["X-Gateway-Key"] = Key } };

        System.Text.Json.JsonSerializer.Serialize(options).Should().NotContain(Key);
        foreach (var name in (string[])[nameof(options.Headers), nameof(options.ApiKey), nameof(options.ApiKeySource)])
        {
            typeof(ProviderRouter.Providers.ProviderOptions).GetProperty(name)!.GetCustomAttributes(typeof(System.Diagnostics.DebuggerBrowsableAttribute), false)
                .Should().ContainSingle().Which.As<System.Diagnostics.DebuggerBrowsableAttribute>().State.Should().Be(System.Diagnostics.DebuggerBrowsableState.Never);
        }
    }

    [Fact]
    public void Options_DumpedInAnyWay_DoNotShowTheKey()
    {
        var options = new ProviderRouter.Providers.Replicate.ReplicateOptions { ApiKey = Key };

        options.ToString().Should().NotContain(Key);
        System.Text.Json.JsonSerializer.Serialize(options).Should().NotContain(Key).And.Contain("WaitSeconds");
        new FoundKey(Key, "somewhere").ToString().Should().NotContain(Key);
    }

    [Fact]
    public void Parse_DotEnvForms_AreReadAsData()
    {
        var file = DotEnvFile.Parse("\uFEFFA=1\r\nB = two \n  export C='three # not a comment'\nD=\"x=y\"\nE=plain # comment\nF=\nA=2\nG=$HOME\n", "file");

        file.Malformed.Should().BeEmpty();
        file.Values.Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["A"] = "2",
            ["B"] = "two",
            ["C"] = "three # not a comment",
            ["D"] = "x=y",
            ["E"] = "plain",
            ["F"] = "",
            ["G"] = "$HOME",
        });
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(value => new KeyValuePair<string, string?>(value.Key, value.Value))).Build();

    private static RouterRuntime Build(FakeEnvironment environment, IConfiguration? configuration = null, Action<InferenceRoutingOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IKeyEnvironment>(environment);
        if (configuration is not null)
        {
            services.AddSingleton(configuration);
        }

        services.AddInferenceRouting(configure);
        return services.BuildServiceProvider().GetRequiredService<RouterRuntime>();
    }
}
