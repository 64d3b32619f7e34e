using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Transport;

/// <summary>A server that echoes the key, in whichever place and coat, makes no failure that shows it.</summary>
public sealed class KeyEchoTests
{
    private const string Key = OpenAIServer.Key;

    public static TheoryData<string, string> Bodies => new()
    {
        { "an error with escapes", $$$"""{"error":{"message":"bad key {{{string.Concat(Key.Select(character => $"\\u{(int)character:x4}"))}}}"}}""" },
        { "a code", $$$"""{"error":{"message":"bad","code":"{{{Key}}}"}}""" },
        { "a name of a field", $$"""{"{{Key}}":1}""" },
        { "an address", $$"""{"error":"see https://x.test/?k={{Uri.EscapeDataString(Key)}}"}""" },
        { "base64", $$"""{"error":"Basic {{Convert.ToBase64String(Encoding.ASCII.GetBytes("user:" + Key))}}"}""" },
        { "a page", $"<html><b>{Key[..9]}{Key[9..]}</b></html>" },
        { "JSON in JSON", JsonSerializer.Serialize(new { error = JsonSerializer.Serialize(new { key = Key }) }) },
        { "spaces to the cut of 64 KiB", new string(' ', (64 << 10) - 20) + Key },
        { "spaces to the cut of 4 KiB", "x" + new string(' ', 4096 - 20) + Key },
        { "a long text to the cut of 500", new string('x', 490) + Key },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task ChatAsync_RefusalThatEchoesTheKey_ShowsNothingOfIt(string place, string body)
    {
        foreach (var status in (HttpStatusCode[])[HttpStatusCode.Unauthorized, HttpStatusCode.BadRequest, HttpStatusCode.OK])
        {
            using var server = new OpenAIServer().Answers(body, status);

            ShouldShowNothing(await FailAsync(server), $"{place}, {status}");
        }
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task ChatStreamAsync_EventThatEchoesTheKey_ShowsNothingOfIt(string place, string body)
    {
        foreach (var form in (string[])["data: {0}\n\n", "event: error\ndata: {0}\n\n", "{0}\n\n"])
        {
            using var server = new OpenAIServer().Streams(() => new MemoryStream(Encoding.UTF8.GetBytes(string.Format(null, form, body))));

            ShouldShowNothing(
                await Assert.ThrowsAnyAsync<ProviderException>(async () => await server.Client.ChatStreamAsync(Request, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken)),
                place);
        }
    }

    public static TheoryData<string> Cuts => ["reset", "silence", "declared", "JSON"];

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task ChatAsync_ErrorBodyThatIsCutWithinTheKey_ShowsNothingOfIt(string cut)
    {
        for (var shown = 4; shown < Key.Length; shown++)
        {
            var time = new FakeTimeProvider();
            using var server = new OpenAIServer(routing: builder => builder.Services.AddSingleton<TimeProvider>(time)).Answers(() =>
            {
                var text = Encoding.UTF8.GetBytes((cut == "JSON" ? "{\"error\":{\"message\":\"bad\",\"key\":\"" : "bad key ") + Key[..shown]);
                var content = new StreamContent(cut switch
                {
                    "reset" => new PiecesStream([text], end: new IOException("reset")),
                    "silence" => new PiecesStream(ThenNothing(text, time)),
                    _ => new MemoryStream(text),
                });
                content.Headers.ContentLength = cut == "declared" ? 100 : null;
                return new(HttpStatusCode.Unauthorized) { Content = content };
            });

            var failure = await FailAsync(server);

            failure.Kind.Should().Be(ErrorKind.Authentication);
            failure.ResponseBody.Should().Contain("bad").And.NotContain(Key[..4], $"{shown} characters of the key came");
            failure.Message.Should().Contain("bad").And.NotContain(Key[..4]);
        }
    }

    [Theory]
    [InlineData("event: error\ndata: bad key ")]
    [InlineData("error: bad key ")]
    [InlineData("data: {\"error\":{\"message\":\"bad key ")]
    [InlineData("event: error\ndata: {\"error\":{\"message\":\"bad key ")]
    public async Task ChatStreamAsync_EventThatIsCutWithinTheKey_ShowsNothingOfIt(string start)
    {
        for (var shown = 4; shown < Key.Length; shown++)
        {
            using var server = new OpenAIServer().Streams(() => new MemoryStream(Encoding.UTF8.GetBytes(start + Key[..shown])));

            var failure = await Assert.ThrowsAnyAsync<ProviderException>(async () => await server.Client.ChatStreamAsync(Request, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));

            $"{failure.Message} {failure.ResponseBody}".Should().NotContain(Key[..4], $"{shown} characters of the key came");
        }
    }

    [Fact]
    public async Task ChatAsync_AnswerThatIsCutWithinTheKey_ShowsNothingOfIt()
    {
        for (var shown = 4; shown < Key.Length; shown++)
        {
            using var server = new OpenAIServer().Answers("{\"detail\":\"bad key " + Key[..shown]);

            var failure = await FailAsync(server);

            $"{failure.Message} {failure.ResponseBody}".Should().Contain("bad").And.NotContain(Key[..4], $"{shown} characters of the key came");
        }
    }

    [Theory]
    [InlineData("x-request-id")]
    [InlineData("X-Fal-Error-Type")]
    [InlineData("Retry-After")]
    [InlineData("Location")]
    public async Task ChatAsync_HeaderThatEchoesTheKey_ShowsNothingOfIt(string name)
    {
        foreach (var status in (HttpStatusCode[])[HttpStatusCode.Unauthorized, HttpStatusCode.TemporaryRedirect, HttpStatusCode.OK])
        {
            using var server = new OpenAIServer().Answers(() =>
            {
                var response = new HttpResponseMessage(status) { Content = new StringContent("""{"error":"no"}""") };
                response.Headers.TryAddWithoutValidation(name, $"https://x.test/{Key}");
                return response;
            });

            ShouldShowNothing(await FailAsync(server), $"{name}, {status}");
        }
    }

    [Fact]
    public async Task ChatAsync_MediaTypeThatEchoesTheKey_ShowsNothingOfIt()
    {
        using var server = new OpenAIServer().Answers("x", contentType: $"text/{Key}");

        ShouldShowNothing(await FailAsync(server), "media type");
    }

    [Fact]
    public async Task ChatAsync_RequestIdOfAnAnswer_IsOfPrintableCharactersAndHoldsNoKey()
    {
        foreach (var (sent, shown) in ((string, string?)[])[("req_1", "req_1"), (Key, "***cdef"), ("a\u001b[31m", null), ("caf\u00e9", null), (new string('a', 201), null)])
        {
            using var server = new OpenAIServer().Answers(() =>
            {
                var response = new HttpResponseMessage(HttpStatusCode.OK)
                {
                    Content = new StringContent("""{"choices":[{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}]}"""),
                };
                response.Headers.TryAddWithoutValidation("x-request-id", sent);
                return response;
            });

            var answer = await server.Client.ChatAsync(Request, TestContext.Current.CancellationToken);

            answer.Info.RequestId.Should().Be(shown);
            answer.Info.Attempts.Should().ContainSingle().Which.RequestId.Should().Be(shown);
        }
    }

    private static IEnumerable<byte[]> ThenNothing(byte[] text, FakeTimeProvider time)
    {
        yield return text;
        time.Advance(TimeSpan.FromMinutes(1));
    }

    private static ChatRequest Request => new() { Provider = OpenAIServer.Name, Model = "m", Messages = [ChatMessage.User("Hi")] };

    private static async Task<ProviderException> FailAsync(OpenAIServer server) =>
        await Assert.ThrowsAnyAsync<ProviderException>(async () => await server.Client.ChatAsync(Request, TestContext.Current.CancellationToken));

    private static void ShouldShowNothing(ProviderException failure, string place)
    {
        var shown = new StringBuilder();
        for (Exception? exception = failure; exception is not null; exception = exception.InnerException)
        {
            shown.AppendLine(exception.ToString());
            foreach (System.Collections.DictionaryEntry entry in exception.Data)
            {
                shown.Append(entry.Key).Append(entry.Value).AppendLine();
            }

            shown.AppendLine((exception as JsonException)?.Path);
            if (exception is ProviderException { } known)
            {
                shown.AppendLine($"{known.ErrorCode} {known.RequestId} {known.ResponseBody} {string.Join(' ', known.Attempts)}");
            }
        }

        var text = shown.ToString();
        text.Should().NotContain(Key[..13], place);
        text.Should().NotContain(Key[6..18], place);
        System.Text.RegularExpressions.Regex.Replace(text, @"\\u00([0-9a-f]{2})", match => ((char)Convert.ToInt32(match.Groups[1].Value, 16)).ToString()).Should().NotContain(Key[..13], place);
        text.Should().NotContain(Convert.ToBase64String(Encoding.ASCII.GetBytes("user:" + Key))[8..24], place);
    }
}
