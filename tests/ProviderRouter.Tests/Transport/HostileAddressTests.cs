using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Transport;

/// <summary>Whatever a model id or a job id holds, the address stays below the provider's base.</summary>
public sealed class HostileAddressTests
{
    private static readonly string[] Parts =
    [
        "a", "models", ".", "..", "...", "/", "//", "\\", "%", "%2e", "%2e%2e", "%2f", "%5c", "?", "#", "@", ":", ";", "evil.test", "https:", "//evil.test", "\r\n", "\0", "\t", " ",
        "．", "．．", "／", "＼", "。", "\u2215", "\u202e", "\u00a0", "\ufeff", "é", "\U0001F600", "~", "&", "=", "+", "-", "_", "*", "!", "'", "(", "[", "{", "|", "^", "`", "\"", "<", "\u007f", "\u0085",
    ];

    private readonly ProviderAddress address = new("p", new("https://api.example.com/v1/base"));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../x")]
    [InlineData("a/..")]
    [InlineData("a/../../x")]
    [InlineData("a/./x")]
    [InlineData("/x")]
    [InlineData("//evil.test/x")]
    [InlineData("a//x")]
    [InlineData("a/")]
    [InlineData("\\\\evil.test\\x")]
    [InlineData("..\\x")]
    [InlineData("%2e%2e/x")]
    [InlineData("a/%2E%2E/x")]
    [InlineData("a%2f..%2fx")]
    [InlineData("a%00")]
    [InlineData("a#x")]
    [InlineData("a\r\nHost: evil.test")]
    [InlineData("a\0")]
    [InlineData("a b")]
    [InlineData("．．/x")]
    [InlineData("a／x")]
    [InlineData("。。/x")]
    [InlineData("modèle")]
    [InlineData("a?b=é")]
    [InlineData("a\u007f")]
    [InlineData("a\u202ex")]
    public void Build_WhatNoIdHolds_IsAnInvalidRequest(string path) =>
        FluentActions.Invoking(() => address.Build(path, keep: true)).Should().Throw<ProviderException>().Which.Kind.Should().Be(ErrorKind.InvalidRequest);

    [Fact]
    public void Build_AnyPartsTogether_NeverLeavesItsBase()
    {
        var random = new Random(13);
        var built = 0;
        for (var round = 0; round < 50_000; round++)
        {
            var path = string.Concat(Enumerable.Range(0, random.Next(1, 7)).Select(_ => Parts[random.Next(Parts.Length)]));
            try
            {
                var uri = address.Build(path, keep: false);

                built++;
                (uri.Scheme, uri.Host, uri.Port, uri.UserInfo, uri.Fragment).Should().Be(("https", "api.example.com", 443, "", ""), path);
                uri.AbsolutePath.Should().Be($"/v1/base/{path.Split('?')[0]}");
                new Uri(uri.AbsoluteUri).AbsolutePath.Should().StartWith("/v1/base/");
            }
            catch (ProviderException failure) when (failure.Kind == ErrorKind.InvalidRequest)
            {
                // refused
            }
        }

        built.Should().BeGreaterThan(500, "what is harmless is built");
    }

    [Fact]
    public void Build_LongPath_IsBuiltOrRefusedInOurWords()
    {
        foreach (var length in (int[])[256, 8192, 70_000])
        {
            try
            {
                address.Build(new('a', length), keep: true).AbsolutePath.Should().HaveLength("/v1/base/".Length + length);
            }
            catch (ProviderException failure)
            {
                failure.Kind.Should().Be(ErrorKind.InvalidRequest);
            }
        }
    }
}
