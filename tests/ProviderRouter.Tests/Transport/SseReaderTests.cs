using System.Text;
using CsCheck;
using ProviderRouter.Tests.Testing;
using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Transport;

/// <summary>The framing of event streams, over every split of the bytes.</summary>
public sealed class SseReaderTests
{
    private static readonly string[] Ends = ["\n", "\r\n", "\r"];

    private const int SmallBody = 8 << 10;
    private const int Stride = 61; // a prime, so that large bodies are cut at all places of their lines

    public static TheoryData<string> Files => Fixture.FilesOf(Fixture.Entries("chat-stream", "text-generation-stream", "text-completion-stream"));

    [Theory]
    [InlineData("LF", "data: a\n\ndata: b\n\n", "|a", "|b")]
    [InlineData("CRLF", "data: a\r\n\r\ndata: b\r\n\r\n", "|a", "|b")]
    [InlineData("CR", "data: a\r\rdata: b\r\r", "|a", "|b")]
    [InlineData("mixed", "data: a\r\n\ndata: b\n\r\n", "|a", "|b")]
    [InlineData("byte order mark", "\uFEFFdata: a\n\n", "|a")]
    [InlineData("no space", "data:a\n\ndata:  b\n\n", "|a", "| b")]
    [InlineData("several data lines", "data: a\ndata: b\ndata:\ndata: c\n\n", "|a\nb\n\nc")]
    [InlineData("comments", ": ping\n\n:\n:x\ndata: a\n: in between\ndata: b\n\n", "|a\nb")]
    [InlineData("event", "event: error\ndata: a\n\ndata: b\n\n", "error|a", "|b")]
    [InlineData("event after data", "data: a\nevent: output\nid: 7\nretry: 10\n\n", "output|a")]
    [InlineData("event between data", "data: a\nevent: output\ndata: bbbbbbbbbbbb\n\n", "output|a\nbbbbbbbbbbbb")]
    [InlineData("event without data", "event: ping\n\ndata: a\n\n", "|a")]
    [InlineData("empty data", "data\n\ndata:\n\n", "|", "|")]
    [InlineData("unknown field", "foo: bar\ndata: a\n\n", "|a")]
    [InlineData("no blank line at the end", "data: a\n\ndata: b\n", "|a", "|b")]
    [InlineData("no line end at the end", "data: a\n\ndata: b", "|a", "|b")]
    [InlineData("bare object", "{\"error\":1}\ndata: a\n\n", "bare|{\"error\":1}", "|a")]
    [InlineData("field error", "error: {\"code\":1}\n\n", "bare|{\"code\":1}")]
    [InlineData("umlauts and emoji", "data: \u00FC\U0001F600\u4E16\n\n", "|\u00FC\U0001F600\u4E16")]
    [InlineData("nothing", "")]
    [InlineData("only comments", ": a\n: b\n\n")]
    public async Task TryRead_Framing_GivesTheSameEventsForEverySplit(string name, string body, params string[] expected)
    {
        var bytes = Encoding.UTF8.GetBytes(body);

        (await ReadAsync(new MemoryStream(bytes))).Should().Equal(expected, name);
        (await ReadAsync(ChunkedStream.Bytewise(bytes))).Should().Equal(expected, $"{name}, byte by byte");
        for (var first = 1; first < bytes.Length; first++)
        {
            for (var second = first; second < bytes.Length; second++)
            {
                (await ReadAsync(new ChunkedStream(bytes, first, second))).Should().Equal(expected, $"{name}, cut at {first} and {second}");
            }
        }
    }

    [Theory(SkipUnless = nameof(Fixture.Exist), SkipType = typeof(Fixture), Skip = Fixture.Missing)]
    [MemberData(nameof(Files))]
    public async Task TryRead_RecordedStreamCutInTwo_GivesTheSameEvents(string file)
    {
        var body = Fixture.Read(Fixture.Entry(file));
        var whole = await HashAsync(new MemoryStream(body));

        for (var cut = 1; cut < body.Length; cut += body.Length <= SmallBody ? 1 : Stride)
        {
            if (await HashAsync(new ChunkedStream(body, cut)) != whole)
            {
                Assert.Fail($"Cut at {cut}, the stream gives other events.");
            }
        }
    }

