using System.Text.Json.Nodes;

namespace ProviderRouter.Tests.Abstractions;

/// <summary>What values say of themselves, in logs and debuggers.</summary>
public sealed class WordsTests
{
    [Theory]
    [InlineData(null, null, "ChatRequest { Model = (default) }")]
    [InlineData("a/b", null, "ChatRequest { Model = a/b }")]
    [InlineData("a/b", "replicate", "ChatRequest { Model = a/b, Provider = replicate }")]
    public void ToString_Request_SaysItsRouteAndNothingOfItsContent(string? model, string? provider, string expected)
    {
        var request = new ChatRequest
        {
            Model = model,
            Provider = provider,
            Messages = [ChatMessage.User("a secret")],
            User = "ada",
            ProviderParameters = new Dictionary<string, JsonObject> { ["replicate"] = new() { ["token"] = "secret" } },
        };

        request.ToString().Should().Be(expected);
    }

    [Theory]
    [InlineData(null, "replicate:a/b")]
    [InlineData("$0.10 per image", "replicate:a/b ($0.10 per image)")]
    public void ToString_Candidate_SaysItsPriceWhereOneIsKnown(string? price, string expected) =>
        new ExplainedCandidate(new("replicate", "a/b"), price).ToString().Should().Be(expected);

    [Fact]
    public void ToString_ValueOfAnOpenSet_IsTheWireWordAndEmptyForNone()
    {
        (ReasoningEffort.Low.ToString(), default(ReasoningEffort).ToString()).Should().Be(("low", ""));
        (AudioFormat.Mp3.ToString(), default(AudioFormat).ToString()).Should().Be(("mp3", ""));
        (ImageFormat.Png.ToString(), default(ImageFormat).ToString()).Should().Be(("png", ""));
        (new AggregationStrategy("max").ToString(), default(AggregationStrategy).ToString()).Should().Be(("max", ""));
        (new ClassificationFunction("sigmoid").ToString(), default(ClassificationFunction).ToString()).Should().Be(("sigmoid", ""));
        (new TextTruncation("only_first").ToString(), default(TextTruncation).ToString()).Should().Be(("only_first", ""));
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{"city":"Oslo"}""", true)]
    [InlineData("", false)]
    [InlineData("""{"city":"Os""", false)]
    [InlineData("{} {}", false)]
    [InlineData("Oslo", false)]
    public void HasValidArguments_OfAToolCall_TellsWhetherTheyAreJson(string arguments, bool isJson) =>
        new ChatToolCallPart { Id = "1", Name = "f", Arguments = arguments }.HasValidArguments.Should().Be(isJson);

    [Fact]
    public void Text_OfSeveralParts_IsJoinedAndSkipsOtherKinds()
    {
        var message = new ChatMessage { Role = ChatRole.Assistant, Parts = [new ChatReasoningPart("r"), "a", "b", new ChatReasoningPart("s"), "c"] };

        message.Text.Should().Be("abc");
        message.Reasoning.Should().Be("rs");
        ChatMessage.User([]).Text.Should().BeEmpty();
    }
}
