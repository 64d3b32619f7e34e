using System.Text;
using System.Text.Json;
using ProviderRouter.Providers.HuggingFace;

namespace ProviderRouter.Tests.Providers.HuggingFace;

public sealed class HfVectorReaderTests
{
    [Theory]
    [InlineData("[1,2]", "(1 2)")]
    [InlineData(" [ [1, 2] , [3] ] ", "(1 2|3)")]
    [InlineData("[[[1]],[[2],[3]]]", "(1)(2|3)")]
    [InlineData("[[[[1],[2]]],[[[3]]]]", "(1|2)(3)")]
    [InlineData("[]", "()")]
    public void Read_Depth_GivesTheInnermostLists(string json, string expected) =>
        string.Concat(HfVectorReader.Read(Encoding.ASCII.GetBytes(json)).Select(group => $"({string.Join('|', group.Select(vector => string.Join(' ', vector.ToArray())))})"))
            .Should().Be(expected);

    [Fact]
    public void Read_ManyVectors_AllocatesLittleBesideThem()
    {
        var list = $"[{string.Join(',', Enumerable.Repeat("0.2482035607099533", 768))}]";
        var json = Encoding.ASCII.GetBytes($"[{string.Join(',', Enumerable.Repeat(list, 32))}]");
        HfVectorReader.Read(json);

        var before = GC.GetAllocatedBytesForCurrentThread();
        HfVectorReader.Read(json);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        allocated.Should().BeLessThan((long)(32 * 768 * sizeof(float) * 1.05));
    }

    [Theory]
    [InlineData("[[1],[2],3]")]
    [InlineData("[1,[2]]")]
    [InlineData("[1,2")]
    [InlineData("[[1],")]
    [InlineData("[[1]")]
    [InlineData("[[1]]]")]
    [InlineData("[1 2]")]
    [InlineData("[1,]")]
    [InlineData("[[[[[[[[[1]]]]]]]]]")]
    [InlineData("1")]
    [InlineData("")]
    public void Read_WhatIsNoListOfNumbers_Throws(string json) =>
        FluentActions.Invoking(() => HfVectorReader.Read(Encoding.ASCII.GetBytes(json))).Should().Throw<JsonException>();
}
