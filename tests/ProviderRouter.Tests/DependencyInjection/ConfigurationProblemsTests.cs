using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.DependencyInjection;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Testing.Configured;

namespace ProviderRouter.Tests.DependencyInjection;

/// <summary>Mistakes of the set-up: each is told with its place and what to write instead.</summary>
public sealed class ConfigurationProblemsTests
{
    [Theory]
    [InlineData("CallTimeout", "time span; write hh:mm:ss")]
    [InlineData("DisableFallbacks", "true or false")]
    [InlineData("Retry:MaxAttempts", "whole number")]
    public void Client_ValueOfAnotherType_SaysWhichTypeIsMeantAndNotTheValue(string setting, string type) =>
        FailuresOf(Section(setting, "canary")).Should().Equal($"InferenceRouting:{setting}: the value is no {type}.");

    [Theory]
    [InlineData("ConnectTimeout", "soon", "the value is no time span; write hh:mm:ss.")]
    [InlineData("BaseAddress", "ftp://local.test/", "is neither https nor http.")]
    [InlineData("BaseAddress", "local.test/v1", "is not absolute; write it with its scheme.")]
    [InlineData("BaseAddress", "https://ada:secret@local.test/", "holds a user name or password; put the key into ApiKey.")]
    [InlineData("BaseAddress", "https://local.test/?key=secret", "holds a query or fragment; leave them out.")]
    [InlineData("BaseAddress", "https://local.test/#x", "holds a query or fragment; leave them out.")]
    [InlineData("AttemptTimeout", "1.00:00:01", "has to lie between 10 milliseconds and 24 hours.")]
    [InlineData("AttemptTimeout", "00:00:00.009", "has to lie between 10 milliseconds and 24 hours.")]
    public void Client_SettingOfAProviderThatCannotBe_SaysWhatIsWrong(string setting, string value, string problem) =>
        FailuresOf(Section($"Providers:local:{setting}", value), builder => builder.AddOpenAICompatible("local", options => options.BaseAddress = setting == "BaseAddress" ? options.BaseAddress : new("https://local.test/v1")))
            .Should().Equal($"InferenceRouting:Providers:local:{setting}: {problem}");

    [Theory]
    [InlineData("HubTimeout", "00:00:00", "HubTimeout has to lie between 10 milliseconds and 24 hours.")]
    [InlineData("HubTimeout", "1.00:00:01", "HubTimeout has to lie between 10 milliseconds and 24 hours.")]
    [InlineData("BillTo", "", "BillTo is no organisation's name: it is empty, or holds a space or a character outside ASCII.")]
    [InlineData("BillTo", "my team", "BillTo is no organisation's name: it is empty, or holds a space or a character outside ASCII.")]
    public void Client_SettingOfHuggingFaceThatCannotBe_SaysWhatIsWrong(string setting, string value, string problem) =>
        FailuresOf(Section($"Providers:huggingface-router:{setting}", value)).Should().Equal($"InferenceRouting:Providers:huggingface-router: {problem}");

    [Fact]
    public void Client_MaxTokensFieldOfNoServer_SaysWhichThereAre() =>
        FailuresOf("{}", builder => builder.AddOpenAICompatible("local", options => (options.BaseAddress, options.MaxTokensField) = (new("https://local.test/v1"), "max_words")))
            .Should().Equal("InferenceRouting:Providers:local: MaxTokensField is neither max_tokens nor max_completion_tokens.");

