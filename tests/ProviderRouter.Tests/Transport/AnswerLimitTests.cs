using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ProviderRouter.Tests.Testing;
using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Transport;

/// <summary>An answer that goes on past a limit ends there, and holds no more memory than the limit and a mebibyte.</summary>
public sealed class AnswerLimitTests
{
    private const long Mebibyte = 1 << 20;

    private static readonly ChatRequest Request = new() { Provider = OpenAIServer.Name, Model = "m", Messages = [ChatMessage.User("Hi")] };

    [Fact]
    public async Task ReadJsonAsync_BodyWithoutAnEnd_TakesNoMoreThanTheLimitAndAMebibyte()
    {
        const long Limit = 8 * Mebibyte;
        var body = new CountingStream(length: null, (byte)' ');
        using var response = Response(body, Limit);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var reading = response.ReadJsonAsync(TestJson.Default.JsonElement, CancellationToken.None).AsTask();

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        reading.IsCompleted.Should().BeTrue("the body is always there, so that this thread alone has read it");
        var failure = await Assert.ThrowsAsync<ProviderException>(() => reading);
        failure.Kind.Should().Be(ErrorKind.LimitExceeded);
        body.Taken.Should().BeInRange(Limit, Limit + Mebibyte);
        allocated.Should().BeLessThan(Limit + Mebibyte);
        body.IsClosed.Should().BeTrue("the connection is closed");
    }

