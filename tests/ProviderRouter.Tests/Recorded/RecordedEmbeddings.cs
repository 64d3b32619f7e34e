using System.Globalization;

namespace ProviderRouter.Tests.Recorded;

/// <summary>Vectors in OpenAI's protocol.</summary>
internal static class RecordedEmbeddings
{
    public static async Task CheckAsync(RecordedEntry entry)
    {
        using var router = new RecordedRouter(entry);

        var answer = await router.SendAsync(InferenceTasks.Embeddings, new() { Inputs = ["x"] });

        answer.Vectors.Should().HaveCount(entry.Expect.GetProperty("count").GetInt32());
        answer.Vectors.Should().OnlyContain(vector => vector.Length == entry.Expect.GetProperty("dimensions").GetInt32());
        answer.Vector.ToArray().Take(4).Should().Equal(entry.Expect.GetProperty("first").EnumerateArray().Select(number => float.Parse(number.GetRawText(), CultureInfo.InvariantCulture)));
        ExpectedUsage.Check(answer.Info.Usage, entry.Expect);
    }
}
