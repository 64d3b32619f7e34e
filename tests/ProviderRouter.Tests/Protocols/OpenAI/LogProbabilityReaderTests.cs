using System.Diagnostics;
using System.Text;
using System.Text.Json;
using ProviderRouter.Protocols.OpenAI;

namespace ProviderRouter.Tests.Protocols.OpenAI;

/// <summary>Both forms of <c>logprobs</c>, and what of an odd one can be read.</summary>
public sealed class LogProbabilityReaderTests
{
    [Fact]
    public void Read_ListOfTokens_GivesEachWithItsBytesAndAlternatives()
    {
        var read = Read("""
            {"content":[
              {"token":"é","logprob":-0.5,"bytes":[195,169],"top_logprobs":[{"token":"é","logprob":-0.5},{"token":"e","logprob":-1,"bytes":null}]},
              {"token":"b","logprob":0,"bytes":[300],"top_logprobs":null},
              {"token":"c","logprob":-1,"bytes":["1"],"top_logprobs":[7]},
              {"token":7,"logprob":0},{"token":"x"},{"token":"x","logprob":"0"},{"logprob":0},[],7]}
            """)!;

        read.Select(token => (token.Token, token.LogProbability)).Should().Equal(("é", -0.5), ("b", 0), ("c", -1));
        read[0].Bytes!.Value.ToArray().Should().Equal(195, 169);
        read[0].Top.Select(token => (token.Token, token.LogProbability)).Should().Equal(("é", -0.5), ("e", -1));
        (read[1].Bytes, read[2].Bytes).Should().Be((null, null));
        read[1].Top.Concat(read[2].Top).Should().BeEmpty();
    }

    [Fact]
    public void Read_ParallelLists_GiveWhatStandsAtTheSamePlace()
    {
        var read = Read("""{"tokens":["a","b",7,"d","e"],"token_logprobs":[null,-1,-2,-3],"top_logprobs":[{"a":0},{"b":-1,"c":-2,"d":"x"},null]}""")!;

        read.Select(token => (token.Token, token.LogProbability)).Should().Equal(("b", -1), ("d", -3));
        read[0].Top.Select(token => (token.Token, token.LogProbability)).Should().Equal(("b", -1), ("c", -2));
        read[1].Top.Should().BeEmpty();
    }

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("[1]")]
    [InlineData("{}")]
    [InlineData("""{"content":null}""")]
    [InlineData("""{"content":[]}""")]
    [InlineData("""{"content":7,"tokens":["a"]}""")]
    [InlineData("""{"tokens":"a","token_logprobs":[0]}""")]
    [InlineData("""{"tokens":["a"],"token_logprobs":0}""")]
    [InlineData("""{"tokens":[],"token_logprobs":[]}""")]
    public void Read_NoTokens_IsNullAndEndsBehindTheValue(string json) => Read(json).Should().BeNull();

    // Looking an element up by its place counts through a list that holds lists: a hundred thousand of them took minutes, and nothing could stop it.
    [Theory]
    [InlineData("parallel lists")]
    [InlineData("bytes")]
    public void Read_LongList_TakesTimeInProportionToItsLength(string form)
    {
        const int Length = 300_000;
        var json = form == "bytes"
            ? $$"""{"content":[{"token":"a","logprob":0,"bytes":[{{Repeat("1", Length)}},[]]}]}"""
            : $$"""{"tokens":[{{Repeat("\"a\"", Length)}}],"token_logprobs":[{{Repeat("0", Length)}}],"top_logprobs":[{{Repeat("{}", Length)}}]}""";
        var start = Stopwatch.GetTimestamp();

        Read(json).Should().NotBeEmpty();

        Stopwatch.GetElapsedTime(start).Should().BeLessThan(TimeSpan.FromSeconds(20));
    }

    private static string Repeat(string item, int count) => string.Join(',', Enumerable.Repeat(item, count));

    private static IReadOnlyList<TokenLogProbability>? Read(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes($"[{json},\"behind\"]"));
        reader.Read();
        reader.Read();

        var read = LogProbabilityReader.Read(ref reader);

        reader.Read();
        reader.GetString().Should().Be("behind");
        return read;
    }
}
