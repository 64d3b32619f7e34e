using ProviderRouter.Routing;

namespace ProviderRouter.Tests.Routing;

/// <summary>Where an id ends and what stands beside it begins, and what is said of a text that is no id.</summary>
public sealed class ModelReferenceWordsTests
{
    private const string Version = "7762fd07cf82c948538e41f63f77d685e02b063e37e496e96eefd46c929f9bdc";

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("a:cheapest:", "nothing stands after a colon")]
    [InlineData("a::b", "nothing stands after a colon")]
    [InlineData(".a", "it does not begin with a letter or digit")]
    [InlineData("a b", "it holds a character that no id has")]
    [InlineData("a//b", "a part between slashes is empty")]
    [InlineData("a/./b", "a part between slashes is '.' or '..'")]
    [InlineData("a/../b", "a part between slashes is '.' or '..'")]
    [InlineData("a#b", "only Fireworks' ids of deployments hold a '#'")]
    public void Parse_WhatIsNoId_SaysWhy(string text, string problem) =>
        FluentActions.Invoking(() => Parse(text)).Should().Throw<RoutingException>().Which.Message
            .Should().StartWith($"'{text}' is no model id: {problem}").And.EndWith("Write it as 'owner/name', a provider's own id, or 'id:provider'.");

    [Fact]
    public void Parse_Of256Characters_IsTheLongestId()
    {
        Parse(new string('a', 256)).Model.Should().HaveLength(256);
        FluentActions.Invoking(() => Parse(new string('a', 257))).Should().Throw<RoutingException>().WithMessage("*it is longer than 256 characters*");
    }

    [Theory]
    [InlineData(79, "")]
    [InlineData(80, "")]
    [InlineData(81, "…")]
    public void Parse_LongTextThatIsNoId_IsShownInPart(int length, string tail) =>
        FluentActions.Invoking(() => Parse("!".PadRight(length, 'a'))).Should().Throw<RoutingException>().Which.Message
            .Should().StartWith($"'{"!".PadRight(Math.Min(length, 80), 'a')}{tail}' is no model id");

    [Theory]
    [InlineData("a\tb", "'a\\u0009b'")]
    [InlineData("a\u001bb", "'a\\u001bb'")]
    public void Parse_TextThatWouldSteerATerminal_IsShownEscaped(string text, string shown) =>
        FluentActions.Invoking(() => Parse(text)).Should().Throw<RoutingException>().WithMessage($"{shown} is no model id*");


    [Fact]
    public void Parse_HalfACharacter_IsShownEscaped() =>
        FluentActions.Invoking(() => Parse("a\ud83d")).Should().Throw<RoutingException>().Which.Message.Should().StartWith("'a\\ud83d' is no model id");

    [Fact]
    public void Parse_IdOfADeployment_MayHoldAHash() => Parse("accounts/a/models/m#accounts/a/deployments/d").NativeProvider.Should().Be("fireworks-ai");

    [Theory]
    [InlineData("wavespeed-ai/flux/dev", "wavespeed")]
    [InlineData("WAVESPEED-AI/flux/dev", "wavespeed")]
    [InlineData("Deployments/acme/bot", "replicate")]
    [InlineData("pipelines/acme/bot", null)]
    [InlineData("deployments/acme/bot/x", null)]
    [InlineData("acme/bot:" + Version, "replicate")]
    [InlineData("bot:" + Version, null)]
    [InlineData("a/b/c:" + Version, null)]
    [InlineData("acme/bot:" + Version + "0", null)]
    [InlineData("acme/bot:zz62fd07cf82c948538e41f63f77d685e02b063e37e496e96eefd46c929f9bdc", null)]
    [InlineData("acme/bot:7762FD07", null)]
    public void Parse_IdOfAShape_BelongsToItsProvider(string text, string? native) => Parse(text).NativeProvider.Should().Be(native);

    [Theory]
    [InlineData("a/b", null)]
    [InlineData("a/b:groq", "groq")]
    [InlineData("a/b:Cheapest", "cheapest")]
    [InlineData("groq:a/b:fastest", "groq")]
    [InlineData("groq:x/b", "groq")]
    [InlineData("a:groq/b", null)]
    public void Suffix_WhatStoodBesideTheId_IsGivenAsTheRouterWritesIt(string text, string? suffix) => Parse(text).Suffix.Should().Be(suffix);

    [Fact]
    public void Parse_NoText_IsAnArgumentError() => Assert.Throws<ArgumentNullException>("text", () => Parse(null!));

    private static ModelReference Parse(string text) => ModelReference.Parse(text, name => name.ToLowerInvariant() is "groq" or "replicate" or "");
}
