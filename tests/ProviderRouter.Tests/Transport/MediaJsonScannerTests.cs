using System.Text;
using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Transport;

public sealed class MediaJsonScannerTests
{
    private static readonly byte[] Picture = [.. Enumerable.Range(0, 100).Select(number => (byte)(number * 37))];
    private static readonly MediaFields Fields = new("b64"u8.ToArray(), "output"u8.ToArray());

    public static TheoryData<string, string, string?> Bodies => new()
    {
        { """{"b64":"§"}""", """{"b64":"\u00010"}""", null },
        { """{"b64" : "§" , "x":"§"}""", """{"b64" : "\u00010" , "x":"§"}""", null },
        { """[{"a":[1,{"b64":"§","n":null}]},"§"]""", """[{"a":[1,{"b64":"\u00010","n":null}]},"§"]""", null },
        { """{"b64":"data:image/png;base64,§"}""", """{"b64":"\u00010"}""", "image/png" },
        { """{"b64":"data:image\/png;charset=x;base64,§"}""", """{"b64":"\u00010"}""", "image/png" },
        { """{"b64":"data:;base64,§"}""", """{"b64":"\u00010"}""", null },
        { """{"output":["https://a.example/b.png","§"],"b":"§"}""", """{"output":["https://a.example/b.png","\u00010"],"b":"§"}""", null },
        { """{"output":["http:\/\/a","a\"b","§",""]}""", """{"output":["http:\/\/a","a\"b","\u00010",""]}""", null },
        { """{"x":"\"b64\":\"\\","b64":"§"}""", """{"x":"\"b64\":\"\\","b64":"\u00010"}""", null },
        { """{"b64":null,"x":"§","output":3,"y":["§"],"b64":"§"}""", """{"b64":null,"x":"§","output":3,"y":["§"],"b64":"\u00010"}""", null },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Feed_SplitAtEveryByte_DecodesTheFileAndKeepsTheRest(string body, string skeleton, string? contentType)
    {
        var base64 = Convert.ToBase64String(Picture);
        var bytes = Encoding.UTF8.GetBytes(body.Replace("§", base64, StringComparison.Ordinal));
        skeleton = skeleton.Replace("§", base64, StringComparison.Ordinal);

        for (var split = 0; split <= bytes.Length; split++)
        {
            using var scanner = Scan(Fields, bytes[..split], bytes[split..]);

            Encoding.UTF8.GetString(scanner.Skeleton.Span).Should().Be(skeleton, "it was split at {0}", split);
            scanner.Files.Should().ContainSingle().Which.Bytes.Should().Equal(Picture);
            scanner.Files[0].ContentType.Should().Be(contentType);
        }
    }

    [Theory]
    [InlineData("data: words, and \\\"more\\\"")]
    [InlineData("data: words")]
    [InlineData("data:\\\"a\\\",b")]
    public void Feed_TextThatBeginsLikeAFile_StaysWhereItMayBeText(string text)
    {
        var bytes = Encoding.UTF8.GetBytes($$"""{"output":["{{text}}{{new string('x', 300)}}","{{text}}"],"b":1}""");
        for (var split = 0; split <= bytes.Length; split++)
        {
            using var scanner = Scan(Fields with { OnlyDataAddresses = true, MayBeText = true }, bytes[..split], bytes[split..]);

            scanner.Skeleton.ToArray().Should().Equal(bytes, "it was split at {0}", split);
        }
    }

    [Fact]
    public void Feed_OneByteAtATime_DecodesEachLengthWithAndWithoutPadding()
    {
        for (var length = 4; length < 70; length++)
        {
            foreach (var base64 in (string[])[Convert.ToBase64String(Picture.AsSpan(0, length)), Convert.ToBase64String(Picture.AsSpan(0, length)).TrimEnd('=')])
            {
                using var scanner = Scan(Fields, [.. Encoding.UTF8.GetBytes($$"""{"b64":"{{base64}}"}""").Select(value => new[] { value })]);

                scanner.Files.Should().ContainSingle().Which.Bytes.Should().Equal(Picture[..length]);
            }
        }
    }

    [Theory]
    [InlineData("/", "\\/")]
    [InlineData("/", "\\u002f")]
    [InlineData("+", "\\u002B")]
    [InlineData("=", "\\u003d")]
    public void Feed_EscapesInBase64_AreUndoneAtEverySplit(string plain, string escaped)
    {
        byte[] picture = [0xFF, 0xD8, 0xFF, 0xFB, 0xEF, 0xBE, 0xFF, 0xFF, 0xFF, 1]; // its base64 begins with a slash, and holds each of + / =
        var base64 = Convert.ToBase64String(picture);
        base64.Should().StartWith("/").And.Contain("+").And.EndWith("=");
        var bytes = Encoding.UTF8.GetBytes($$"""{"b64":"{{base64.Replace(plain, escaped, StringComparison.Ordinal)}}","x":1}""");

        for (var split = 0; split <= bytes.Length; split++)
        {
            using var scanner = Scan(Fields, bytes[..split], bytes[split..]);

            scanner.Files.Should().ContainSingle().Which.Bytes.Should().Equal(picture, "it was split at {0}", split);
        }
    }

    [Theory]
    [InlineData("\\n", 1)]
    [InlineData("\\r\\n", 4)]
    [InlineData(" ", 3)]
    [InlineData("\n", 76)]
    public void Feed_WhitespaceInBase64_IsSkippedAtEverySplit(string space, int every)
    {
        var base64 = string.Join(space, Convert.ToBase64String(Picture).Chunk(every).Select(piece => new string(piece)));
        var bytes = Encoding.UTF8.GetBytes($$"""{"b64":"{{base64}}{{space}}"}""");

        for (var split = 0; split <= bytes.Length; split++)
        {
            using var scanner = Scan(Fields, bytes[..split], bytes[split..]);

            scanner.Files.Should().ContainSingle().Which.Bytes.Should().Equal(Picture, "it was split at {0}", split);
        }
    }

    [Theory]
    [InlineData("not base64 at all!")]
    [InlineData("AAAA=AAA")]
    [InlineData("AA==AAAA")]
    [InlineData("AAAAAAAAA")]
    [InlineData("AAAAAA==AA==")]
    [InlineData("AAAA-_AA")]
    [InlineData("AAAA\\u0041")]
    [InlineData("AAAAAAA\\u0141")]
    [InlineData("AAAAAAA\\u00zz")]
    [InlineData("AAAA\\b")]
    [InlineData("AAAAAA\\\\")]
    [InlineData("AAAAAAAAÄ")]
    [InlineData("/files/a.png")]
    [InlineData("data:image/svg+xml,<svg/>")]
    [InlineData("data:image/png")]
    [InlineData("data:image/png;base64,")]
    public void Feed_WhatIsNoBase64_FailsAtEverySplit(string value)
    {
        var bytes = Encoding.UTF8.GetBytes($$"""{"b64":"{{value}}"}""");
        for (var split = 0; split <= bytes.Length; split++)
        {
            FluentActions.Invoking(() => Scan(Fields, bytes[..split], bytes[split..]).Dispose()).Should().Throw<FormatException>("it was split at {0}", split);
        }
    }

    [Fact]
    public void Feed_OnlyDataAddresses_LeavesAllOtherTextAsItIs()
    {
        var body = """{"output":["AAAAAAAA","\n\nHello, \"world\"","data:audio/wav;base64,AAAAAAAA"]}"""u8.ToArray();
        for (var split = 0; split <= body.Length; split++)
        {
            using var scanner = Scan(Fields with { OnlyDataAddresses = true }, body[..split], body[split..]);

            Encoding.UTF8.GetString(scanner.Skeleton.Span).Should().Be("""{"output":["AAAAAAAA","\n\nHello, \"world\"","\u00010"]}""");
            scanner.Files.Should().ContainSingle().Which.Bytes.Should().Equal(new byte[6]);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(40_000)]
    [InlineData(long.MaxValue)]
    public void Feed_LengthIsAnnounced_IsNoMoreThanAHint(long length)
    {
        var picture = new byte[30_000];
        new Random(1).NextBytes(picture);
        using var scanner = new MediaJsonScanner(Fields, problem => new FormatException(problem), length);

        scanner.Feed(Encoding.ASCII.GetBytes($$"""{"b64":"{{Convert.ToBase64String(picture)}}"}"""));

        scanner.Files.Should().ContainSingle().Which.Bytes.Should().Equal(picture);
    }

    [Fact]
    public void IndexOf_OnlyAMark_IsAnIndex()
    {
        MediaJsonScanner.IndexOf("\u000112").Should().Be(12);
        MediaJsonScanner.IndexOf(null).Should().Be(-1);
        MediaJsonScanner.IndexOf("").Should().Be(-1);
        MediaJsonScanner.IndexOf("\u0001").Should().Be(-1);
        MediaJsonScanner.IndexOf("12").Should().Be(-1);
        MediaJsonScanner.IndexOf("\u0001-1").Should().Be(-1);
        MediaJsonScanner.IndexOf("\u000199999999999").Should().Be(-1);
    }

    private static MediaJsonScanner Scan(MediaFields fields, params byte[][] pieces)
    {
        var scanner = new MediaJsonScanner(fields, problem => new FormatException(problem));
        foreach (var piece in pieces)
        {
            scanner.Feed(piece);
        }

        return scanner;
    }
}
