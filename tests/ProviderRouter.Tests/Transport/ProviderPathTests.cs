using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Transport;

/// <summary>Which paths make an address below a provider's base.</summary>
public sealed class ProviderPathTests
{
    private readonly ProviderAddress address = new("p", new("https://api.example.com/v1"));

    [Theory]
    [InlineData("models/a", "https://api.example.com/v1/models/a")]
    [InlineData("a/b:c@d+e-f_g.h", "https://api.example.com/v1/a/b:c@d+e-f_g.h")]
    [InlineData("...", "https://api.example.com/v1/...")]
    [InlineData("models?name=a%2Fb", "https://api.example.com/v1/models?name=a%2Fb")]
    [InlineData("models?next=../x//y", "https://api.example.com/v1/models?next=../x//y")]
    public void Build_PathBelowTheBase_IsItsAddress(string path, string expected) => address.Build(path, keep: false).AbsoluteUri.Should().Be(expected);

    [Theory]
    [InlineData("")]
    [InlineData("/models")]
    [InlineData("models/")]
    [InlineData("a//b")]
    [InlineData(".")]
    [InlineData("a/./b")]
    [InlineData("..")]
    [InlineData("a/../b")]
    [InlineData("a/..")]
    [InlineData("?name=a")]
    [InlineData("a/?name=a")]
    [InlineData("a%2e")]
    [InlineData("%2e%2e/x")]
    [InlineData("a#b")]
    [InlineData("#a")]
    [InlineData("a\\b")]
    [InlineData("\\a")]
    [InlineData("a b")]
    [InlineData("a\nb")]
    [InlineData("a?b#c")]
    [InlineData("a?b c")]
    [InlineData("a{b}")]
    [InlineData("a\u007fb")]
    public void Build_PathThatIsNone_IsRefusedBeforeAnythingIsSent(string path)
    {
        var failure = Assert.Throws<ProviderException>(() => address.Build(path, keep: true));

        (failure.Kind, failure.Provider, failure.Phase).Should().Be((ErrorKind.InvalidRequest, "p", AttemptPhase.Connecting));
        failure.Message.Should().Contain("below the provider's base");
    }
}
