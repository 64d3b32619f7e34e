using CsCheck;
using ProviderRouter.Routing;
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
    [InlineData("https://\u06FC\u38C4b/v1", false)]
    public void IsSameOrigin_AnyAddress_AsksForSchemeHostAndPort(string other, bool expected) =>
        address.IsSameOrigin(new(other)).Should().Be(expected);

    [Theory]
    [InlineData("http://localhost:8000/v1", true)]
    [InlineData("http://127.0.0.1", true)]
    [InlineData("http://[::1]:8000", true)]
    [InlineData("http://192.168.1.20:11434", true)]
    [InlineData("http://10.0.0.5", true)]
    [InlineData("http://[fd00::5]", true)]
    [InlineData("https://8.8.8.8", false)]
    [InlineData("https://api.fireworks.ai/inference/v1", false)]
    public void IsNear_Address_SaysWhetherItIsHereOrPrivate(string address, bool isNear) =>
        new ProviderAddress("p", new Uri(address)).IsNear.Should().Be(isNear);

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

    [Fact]
    public void Build_AnyPath_NeverLeavesItsBase() => Texts.Sample(path => StaysBelow(path, path), iter: 20_000);

    [Theory]
    [InlineData("models/{0}")]
    [InlineData("v1/models/{0}/predictions")]
    [InlineData("{0}")]
    public void Build_AnyModelThatACallerWrites_NeverLeavesItsBase(string template) => Texts.Sample(
        text =>
        {
            try
            {
                var model = ModelReference.Parse(text, name => name is "groq").Model;
                return StaysBelow(string.Format(System.Globalization.CultureInfo.InvariantCulture, template, model), model);
            }
            catch (RoutingException)
            {
                return true;
            }
        },
        iter: 5_000);

    private static Gen<string> Texts { get; } = Gen.OneOf(
        Gen.String,
        Gen.String[Gen.Char["ab./\\%2eE:@?#&=;~ -_[]|\r\n\t\0\u00A0\u2024\uFF0E\uFF0F\u3002\uD800"], 0, 24],
        Gen.Int[0, Pieces.Length - 1].Select(at => Pieces[at]).List[1, 8].Select(string.Concat));

    private static string[] Pieces =>
        ["..", ".", "/", "//", "\\", "%2e", "%2f", "%5c", "https:", "https://", "evil.net", "@", ":443", "?", "#", ";", "a", "owner/name", "accounts/a/models/m", "deployments/", "\u2025", "\uFF0F"];

    private bool StaysBelow(string path, string model)
    {
        try
        {
            var built = address.Build(path, keep: false);
            return built.Scheme == "https" && built.Authority == "api.example.com" && built.UserInfo.Length == 0 && built.Fragment.Length == 0
                && built.AbsolutePath.StartsWith("/v1/", StringComparison.Ordinal)
                && !built.AbsolutePath.Split('/').Any(segment => Uri.UnescapeDataString(segment) is "." or "..");
        }
        catch (ProviderException exception)
        {
            return exception.Kind == ErrorKind.InvalidRequest && (model.Length == 0 || !exception.Message.Any(char.IsControl));
        }
    }
}
