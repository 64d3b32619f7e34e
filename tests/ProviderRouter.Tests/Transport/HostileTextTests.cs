using System.Net;
using System.Text;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Transport;

/// <summary>Bytes that are no UTF-8 and halves of surrogate pairs, wherever a server may put text: read where they do no harm, and else a failure in our words.</summary>
public sealed class HostileTextTests
{
    private const char Bad = '\u0001'; // stands for bytes that are no UTF-8

    private static readonly ChatRequest Request = new() { Provider = OpenAIServer.Name, Model = "m", Messages = [ChatMessage.User("Hi")] };

    public static TheoryData<string> Places =>
    [
        """{"index":0,"message":{"role":"assistant","content":"HERE"},"finish_reason":"stop"}""",
        """{"index":0,"message":{"role":"assistant","content":"ok","HERE":1},"finish_reason":"stop"}""",
        """{"index":0,"message":{"role":"assistant","reasoning_content":"HERE","content":"ok"},"finish_reason":"stop"}""",
        """{"index":0,"message":{"role":"assistant","refusal":"HERE","content":"ok"},"finish_reason":"stop"}""",
        """{"index":0,"message":{"role":"HERE","content":"ok"},"finish_reason":"stop"}""",
        """{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"HERE"}""",
        """{"index":0,"message":{"role":"assistant","content":[{"type":"text","text":"HERE"}]},"finish_reason":"stop"}""",
        """{"index":0,"message":{"role":"assistant","tool_calls":[{"id":"HERE","type":"function","function":{"name":"t","arguments":"{}"}}]},"finish_reason":"tool_calls"}""",
        """{"index":0,"message":{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"HERE","arguments":"{}"}}]},"finish_reason":"tool_calls"}""",
        """{"index":0,"message":{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"t","arguments":"HERE"}}]},"finish_reason":"tool_calls"}""",
        """{"index":0,"message":{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"t","arguments":{"HERE":"HERE"}}}]},"finish_reason":"tool_calls"}""",
        """{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop","logprobs":{"content":[{"token":"HERE","logprob":-1,"bytes":null,"top_logprobs":[]}]}}""",
    ];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Chat_TextThatIsNone_IsReadOrFailsInOurWords(string choice)
    {
        foreach (var text in (string[])["\\ud83d", "\\ude00\\ud83d", "\\ud83d\\ud83d\\ude00", $"a{Bad}b", $"{Bad}", "\\", "\\x", "\\u12", "\n", "\0"])
        {
            var body = Encode($$"""{"id":"HERE","model":"HERE","choices":[{{choice}}]}""".Replace("HERE", text, StringComparison.Ordinal));
            using var whole = new OpenAIServer().Answers(body);
            await ShouldBeOursAsync(whole, Request);
            using var streamed = new OpenAIServer().Answers(
                [.. "data: "u8, .. Encode(choice.Replace("\"message\"", "\"delta\"", StringComparison.Ordinal) is var delta ? $$"""{"choices":[{{delta.Replace("HERE", text, StringComparison.Ordinal)}}]}""" : ""), .. "\n\ndata: [DONE]\n\n"u8],
                contentType: "text/event-stream");
            await ShouldBeOursAsync(streamed, Request);
        }
    }

    [Theory]
    [InlineData("""{"error":{"message":"HERE","code":"HERE","type":"HERE"}}""")]
    [InlineData("""{"error":{"HERE":"x"}}""")]
    [InlineData("""{"HERE":"x","error":"HERE"}""")]
    [InlineData("""{"detail":[{"loc":["HERE",1],"msg":"HERE","type":"HERE"}]}""")]
    [InlineData("HERE")]
    [InlineData("<html>HERE</html>")]
    public async Task Chat_ErrorWithTextThatIsNone_FailsInOurWords(string error)
    {
        foreach (var text in (string[])["\\ud83d", "\\ude00", $"a{Bad}b", "\0", "\u001b[2J"])
        {
            foreach (var status in (HttpStatusCode[])[HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized, HttpStatusCode.OK])
            {
                var body = Encode(error.Replace("HERE", text, StringComparison.Ordinal));
                using var server = new OpenAIServer().Answers(body, status);

                var failure = await Assert.ThrowsAnyAsync<ProviderException>(() => server.Client.ChatAsync(Request, TestContext.Current.CancellationToken));

                failure.Message.Should().NotContainAny("\0", "\u001b");
                failure.Message.Any(char.IsSurrogate).Should().BeFalse();
            }
        }
    }

    private static async Task ShouldBeOursAsync(OpenAIServer server, ChatRequest request)
    {
        foreach (var isStream in (bool[])[false, true])
        {
            try
            {
                var answer = isStream
                    ? await server.Client.ChatStreamAsync(request, TestContext.Current.CancellationToken).ToResponseAsync(TestContext.Current.CancellationToken)
                    : await server.Client.ChatAsync(request, TestContext.Current.CancellationToken);
                Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(answer.Text)).Should().Be(answer.Text, "what is given out is Unicode");
            }
            catch (ProviderException failure)
            {
                failure.Kind.Should().BeOneOf(ErrorKind.BadResponse, ErrorKind.StreamInterrupted);
            }
        }
    }

    private static byte[] Encode(string text)
    {
        var bytes = new List<byte>();
        foreach (var part in text)
        {
            bytes.AddRange(part == Bad ? [0xC3, 0x28, 0xFF] : Encoding.UTF8.GetBytes([part]));
        }

        return [.. bytes];
    }
}