    [Fact]
    public void Client_RulesThatSayNothing_AreTold() =>
        FailuresOf("{}", builder => builder.Services.Configure<InferenceRoutingOptions>(options =>
        {
            options.Models["a/b"] = [];
            options.Resolvers = [];
            options.Retry.MaxRetryAfter = TimeSpan.FromSeconds(-1);
            options.Retry.MaxDelay = TimeSpan.FromHours(25);
            options.CallTimeout = TimeSpan.FromMilliseconds(9);
            options.AllowedPrivateHosts.Add("localhost:0");
            options.AllowedPrivateHosts.Add(":80");
            options.AllowedPrivateHosts.Add("localhost");
        })).Should().BeEquivalentTo(
            "InferenceRouting:Models:a/b: names no provider; write \"provider\" or \"provider:model\". A model with a colon cannot be a key of configuration: map it in code, with MapModel.",
            "InferenceRouting:Resolvers: is empty; leave it out for the usual chain.",
            "InferenceRouting:Retry:MaxRetryAfter: has to lie between 0 and 24 hours.",
            "InferenceRouting:Retry:MaxDelay: has to lie between 10 milliseconds and 24 hours.",
            "InferenceRouting:CallTimeout: has to lie between 10 milliseconds and 24 hours.",
            "InferenceRouting:AllowedPrivateHosts: 'localhost:0' is not of the form host:port.",
            "InferenceRouting:AllowedPrivateHosts: ':80' is not of the form host:port.",
            "InferenceRouting:AllowedPrivateHosts: 'localhost' is not of the form host:port.");

    [Theory]
    [InlineData("my provider")]
    [InlineData("a:b")]
    [InlineData("a/b")]
    public void AddProvider_NameThatCannotStandInARoute_IsAnArgumentError(string name) =>
        FluentActions.Invoking(() => Services("{}", builder => builder.AddOpenAICompatible(name))).Should().Throw<ArgumentException>()
            .WithMessage($"'{name}' cannot name a provider: use letters, digits, '-', '_' and '.'.*");

    [Fact]
    public void Bind_BinderThatFailsInAnotherWay_IsReportedInItsWordsOnce()
    {
        var problems = new ConfigurationProblems();
        var calls = 0;

        problems.Bind(Parse("""{ "a": "1" }"""), "Section", [], _ =>
        {
            calls++;
            throw new InvalidOperationException("The section is strange.");
        });

        problems.Failures.Should().Equal("Section: The section is strange.");
        calls.Should().Be(1);
    }


    [Fact]
    public void Bind_ValuesOfAnOptionsClassOfAnothers_SayWhichTypeIsMeant()
    {
        var problems = new ConfigurationProblems();

        problems.Bind(
            Parse("""{ "Rate": "fast", "Tokens": "many", "Address": "http://", "Day": "someday", "On": "maybe", "Wait": "long" }"""), "Own", [], values => values.Bind(new OwnSettings()));

        problems.Failures.Should().BeEquivalentTo(
            "Own:Rate: the value is no number.",
            "Own:Tokens: the value is no whole number.",
            "Own:Address: the value is no address.",
            "Own:Day: the value is no System.DayOfWeek.",
            "Own:On: the value is no true or false.",
            "Own:Wait: the value is no time span; write hh:mm:ss.");
    }

    [Fact]
    public void Bind_KeysThatOthersRead_AreNotBoundWithWhatLiesBelow()
    {
        var bound = new List<string>();

        new ConfigurationProblems().Bind(
            Parse("""{ "Providers": { "a": { "ApiKey": "k" } }, "ProvidersToo": "x", "Retry": "y" }"""), "Section", ["Providers"], values => bound.AddRange(values.AsEnumerable().Select(pair => pair.Key)));

        bound.Should().BeEquivalentTo("ProvidersToo", "Retry");
    }


    private sealed class OwnSettings
    {
        public double Rate { get; set; }

        public long Tokens { get; set; }

        public Uri? Address { get; set; }

        public DayOfWeek Day { get; set; }

        public bool On { get; set; }

        public TimeSpan Wait { get; set; }
    }

    private static string Section(string path, string value)
    {
        var segments = path.Split(':');
        return segments.Reverse().Aggregate($"\"{value}\"", (inner, segment) => $$"""{ "{{segment}}": {{inner}} }""").Insert(0, """{ "InferenceRouting": """) + " }";
    }

    private static IReadOnlyList<string> FailuresOf(string json, Action<IInferenceRoutingBuilder>? configure = null)
    {
        using var services = Services(json, configure);
        return FluentActions.Invoking(() => services.GetRequiredService<IInferenceClient>()).Should().Throw<InferenceConfigurationException>().Which.Failures;
    }
}
