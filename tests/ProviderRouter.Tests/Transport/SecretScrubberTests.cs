using System.Text;
using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Transport;

/// <summary>A key is taken out of a server's text in whatever coat it is echoed.</summary>
public sealed class SecretScrubberTests
{
    private const string Key = "sk-can/ary+1234567890abcdef=";
    private const int Cut = 64 << 10;

    private static readonly byte[] KeyBytes = Encoding.ASCII.GetBytes(Key);

    public static TheoryData<string, string> Coats => new()
    {
        { "plain", Key },
        { "twice", Key + Key },
        { "JSON with escaped slashes", Key.Replace("/", "\\/", StringComparison.Ordinal) },
        { "JSON with one escape", "\\u0073" + Key[1..] },
        { "JSON with escapes alone", string.Concat(Key.Select(character => $"\\u{(int)character:X4}")) },
        { "JSON in JSON", JsonSerializer.Serialize(JsonSerializer.Serialize(Key)) },
        { "an address", Uri.EscapeDataString(Key) },
        { "an address in small letters", Key.Replace("/", "%2f", StringComparison.Ordinal).Replace("+", "%2b", StringComparison.Ordinal) },
        { "an address with escapes alone", string.Concat(KeyBytes.Select(value => $"%{value:x2}")) },
        { "an address in JSON", JsonSerializer.Serialize("https://x.test/?key=" + Uri.EscapeDataString(Key)) },
        { "base64", Convert.ToBase64String(KeyBytes) },
        { "base64 of the header", Convert.ToBase64String(Encoding.ASCII.GetBytes("Bearer " + Key)) },
        { "base64 of a pair", Convert.ToBase64String(Encoding.ASCII.GetBytes($"id:{Key}:x")) },
        { "base64 for addresses", Convert.ToBase64String(Encoding.ASCII.GetBytes($"??>{Key}")).Replace('+', '-').Replace('/', '_') },
        { "base64 with escapes", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{{{Key}}}")).Replace("=", "%3D", StringComparison.Ordinal).Replace("+", "%2B", StringComparison.Ordinal) },
    };

    [Theory]
    [MemberData(nameof(Coats))]
    public void Scrub_KeyInAnyCoat_LeavesNothingOfIt(string coat, string echo)
    {
        var scrubbed = Scrubber(Key).Scrub($"before {echo} after");

        scrubbed.Should().StartWith("before ", coat).And.EndWith(" after").And.Contain("***");
        Shown(scrubbed).Should().NotContain(Key[3..13], coat).And.NotContain(Key[8..18]).And.NotContain("1234567890ab");
    }

    [Fact]
    public void Scrub_OneKeyBeginsAnother_LeavesNoRestOfTheLongerOne()
    {
        foreach (var keys in (string[][])[["sk-short-1234", "sk-short-1234-and-long"], ["sk-short-1234-and-long", "sk-short-1234"]])
        {
            Scrubber(keys).Scrub("a sk-short-1234-and-long b sk-short-1234 c").Should().Be("a ***long b *** c");
        }
    }

    [Fact]
    public void Scrub_NoKeyInIt_IsTheTextItself()
    {
        const string Text = "100 % of C:\\users\\u00 are %zz and \\uzzzz";

        Scrubber(Key).Scrub(Text).Should().BeSameAs(Text);
        new SecretScrubber().Scrub(Text).Should().BeSameAs(Text);
    }

    [Fact]
    public void ScrubStart_KeyAcrossTheCut_LeavesNoPartOfIt()
    {
        var scrubber = Scrubber(Key);
        foreach (var echo in (string[])[Key, Uri.EscapeDataString(Key), string.Concat(Key.Select(character => $"\\u{(int)character:x4}")), Convert.ToBase64String(KeyBytes)])
        {
            for (var seen = 0; seen <= echo.Length; seen++)
            {
                var body = new string(' ', Cut - seen) + echo + " tail";

                var kept = scrubber.ScrubStart(Encoding.UTF8.GetBytes(body), isCut: false).Trim();

                kept.Replace("***def=", "", StringComparison.Ordinal).Replace("***", "", StringComparison.Ordinal).TrimEnd('=', 'Q').Should().BeEmpty($"{seen} characters of '{echo}' came before the cut, and base64's last one tells next to nothing");
            }
        }
    }

    [Fact]
    public void ScrubStart_ShorterThanTheCut_KeepsItsEnd() =>
        Scrubber(Key).ScrubStart("a key begins with sk-can"u8, isCut: false).Should().Be("a key begins with sk-can");

    [Theory]
    [InlineData("a key begins with sk-can", "a key begins with ")]
    [InlineData("a key begins with sk-can/ary+1234567890abcdef", "a key begins with ")]
    [InlineData("a key begins with sk-1!", "a key begins with sk-1!")]
    public void ScrubStart_CutSooner_LosesWhatMayBeginAKey(string body, string kept) =>
        Scrubber(Key).ScrubStart(Encoding.UTF8.GetBytes(body), isCut: true).Should().Be(kept);

    [Fact]
    public void Scrub_AnyTextAroundAndBetween_NeverShowsAKey()
    {
        var random = new Random(7);
        for (var round = 0; round < 2_000; round++)
        {
            var keys = Enumerable.Range(0, random.Next(1, 4)).Select(_ => RandomText(random, random.Next(8, 40), '!', '~')).ToArray();
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => RandomText(random, random.Next(0, 12), '\0', '\u2fff') + keys[random.Next(keys.Length)]));

            var scrubbed = Scrubber(keys).Scrub(text);

            keys.Should().NotContain(key => scrubbed.Contains(key, StringComparison.Ordinal));
        }
    }

    private static SecretScrubber Scrubber(params string[] keys)
    {
        var scrubber = new SecretScrubber();
        foreach (var key in keys)
        {
            scrubber.Add(key);
        }

        return scrubber;
    }

    // What a reader could make of it.
    private static string Shown(string text)
    {
        var shown = new StringBuilder(text).Append('\n').Append(Uri.UnescapeDataString(text)).Append('\n')
            .Append(System.Text.RegularExpressions.Regex.Unescape(System.Text.RegularExpressions.Regex.Replace(text, @"\\+(?!u[0-9a-fA-F]{4})", "/")));
        foreach (var word in text.Split(' '))
        {
            for (var skip = 0; skip < Math.Min(4, word.Length); skip++)
            {
                var base64 = word[skip..].Replace('-', '+').Replace('_', '/').TrimEnd('=');
                var decoded = new byte[base64.Length];
                if (Convert.TryFromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='), decoded, out var length))
                {
                    shown.Append('\n').Append(Encoding.Latin1.GetString(decoded, 0, length));
                }
            }
        }

        return shown.ToString();
    }

    private static string RandomText(Random random, int length, char from, char to) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => (char)random.Next(from, to + 1)));
}
