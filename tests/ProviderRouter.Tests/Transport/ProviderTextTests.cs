using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Transport;

/// <summary>A server's text in a message can neither steer a terminal nor turn a line around, and is short.</summary>
public sealed class ProviderTextTests
{
    [Theory]
    [InlineData(" plain text \n", "plain text")]
    [InlineData("two\r\nlines\tand a tab", "two  lines and a tab")]
    [InlineData("\u001b[31mred\u001b[0m", "\\u001b[31mred\\u001b[0m")]
    [InlineData("a\u009b2Jb\u0007c\0d\u007f", "a\\u009b2Jb\\u0007c\\u0000d\\u007f")]
    [InlineData("abc\u202egnp.exe", "abc\\u202egnp.exe")]
    [InlineData("a\u2066b\u2069c\u200fd\u061ce", "a\\u2066b\\u2069c\\u200fd\\u061ce")]
    [InlineData("one\u2028two\u2029three\u0085four", "one\\u2028two\\u2029three\\u0085four")]
    [InlineData("zero\u200bwidth\ufeff!", "zero\\u200bwidth\\ufeff!")]
    [InlineData("tag \U000E0041", "tag \\udb40\\udc41")]
    [InlineData("naïve 日本語 \U0001F600", "naïve 日本語 \U0001F600")]
    public void ForMessage_WhatSteersATerminal_IsEscaped(string text, string shown) => ProviderText.ForMessage(text).Should().Be(shown);

    [Fact] // not as data of a theory: attributes hold Unicode alone
    public void ForMessage_HalfAPair_IsEscaped() => ProviderText.ForMessage("half \ud83d of a pair, and \ude00").Should().Be("half \\ud83d of a pair, and \\ude00");

    [Fact]
    public void ForMessage_LongText_IsCutToFiveHundredCharacters()
    {
        ProviderText.ForMessage(new('a', 500)).Should().Be(new('a', 500));
        ProviderText.ForMessage(new('a', 501)).Should().Be(new string('a', 500) + "…");
        ProviderText.ForMessage(new('\u001b', 10_000)).Should().HaveLength((500 / 6 * 6) + 1).And.EndWith("\\u001b…");
    }

    [Fact]
    public void ForMessage_CutInAPair_CutsBeforeIt() =>
        ProviderText.ForMessage(new string('a', 499) + "\U0001F600\U0001F600").Should().Be(new string('a', 499) + "…");
}
