using System.Net;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers.HuggingFace;

public sealed class HfEmbeddingsTests
{
    [Fact]
    public async Task EmbedAsync_OneText_GoesOutAlone()
    {
        using var wire = new HfWire("[1,0]");

        await wire.SendAsync(InferenceTasks.Embeddings, new() { Inputs = ["a \"text\""] });

        wire.Request.Body.ShouldBeJson("""{"inputs":"a \"text\""}""");
    }

    [Theory]
    [InlineData("[0.5,-2e1, 3]", "0.5 -20 3")]
    [InlineData("[[0.5,-20,3]]", "0.5 -20 3")]
    [InlineData("[[[0.5,-20,3]]]", "0.5 -20 3")]
    [InlineData("[ [1,2] , [3,4] ]", "1 2|3 4")]
    [InlineData("[[[1,2]],[[3,4]]]", "1 2|3 4")]
    [InlineData("[[[1,2],[3,4]]]", "1 2|3 4")]
    public async Task EmbedAsync_AVectorForEachText_IsGivenAtAnyDepth(string json, string expected)
    {
        using var wire = new HfWire(json);

        var answer = await wire.SendAsync(InferenceTasks.Embeddings, new() { Inputs = [.. expected.Split('|')] });

        Written(answer.Vectors).Should().Be(expected);
        answer.TokenVectors.Should().BeEmpty();
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Theory]
    [InlineData("[[1,2],[3,6]]", "2 4", "1 2|3 6")]
    [InlineData("[[[1,2],[3,6]]]", "2 4", "1 2|3 6")]
    [InlineData("[[[1,2],[3,6]],[[5,5]]]", "2 4|5 5", "1 2|3 6;5 5")]
    [InlineData("[[[[1,2],[3,6]]],[[[5,5],[7,9]]]]", "2 4|6 7", "1 2|3 6;5 5|7 9")]
    public async Task EmbedAsync_VectorsOfTokens_AreGivenBesideTheirMeansAndWarnedOf(string json, string means, string tokens)
    {
        using var wire = new HfWire(json);

        var answer = await wire.SendAsync(InferenceTasks.Embeddings, new() { Inputs = [.. means.Split('|')] });

        Written(answer.Vectors).Should().Be(means);
        string.Join(';', answer.TokenVectors.Select(Written)).Should().Be(tokens);
        answer.Info.Warnings.Should().ContainSingle().Which.Setting.Should().Be("Inputs");
    }

    [Theory]
    [InlineData("[1,2]")]
    [InlineData("[[1,2],[3,4],[5,6]]")]
    [InlineData("[[1,2],[3]]")]
    [InlineData("[[1,2],[]]")]
    [InlineData("[]")]
    [InlineData("[1,[2]]")]
    [InlineData("[[1],2]")]
    [InlineData("[[1],[\"2\"]]")]
    [InlineData("[[1],[NaN]]")]
    [InlineData("[[1],[-]]")]
    [InlineData("[[1],[1.]]")]
    [InlineData("[[1],[1e]]")]
    [InlineData("[[1],[2]] x")]
    [InlineData("[[[[[[[[[1]]]]]]]]]")]
    [InlineData("{\"vectors\":[[1],[2]]}")]
    [InlineData("null")]
    public async Task EmbedAsync_WhatIsNoVectorForEachText_IsABadResponse(string json)
    {
        using var wire = new HfWire(json);

        (await wire.FailAsync(InferenceTasks.Embeddings, new() { Inputs = ["a", "b"] })).Kind.Should().Be(ErrorKind.BadResponse);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[[1],[2")]
    [InlineData("[[1],")]
    public async Task EmbedAsync_AnswerCut_SaysSo(string json)
    {
        using var wire = new HfWire(json);

        (await wire.FailAsync(InferenceTasks.Embeddings, new() { Inputs = ["a", "b"] })).Message.Should().Contain("too early");
    }

    [Fact]
    public async Task EmbedAsync_ErrorInAnAcceptedAnswer_IsToldInItsWords()
    {
        using var wire = new HfWire(MediaWire.Json(""" {"error":"batch size 40 > maximum allowed batch size 32","error_type":"Validation"}""", HttpStatusCode.OK));

        (await wire.FailAsync(InferenceTasks.Embeddings, new() { Inputs = ["a"] })).Message.Should().Contain("maximum allowed batch size 32");
    }

    private static string Written(IReadOnlyList<ReadOnlyMemory<float>> vectors) =>
        string.Join('|', vectors.Select(vector => string.Join(' ', vector.ToArray().Select(value => value.ToString(System.Globalization.CultureInfo.InvariantCulture)))));
}