    [Fact]
    public async Task ReadMediaAsync_BodyWithoutAnEnd_TakesNoMoreThanTheLimitAndAMebibyte()
    {
        const long Limit = 8 * Mebibyte;
        var body = new CountingStream(length: null, 7);
        using var response = Response(body, Limit, "image/png");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var reading = response.ReadMediaAsync(CancellationToken.None).AsTask();

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        reading.IsCompleted.Should().BeTrue("the body is always there, so that this thread alone has read it");
        var failure = await Assert.ThrowsAsync<ProviderException>(() => reading);
        failure.Kind.Should().Be(ErrorKind.LimitExceeded);
        body.Taken.Should().BeInRange(Limit, Limit + Mebibyte);
        allocated.Should().BeLessThan(Limit + Mebibyte);
        body.IsClosed.Should().BeTrue();
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/html")]
    public async Task ChatStreamAsync_WholeBodyWhereAStreamWasAskedFor_IsReadNoFurtherThanAWholeBody(string type)
    {
        CountingStream? body = null;
        using var server = new OpenAIServer().Streams(() => body = new(length: 100 * Mebibyte, (byte)' '), type);

        var failure = await TryAsync(() => server.Client.ChatStreamAsync(Request, TestContext.Current.CancellationToken).ToResponseAsync(TestContext.Current.CancellationToken));

        failure!.Kind.Should().Be(ErrorKind.LimitExceeded);
        failure.Message.Should().Contain($"{64 * Mebibyte} bytes");
        body!.Taken.Should().BeInRange(64 * Mebibyte, 65 * Mebibyte);
        body.IsClosed.Should().BeTrue();
    }

    [Fact]
    public async Task ChatStreamAsync_WholeBodyThatIsDeclaredTooLarge_IsNotReadAtAll()
    {
        CountingStream? body = null;
        using var server = new OpenAIServer().Answers(() => new(HttpStatusCode.OK)
        {
            Content = new StreamContent(body = new(length: 100 * Mebibyte, (byte)' ')) { Headers = { ContentType = new("application/json"), ContentLength = 100 * Mebibyte } },
        });

        var failure = await TryAsync(() => server.Client.ChatStreamAsync(Request, TestContext.Current.CancellationToken).ToResponseAsync(TestContext.Current.CancellationToken));

        failure!.Kind.Should().Be(ErrorKind.LimitExceeded);
        body!.Taken.Should().Be(0);
    }

    [Fact]
    public async Task FillAsync_StreamOfCommentsWithoutAnEnd_EndsAtTheLimit()
    {
        var body = new CountingStream(length: null, ": still here\n\n"u8.ToArray());
        using var response = Response(body, 2 * Mebibyte, "text/event-stream");
        using var reader = await SseReader.OpenAsync(response, CancellationToken.None);

        var failure = await Assert.ThrowsAsync<ProviderException>(async () =>
        {
            while (await reader.FillAsync(CancellationToken.None))
            {
                reader.TryRead().Should().BeFalse();
            }
        });

        failure.Kind.Should().Be(ErrorKind.LimitExceeded);
        body.Taken.Should().BeInRange(2 * Mebibyte, 3 * Mebibyte);
    }

    [Fact]
    public async Task ChatAsync_ErrorBodyWithoutAnEnd_IsReadToSixtyFourKibibytesAndKeptToFour()
    {
        var bodies = new List<CountingStream>();
        foreach (var piece in (byte[][])["x"u8.ToArray(), Encoding.UTF8.GetBytes("日")])
        {
            using var server = new OpenAIServer().Answers(() =>
            {
                bodies.Add(new(length: null, piece));
                return new(HttpStatusCode.BadRequest) { Content = new StreamContent(bodies[^1]) };
            });

            var failure = await Assert.ThrowsAsync<ProviderException>(() => server.Client.ChatAsync(Request, TestContext.Current.CancellationToken));

            failure.Kind.Should().Be(ErrorKind.InvalidRequest);
            bodies[^1].Taken.Should().BeLessThanOrEqualTo(64 << 10);
            bodies[^1].IsClosed.Should().BeTrue();
            Encoding.UTF8.GetByteCount(failure.ResponseBody!).Should().BeInRange(4094, 4096);
            failure.Message.Length.Should().BeLessThan(600);
        }
    }

    [Fact]
    public async Task ChatAsync_ErrorBodyStallsPastSixtyFourKibibytes_IsNotWaitedFor()
    {
        // Of this clock no time passes: a wait would never end.
        using var server = new OpenAIServer(routing: builder => builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider()))
            .Answers(() => new(HttpStatusCode.BadRequest) { Content = new StreamContent(new PiecesStream([new byte[64 << 10]])) });

        var failure = await TryAsync(() => server.Client.ChatAsync(Request, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));

        failure!.Kind.Should().Be(ErrorKind.InvalidRequest);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(100_000, false)]
    public async Task ChatAsync_DeepAnswer_IsReadToSixtyFourLevels(int depth, bool isRead)
    {
        // The answer's own object is the first level.
        var deep = new string('[', depth - 1) + new string(']', depth - 1);
        using var whole = new OpenAIServer().Answers($$$"""{"x":{{{deep}}},"choices":[{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}]}""");
        using var streamed = new OpenAIServer().Streams($$$"""{"x":{{{deep}}},"choices":[{"index":0,"delta":{"content":"ok"},"finish_reason":"stop"}]}""", "[DONE]");
        using var refused = new OpenAIServer().Answers($$"""{"error":{{deep}}}""", HttpStatusCode.BadRequest);

        var one = await TryAsync(() => whole.Client.ChatAsync(Request, TestContext.Current.CancellationToken));
        var two = await TryAsync(() => streamed.Client.ChatStreamAsync(Request, TestContext.Current.CancellationToken).ToResponseAsync(TestContext.Current.CancellationToken));
        var three = await TryAsync(() => refused.Client.ChatAsync(Request, TestContext.Current.CancellationToken));

        (one?.Kind, two?.Kind).Should().Be(isRead ? (null, null) : ((ErrorKind?)ErrorKind.LimitExceeded, (ErrorKind?)ErrorKind.LimitExceeded));
        three!.Kind.Should().Be(ErrorKind.InvalidRequest);
    }

