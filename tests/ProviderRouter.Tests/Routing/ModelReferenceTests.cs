using CsCheck;
using ProviderRouter.Routing;

namespace ProviderRouter.Tests.Routing;

public sealed class ModelReferenceTests
{
    private const string Version = "7762fd07cf82c948538e41f63f77d685e02b063e37e496e96eefd46c929f9bdc";

    [Theory]
    [InlineData("meta-llama/Llama-3.1-8B-Instruct", "meta-llama/Llama-3.1-8B-Instruct", null, "None", null)]
    [InlineData(" openai/gpt-oss-20b ", "openai/gpt-oss-20b", null, "None", null)]
    [InlineData("openai/gpt-oss-20b:groq", "openai/gpt-oss-20b", "groq", "None", null)]
    [InlineData("openai/gpt-oss-20b:GROQ", "openai/gpt-oss-20b", "groq", "None", null)]
    [InlineData("groq:openai/gpt-oss-20b", "openai/gpt-oss-20b", "groq", "None", null)]
    [InlineData("replicate:stability-ai/sdxl:" + Version, "stability-ai/sdxl:" + Version, "replicate", "None", "replicate")]
    [InlineData("openai/gpt-oss-20b:cheapest", "openai/gpt-oss-20b", null, "Cheapest", null)]
    [InlineData("openai/gpt-oss-20b:Fastest", "openai/gpt-oss-20b", null, "Fastest", null)]
    [InlineData("openai/gpt-oss-20b:preferred", "openai/gpt-oss-20b", null, "Preferred", null)]
    [InlineData("gpt-oss:20b", "gpt-oss:20b", null, "None", null)]
    [InlineData("local:gpt-oss:20b", "gpt-oss:20b", "local", "None", null)]
    [InlineData("gpt-oss:20b:local", "gpt-oss:20b", "local", "None", null)]
    [InlineData("stability-ai/sdxl:" + Version, "stability-ai/sdxl:" + Version, null, "None", "replicate")]
    [InlineData("accounts/fireworks/models/llama-v3p1-8b-instruct", "accounts/fireworks/models/llama-v3p1-8b-instruct", null, "None", "fireworks-ai")]
    [InlineData("fal-ai/flux/schnell", "fal-ai/flux/schnell", null, "None", "fal-ai")]
    [InlineData("deployments/acme/bot", "deployments/acme/bot", null, "None", "replicate")]
    [InlineData("replicate:deployments/acme/bot", "deployments/acme/bot", "replicate", "None", "replicate")]
    [InlineData("deployments/acme/bot:replicate", "deployments/acme/bot", "replicate", "None", "replicate")]
    [InlineData("deployments/acme", "deployments/acme", null, "None", null)]
    public void Parse_WhatACallerMayWrite_TakesItApart(string text, string model, string? provider, string policy, string? native)
    {
        var reference = Parse(text);

        reference.Model.Should().Be(model);
        reference.Provider.Should().Be(provider);
        reference.Policy.ToString().Should().Be(policy);
        reference.NativeProvider.Should().Be(native);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("/")]
    [InlineData("../secrets")]
    [InlineData("a/../b")]
    [InlineData("a/./b")]
    [InlineData("a//b")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a b")]
    [InlineData("a\r\nb")]
    [InlineData("a\u0000b")]
    [InlineData("a%2e%2e/b")]
    [InlineData("a\\b")]
    [InlineData("a?b=c")]
    [InlineData("a:")]
    [InlineData(":groq")]
    [InlineData("a#b")]
    [InlineData("https://user@host/x")]
    [InlineData("modèle")]
    public void Parse_WhatIsNoId_IsRefusedInWords(string text) =>
        FluentActions.Invoking(() => Parse(text)).Should().Throw<RoutingException>().WithMessage("*is no model id*");

    [Fact]
    public void Parse_LongerThan256Characters_IsRefusedAndNotRepeatedWhole() =>
        FluentActions.Invoking(() => Parse(new string('a', 257))).Should().Throw<RoutingException>().Which.Message.Length.Should().BeLessThan(400);

    [Fact]
    public void Parse_AnyText_ThrowsNothingButRoutingException() =>
        Gen.String.Sample(text =>
        {
            try
            {
                var reference = Parse(text);
                reference.Model.Split('/').Should().NotContain(["", ".", ".."]);
            }
            catch (RoutingException exception)
            {
                exception.Message.Should().NotContainAny("\r", "\0");
            }
        });

    private static ModelReference Parse(string text) =>
        ModelReference.Parse(text, name => name.ToLowerInvariant() is "groq" or "replicate" or "local" or "fireworks-ai");
}
