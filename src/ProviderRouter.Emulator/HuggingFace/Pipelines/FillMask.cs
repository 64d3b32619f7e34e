using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.HuggingFace.Pipelines;

/// <summary>Words for the gaps of a text.</summary>
internal static class FillMask
{
    private const int VocabularySize = 30000;

    private static readonly string[] Masks = ["[MASK]", "<mask>"];

    private static readonly string[] Vocabulary =
        ["the", "my", "hello", "wonderful", "new", "good", "world", "paris", "capital", "people", "time", "water", "house", "life", "music", "happy"];

    public static bool HasMask(string text) => Masks.Any(mask => text.Contains(mask, StringComparison.Ordinal));

    public static JsonNode Answer(PipelineRequest request) => request.Each(text =>
    {
        var mask = request.Model.Mask;
        var gaps = text.Split(mask).Length - 1;
        if (gaps == 0)
        {
            throw PipelineErrors.Inference($"No mask_token ({mask}) found on the input");
        }

        var words = request.List("targets") ?? Vocabulary;
        return gaps == 1 ? Fill(request, text, 0, words) : new JsonArray([.. Enumerable.Range(0, gaps).Select(gap => Fill(request, text, gap, words))]);
    });

    /// <summary>The words for one gap; the others stay masked in the sequence.</summary>
    private static JsonArray Fill(PipelineRequest request, string text, int gap, IReadOnlyList<string> words)
    {
        var scores = Scores.Apply("softmax", [.. words.Select(word => Scores.Chance(text + gap, word) * 6)]);
        return new JsonArray([.. Scores.Rank(words, scores).Take(request.Integer("top_k") ?? 5).Select(entry => new JsonObject
        {
            ["score"] = Scores.Round(entry.Score),
            ["token"] = (int)(StableHash.Of(entry.Label) % VocabularySize),
            ["token_str"] = entry.Label,
            ["sequence"] = Replace(text, request.Model.Mask, gap, entry.Label),
        })]);
    }

    private static string Replace(string text, string mask, int gap, string word)
    {
        var at = -1;
        for (var i = 0; i <= gap; i++)
        {
            at = text.IndexOf(mask, at + 1, StringComparison.Ordinal);
        }

        return text[..at] + word + text[(at + mask.Length)..];
    }
}