    [Fact]
    public void TryRead_AnyEventsAnySplit_GivesThemBack()
    {
        var line = Gen.String[Gen.Char["ab :{}\u00E9\u4E16"], 0, 20];
        var events = line.List[1, 5].Select(lines => string.Join('\n', lines)).List[0, 8];
        Gen.Select(events, Gen.Int[0, 2].Select(at => Ends[at]), Gen.Int[1, 40].Array[0, 12]).Sample(
            (data, end, steps) =>
            {
                var body = string.Concat(data.Select(one => string.Concat(one.Split('\n').Select(part => $"data: {part}{end}")) + end));
                var at = 0;
                var read = ReadAsync(new ChunkedStream(Encoding.UTF8.GetBytes(body), [.. steps.Select(step => at += step)])).GetAwaiter().GetResult();
                read.Should().Equal(data.Select(one => $"|{one}"));
            },
            iter: 2_000);
    }

    [Fact]
    public async Task FillAsync_EventLargerThanTheBuffer_IsReadWhole()
    {
        var data = new string('x', 1_000_000);

        (await ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes($"data: {data}\n\ndata: b\n\n")))).Should().Equal($"|{data}", "|b");
    }

    [Fact]
    public async Task FillAsync_EventLargerThanTheLimit_IsRefusedWithoutBeingKept()
    {
        var body = new byte[32 << 20];
        "data: "u8.CopyTo(body);
        var stream = new ChunkedStream(body);

        var failure = await Assert.ThrowsAsync<ProviderException>(async () => await ReadAsync(stream));

        failure.Kind.Should().Be(ErrorKind.LimitExceeded);
        failure.Message.Should().Contain("an event is larger than 4194304 bytes");
        stream.Taken.Should().BeLessThan(8 << 20);
    }

    [Fact]
    public async Task TryRead_LongLineInSmallPieces_IsSearchedOnceAndNotForEachPiece()
    {
        var shortLines = await TimeAsync(lineLength: 1_000);
        var longLine = await TimeAsync(lineLength: 32 << 20);

        // As many bytes in as many reads; searched from its start after each, the long line would take hundreds of times as long.
        var least = TimeSpan.FromMilliseconds(100);
        longLine.Should().BeLessThan(30 * (shortLines > least ? shortLines : least));
    }

    private static async Task<TimeSpan> TimeAsync(int lineLength)
    {
        const int Length = 32 << 20;
        const int Piece = 1_400; // a packet
        var body = new byte[Length];
        body.AsSpan().Fill((byte)'x');
        for (var end = lineLength; end <= Length; end += lineLength)
        {
            body[end - 1] = (byte)'\n';
        }

        "data:"u8.CopyTo(body);
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        var events = 0;
        await ForEachAsync(new ChunkedStream(body, [.. Enumerable.Range(1, Length / Piece).Select(piece => piece * Piece)]), _ => events++, maxEvent: 64 << 20);
        events.Should().Be(1);
        return System.Diagnostics.Stopwatch.GetElapsedTime(began);
    }

    private static async Task<List<string>> ReadAsync(Stream body)
    {
        var events = new List<string>();
        await ForEachAsync(body, reader => events.Add($"{(reader.IsBareLine ? "bare" : Encoding.UTF8.GetString(reader.EventType))}|{Encoding.UTF8.GetString(reader.Data)}"));
        return events;
    }

    private static async Task<int> HashAsync(Stream body)
    {
        var hash = new HashCode();
        await ForEachAsync(body, reader =>
        {
            hash.Add(reader.Data.Length);
            hash.AddBytes(reader.Data);
            hash.AddBytes(reader.EventType);
        });
        return hash.ToHashCode();
    }

    private static async Task ForEachAsync(Stream body, Action<SseReader> take, int maxEvent = 4 << 20)
    {
        using var answer = new HttpResponseMessage { Content = new StreamContent(body) };
        var failures = new ExchangeFailures("local", "m", ExchangeKind.Generate, new ProviderErrorReader(), new SecretScrubber(), [], TimeProvider.System);
        var limits = new ReadLimits(TimeSpan.FromMinutes(1), "first", TimeSpan.FromMinutes(1), ReadLimits.Events);
        using var response = new ProviderResponse(answer, failures, limits, TimeProvider.System, CancellationToken.None);
        using var reader = await SseReader.OpenAsync(response, maxEvent, CancellationToken.None);
        bool more;
        do
        {
            more = await reader.FillAsync(CancellationToken.None);
            while (reader.TryRead())
            {
                take(reader);
            }
        }
        while (more);
    }
}
