using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace;

/// <summary>Labels with scores, which six tasks give or are asked for.</summary>
internal static class HfLabels
{
    /// <summary>Reads <c>[{"label","score"}]</c>, or the older form <c>{"labels":[…],"scores":[…]}</c>; best first.</summary>
    public static IReadOnlyList<ScoredLabel> Read(HfAnswer answer)
    {
        var labels = new List<ScoredLabel>();
        foreach (var item in answer.Items())
        {
            if (item.TryGetProperty("labels"u8, out _))
            {
                AddPairs(labels, answer, item);
            }
            else
            {
                labels.Add(new() { Label = answer.Text(item, "label"), Score = answer.Number(item, "score") });
            }
        }

        return [.. labels.OrderByDescending(label => label.Score)];
    }

    /// <summary>Writes what two kinds of classification have in common.</summary>
    public static void Write(RequestJson parameters, ClassificationFunction? function, int? topCount)
    {
        parameters.Add("function_to_apply", function?.Value);
        parameters.Add("top_k", topCount);
    }

    private static void AddPairs(List<ScoredLabel> labels, HfAnswer answer, JsonElement item)
    {
        var (names, scores) = (HfAnswer.List(item, "labels"), HfAnswer.List(item, "scores"));
        if (names.Count != scores.Count)
        {
            throw answer.Fail("the answer has not as many scores as labels");
        }

        for (var index = 0; index < names.Count; index++)
        {
            labels.Add(names[index].ValueKind == JsonValueKind.String && scores[index].ValueKind == JsonValueKind.Number
                ? new() { Label = names[index].GetString()!, Score = scores[index].GetDouble() }
                : throw answer.Fail("a label of the answer is no text, or its score is no number"));
        }
    }
}
