using System.Text.Json;

namespace ProviderRouter.Tests.Recorded;

/// <summary>Bare numbers of hf-inference: vectors of texts or of their tokens, scores of sentences, predictions from a table.</summary>
internal static class RecordedNumbers
{
    public static async Task CheckAsync(RecordedEntry entry)
    {
        using var router = new RecordedRouter(entry);
        var first = entry.Expect.GetProperty("first").EnumerateArray().Select(number => number.GetDouble()).ToList();
        var shape = entry.Expect.GetProperty("shape").EnumerateArray().Select(length => length.GetInt32()).ToArray();
        var inputs = entry.RequestBody.GetProperty("inputs");
        if (inputs.ValueKind == JsonValueKind.Object && inputs.TryGetProperty("data", out _))
        {
            // Regression over a table has no records of its own.
            var output = (await router.SendAsync(InferenceTasks.Raw, new() { Input = [] })).Output;
            output.EnumerateArray().Select(number => number.GetDouble()).Should().Equal(first);
        }
        else if (inputs.ValueKind == JsonValueKind.Object)
        {
            var answer = await router.SendAsync(InferenceTasks.SentenceSimilarity, new() { SourceSentence = "s", Sentences = [.. Enumerable.Repeat("t", shape[0])] });
            answer.Scores.Should().Equal(first);
        }
        else
        {
            var count = inputs.ValueKind == JsonValueKind.Array ? inputs.GetArrayLength() : 1;
            Check(await router.SendAsync(InferenceTasks.Embeddings, new() { Inputs = [.. Enumerable.Repeat("t", count)] }), count, shape, first);
        }
    }

    private static void Check(EmbeddingsResponse answer, int count, int[] shape, List<double> first)
    {
        var vectors = shape.Length == 1 ? [answer.Vectors] : answer.TokenVectors;
        answer.Vectors.Select(vector => vector.Length).Should().Equal(Enumerable.Repeat(shape[^1], count));
        vectors.Select(tokens => tokens.Count).Should().Equal(Enumerable.Repeat(shape.Length == 1 ? 1 : shape[^2], count));
        vectors[0][0].ToArray().Take(first.Count).Should().Equal(first.Select(number => (float)number));
    }
}
