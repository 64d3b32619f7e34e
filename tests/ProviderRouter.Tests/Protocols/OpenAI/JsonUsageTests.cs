using System.Text.Json;
using ProviderRouter.Protocols.OpenAI;

namespace ProviderRouter.Tests.Protocols.OpenAI;

/// <summary>What an answer that is read as a document says that it consumed and cost.</summary>
public sealed class JsonUsageTests
{
    [Theory]
    [InlineData("""{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5,"prompt_tokens_details":{"cached_tokens":1},"completion_tokens_details":{"reasoning_tokens":2}}""")]
    [InlineData("""{"input_tokens":3,"output_tokens":2,"total_tokens":5,"input_tokens_details":{"cached_tokens":1},"output_tokens_details":{"reasoning_tokens":2}}""")]
    [InlineData("""{"prompt_tokens":3,"input_tokens":9,"completion_tokens":2,"output_tokens":9,"total_tokens":5,"prompt_tokens_details":{"cached_tokens":1},"input_tokens_details":{"cached_tokens":9},"completion_tokens_details":{"reasoning_tokens":2}}""")]
    public void Of_EitherWayToNameTokens_IsTheSame(string usage) =>
        Of(usage).Should().Be(new Usage { InputTokens = 3, OutputTokens = 2, TotalTokens = 5, CachedInputTokens = 1, ReasoningTokens = 2 });

    [Theory]
    [InlineData("""{"prompt_tokens":-1,"completion_tokens":"2","total_tokens":1e30,"prompt_tokens_details":7,"completion_tokens_details":{"reasoning_tokens":null}}""")]
    [InlineData("{}")]
    public void Of_FiguresThatCannotBe_AreNotToldButDoNotFail(string usage) => Of(usage).Should().Be(new Usage());

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    public void Of_UsageThatIsNone_IsNull(string usage)
    {
        Of(usage).Should().BeNull();
        JsonUsage.CostOf(JsonElement.Parse($$"""{"usage":{{usage}}}""")).Should().BeNull();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("7")]
    public void Of_AnswerWithoutUsage_IsNull(string answer)
    {
        JsonUsage.Of(JsonElement.Parse(answer)).Should().BeNull();
        JsonUsage.CostOf(JsonElement.Parse(answer)).Should().BeNull();
    }

    [Theory]
    [InlineData("""{"cost":0.0012}""", "0.0012")]
    [InlineData("""{"estimated_cost":0.5}""", "0.5")]
    [InlineData("""{"cost":0.1,"estimated_cost":0.5}""", "0.1")]
    [InlineData("""{"cost":0}""", null)]
    [InlineData("""{"cost":-1}""", null)]
    [InlineData("""{"cost":"0.1"}""", null)]
    [InlineData("""{"cost":1e99}""", null)]
    public void CostOf_Usage_IsWhatTheProviderSaysWhereItCanBe(string usage, string? cost) =>
        JsonUsage.CostOf(JsonElement.Parse($$"""{"usage":{{usage}}}""")).Should().Be(cost is null ? null : decimal.Parse(cost, System.Globalization.CultureInfo.InvariantCulture));

    private static Usage? Of(string usage) => JsonUsage.Of(JsonElement.Parse($$"""{"usage":{{usage}}}"""));
}