    [Theory]
    [InlineData(128, 10, false)]
    [InlineData(129, 10, true)]
    [InlineData(1, 1 << 20, false)]
    [InlineData(1, (1 << 20) + 1, true)]
    public async Task ChatAsync_ToolCalls_AreReadToOneHundredTwentyEightWithAMebibyteEach(int count, int length, bool isRefused)
    {
        var calls = string.Join(',', Enumerable.Range(0, count).Select(index => $$$"""{"index":{{{index}}},"id":"c{{{index}}}","type":"function","function":{"name":"t","arguments":"{{{new string('1', length)}}}"}}"""));
        using var whole = new OpenAIServer().Answers($$$"""{"choices":[{"index":0,"message":{"role":"assistant","tool_calls":[{{{calls}}}]},"finish_reason":"tool_calls"}]}""");
        using var streamed = new OpenAIServer().Streams(OpenAIServer.Delta($$"""{"tool_calls":[{{calls}}]}""", "tool_calls"), "[DONE]");

        var one = await TryAsync(() => whole.Client.ChatAsync(Request, TestContext.Current.CancellationToken));
        var two = await TryAsync(() => streamed.Client.ChatStreamAsync(Request, TestContext.Current.CancellationToken).ToResponseAsync(TestContext.Current.CancellationToken));

        (one?.Kind, two?.Kind).Should().Be(isRefused ? ((ErrorKind?)ErrorKind.LimitExceeded, (ErrorKind?)ErrorKind.LimitExceeded) : (null, null));
    }

    [Fact]
    public async Task ChatStreamAsync_ArgumentsThatGrowPastTheLimitInPieces_EndThere()
    {
        var first = OpenAIServer.Delta("""{"tool_calls":[{"index":0,"id":"c","type":"function","function":{"name":"t","arguments":""}}]}""");
        var more = OpenAIServer.Delta($$$"""{"tool_calls":[{"index":0,"function":{"arguments":"{{{new string('1', 256 << 10)}}}"}}]}""");
        using var server = new OpenAIServer().Streams(first, more, more, more, more, more, "[DONE]");

        var failure = await TryAsync(() => server.Client.ChatStreamAsync(Request, TestContext.Current.CancellationToken).ToResponseAsync(TestContext.Current.CancellationToken));

        failure!.GetBaseException().Message.Should().Contain("arguments are longer than 1048576");
    }

    [Fact]
    public void Prepare_BodyPastTheLimit_IsLimitExceededAndNothingIsSent()
    {
        var context = ProviderRouter.Providers.TaskContext.Create(Request, "m", "p");
        var exchange = new JsonExchange("x", context, json => json.Writer.WriteString("text", new string('x', 3_000_000)));
        var options = new ProviderRouter.Providers.Replicate.ReplicateOptions();
        var before = GC.GetAllocatedBytesForCurrentThread();

        var failure = FluentActions.Invoking(() => ExchangeBody.Prepare(context, exchange, options, maxBytes: 1_000_000)).Should().Throw<ProviderException>().Which;

        (failure.Kind, failure.MaybeExecuted, failure.Model).Should().Be((ErrorKind.LimitExceeded, false, "m"));
        failure.Message.Should().Contain("1000000 bytes");
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(40_000_000);
        ExchangeBody.Prepare(context, exchange, options, maxBytes: 3_000_020)!.Dispose();
    }

    private static ProviderResponse Response(Stream body, long limit, string type = "application/json")
    {
        var answer = new HttpResponseMessage { Content = new StreamContent(body) { Headers = { ContentType = new(type) } } };
        var failures = new ExchangeFailures("p", "m", ExchangeKind.Generate, new ProviderErrorReader(), new SecretScrubber(), [], TimeProvider.System);
        return new(answer, failures, new(TimeSpan.FromMinutes(1), "first", TimeSpan.FromMinutes(1), limit), TimeProvider.System, CancellationToken.None);
    }

    private static async Task<ProviderException?> TryAsync(Func<Task<ChatResponse>> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (ProviderException failure)
        {
            return failure;
        }
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(JsonElement))]
internal sealed partial class TestJson : System.Text.Json.Serialization.JsonSerializerContext;
