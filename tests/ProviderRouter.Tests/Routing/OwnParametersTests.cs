using System.Text.Json.Nodes;
using ProviderRouter.Routing;

namespace ProviderRouter.Tests.Routing;

/// <summary>Which of the caller's own fields a provider gets.</summary>
public sealed class OwnParametersTests
{
    [Theory]
    [InlineData("replicate")]
    [InlineData("Replicate")]
    public void For_Provider_GetsItsShareWhateverTheCaseOfItsName(string name)
    {
        var own = OwnParameters.For(Request((name, """{"seed":1,"mask":null,"nested":{"a":[1]}}"""), ("fal-ai", """{"other":1}""")), "replicate");

        own!.Select(field => (field.Key, field.Value.GetRawText())).Should().Equal(("seed", "1"), ("mask", "null"), ("nested", """{"a":[1]}"""));
    }

    [Fact]
    public void For_NameInBothCases_TheExactOneHolds()
    {
        var own = OwnParameters.For(Request(("REPLICATE", """{"seed":1}"""), ("replicate", """{"seed":2}""")), "replicate");

        own!["seed"].GetInt32().Should().Be(2);
    }

    [Fact]
    public void For_ProviderWithoutAShare_IsNull()
    {
        OwnParameters.For(Request(), "replicate").Should().BeNull();
        OwnParameters.For(Request(("fal-ai", """{"seed":1}""")), "replicate").Should().BeNull();
        OwnParameters.For(Request(("replicate", "{}")), "replicate").Should().BeNull();
    }

    private static RawRequest Request(params (string Name, string Json)[] shares) => new()
    {
        Input = [],
        ProviderParameters = shares.ToDictionary(share => share.Name, share => JsonNode.Parse(share.Json)!.AsObject()),
    };
}
