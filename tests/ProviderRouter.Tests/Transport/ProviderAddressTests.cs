using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Transport;

public sealed class ProviderAddressTests
{
    private readonly ProviderAddress address = new("p", new("https://api.example.com/v1"));

    [Theory]
    [InlineData("https://api.example.com/elsewhere", true)]
    [InlineData("https://API.example.COM:443/v1", true)]
    [InlineData("http://api.example.com/v1", false)]
    [InlineData("http://api.example.com:443/v1", false)]
    [InlineData("https://api.example.com:8443/v1", false)]
    [InlineData("https://example.com/v1", false)]
    [InlineData("https://api.example.com.evil.net/v1", false)]
    [InlineData("https://user@api.example.com/v1", false)]
    [InlineData("https://api.example.com@evil.net/v1", false)]
    public void IsSameOrigin_AnyAddress_AsksForSchemeHostAndPort(string other, bool expected) =>
        address.IsSameOrigin(new(other)).Should().Be(expected);

    [Fact]
    public void IsSameOrigin_NoAddress_IsFalse() => address.IsSameOrigin(null).Should().BeFalse();

    [Fact]
    public void Build_KeptOrNot_GivesTheSameAddress()
    {
        var kept = address.Build("models/a", keep: true);

        address.Build("models/a", keep: false).Should().BeSameAs(kept);
        address.Build("jobs/1", keep: false).Should().NotBeSameAs(address.Build("jobs/1", keep: false));
        kept.Should().Be(new Uri("https://api.example.com/v1/models/a"));
    }
}
