using static ProviderRouter.Tests.Protocols.OpenAI.ChatStreamTests;
using static ProviderRouter.Tests.Testing.OpenAIServer;

namespace ProviderRouter.Tests.Protocols.OpenAI;

/// <summary>Tool calls that come in pieces, as differently as servers cut them.</summary>
public sealed class ToolCallStreamTests
{
    [Fact]
    public async Task ChatStreamAsync_PiecesByIndex_AreGivenAsTheyCome()
    {
        var (updates, failure) = await ReadAsync(
            Call("""{"index":0,"id":"call_1","type":"function","function":{"name":"f","arguments":""}}"""),
            Call("""{"index":0,"function":{"arguments":"{\"a\""}}"""),
            Call("""{"index":0,"function":{"arguments":":1}"}}"""),
            Delta("{}", "tool_calls"),
            "[DONE]");

        failure.Should().BeNull();
        updates.Select(Bare).Should().Equal(
            new ChatToolCallUpdate { CallIndex = 0, Id = "call_1", Name = "f" },
            new ChatToolCallUpdate { CallIndex = 0, Arguments = "{\"a\"" },
            new ChatToolCallUpdate { CallIndex = 0, Arguments = ":1}" },
            new ChatFinishedUpdate(FinishReason.ToolCalls));
    }

    [Theory]
    [InlineData("two at once", "1 f {\"a\":1}; 2 g {}", """{"index":0,"id":"1","function":{"name":"f","arguments":"{\"a\":1}"}},{"index":1,"id":"2","function":{"name":"g","arguments":"{}"}}""")]
    [InlineData("interleaved", "1 f {\"a\":1}; 2 g {}", """{"index":0,"id":"1","function":{"name":"f","arguments":"{\"a\""}}""", """{"index":1,"id":"2","function":{"name":"g","arguments":"{"}}""", """{"index":0,"function":{"arguments":":1}"}}""", """{"index":1,"function":{"arguments":"}"}}""")]
    [InlineData("indices from 1 with gaps", "1 f {}; 2 g {}", """{"index":1,"id":"1","function":{"name":"f","arguments":"{}"}}""", """{"index":7,"id":"2","function":{"name":"g","arguments":"{}"}}""")]
    [InlineData("no index", "1 f {\"a\":1}; 2 g {}", """{"id":"1","function":{"name":"f","arguments":"{\"a\""}}""", """{"function":{"arguments":":1}"}}""", """{"id":"2","function":{"name":"g","arguments":"{}"}}""")]
    [InlineData("no index, interleaved by id", "1 f {\"a\":1}; 2 g {}", """{"id":"1","function":{"name":"f","arguments":"{\"a\""}}""", """{"id":"2","function":{"name":"g","arguments":"{"}}""", """{"id":"1","function":{"arguments":":1}"}}""", """{"id":"2","function":{"arguments":"}"}}""")]
    [InlineData("an index used again", "1 f {}; 2 g {}", """{"index":0,"id":"1","function":{"name":"f","arguments":"{}"}}""", """{"index":0,"id":"2","function":{"name":"g","arguments":"{}"}}""")]
    [InlineData("an id with every piece", "1 f {\"a\":1}", """{"index":0,"id":"1","function":{"name":"f","arguments":"{\"a\""}}""", """{"index":0,"id":"1","function":{"name":"f","arguments":":1}"}}""")]
    [InlineData("an empty id and name later", "1 f {\"a\":1}", """{"index":0,"id":"1","function":{"name":"f","arguments":"{\"a\""}}""", """{"index":0,"id":"","function":{"name":"","arguments":":1}"}}""")]
    [InlineData("a name that comes late", "1 f {\"a\":1}", """{"index":0,"id":"1","function":{"arguments":"{\"a\""}}""", """{"index":0,"function":{"name":"f","arguments":":1}"}}""")]
    [InlineData("arguments that parse early", "1 f {}{}", """{"index":0,"id":"1","function":{"name":"f","arguments":"{}"}}""", """{"index":0,"function":{"arguments":"{}"}}""")]
    [InlineData("no arguments", "1 f {}", """{"index":0,"id":"1","function":{"name":"f"}}""")]
    [InlineData("null arguments", "1 f {}", """{"index":0,"id":"1","function":{"name":"f","arguments":null}}""")]
    [InlineData("an object for arguments", "1 f {\"a\": 1}", """{"index":0,"id":"1","function":{"name":"f","arguments":{"a": 1}}}""")]
    [InlineData("a number for the id", "7 f {}", """{"index":0,"id":7,"function":{"name":"f","arguments":"{}"}}""")]
    public async Task ChatStreamAsync_PiecesOfOddForm_MakeTheirCalls(string form, string expected, params string[] pieces)
    {
        var (updates, failure) = await ReadAsync([.. pieces.Select(Call), Delta("{}", "stop"), "[DONE]"]);

        failure.Should().BeNull(form);
        Joined(updates).Should().Be(expected, form);
        updates[^1].Should().BeOfType<ChatFinishedUpdate>().Which.FinishReason.Should().Be(FinishReason.ToolCalls, "there are calls, whatever the server says");
    }

    [Fact]
    public async Task ChatStreamAsync_MoreCallsThanAnAnswerMayHave_IsRefused()
    {
        var (_, failure) = await ReadAsync([.. Enumerable.Range(0, 129).Select(id => Call($$$"""{"id":"i{{{id}}}","function":{"name":"f","arguments":"{}"}}"""))]);

        failure!.GetBaseException().Message.Should().Contain("more than 128 tools");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ChatStreamAsync_ArgumentsWithoutEnd_AreRefused(bool hasName)
    {
        var piece = Call($$$"""{"index":0,"id":"1","function":{{{{(hasName ? "\"name\":\"f\"," : "")}}}"arguments":"{{{new string('x', 1 << 18)}}}"}}""");

        (await ReadAsync(piece, piece, piece, piece, Call("""{"index":0,"function":{"name":"f"}}"""), "[DONE]")).Failure.Should().BeNull();
        (await ReadAsync(piece, piece, piece, piece, piece, "[DONE]")).Failure!.GetBaseException().Message.Should().Contain("longer than 1048576 characters");
    }

    [Fact]
    public async Task ChatStreamAsync_NoIdEver_MakesOneUp()
    {
        var (updates, _) = await ReadAsync(Call("""{"index":0,"function":{"name":"f","arguments":"{}"}}"""), "[DONE]");

        var call = updates.OfType<ChatToolCallUpdate>().Should().ContainSingle().Subject;
        call.Id.Should().StartWith("call_").And.HaveLength(37);
    }

    [Fact]
    public async Task ChatStreamAsync_NoNameEver_IsInterruptedOrRefused()
    {
        var (updates, failure) = await ReadAsync(Call("""{"index":0,"id":"1","function":{"arguments":"{}"}}"""), Delta("{}", "tool_calls"), "[DONE]");

        updates.Should().BeEmpty();
        failure!.Kind.Should().Be(ErrorKind.BadResponse);
    }

    private static string Call(string pieces) => Delta($$"""{"tool_calls":[{{pieces}}]}""");

    private static string Joined(IEnumerable<ChatUpdate> updates) => string.Join("; ", updates.OfType<ChatToolCallUpdate>().GroupBy(call => call.CallIndex)
        .Select(call => $"{call.First().Id} {call.First().Name} {string.Concat(call.Select(piece => piece.Arguments))}"));
}
