using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.HuggingFace.Pipelines;

/// <summary>Invented but steady scores, and the lists in which classifiers give them.</summary>
internal static class Scores
{
    /// <summary>A number from 0 to 1 that is the same for the same text and label.</summary>
    public static double Chance(string text, string label) => StableHash.Of(text + "\n" + label) % 10000 / 10000.0;

    /// <summary>As <see cref="Chance(string, string)"/> for the bytes of a file.</summary>
    public static double Chance(ReadOnlySpan<byte> bytes, string label) => StableHash.Of(bytes, StableHash.Of(label)) % 10000 / 10000.0;

    /// <summary>Turns a model's raw outputs into scores: softmax, sigmoid or none.</summary>
    public static IReadOnlyList<double> Apply(string function, IReadOnlyList<double> outputs)
    {
        var sum = outputs.Sum(Math.Exp);
        return [.. outputs.Select(output => function switch
        {
            "none" => output,
            "sigmoid" => 1 / (1 + Math.Exp(-output)),
            _ => Math.Exp(output) / sum,
        })];
    }

    /// <summary>Labels with their scores, best first.</summary>
    public static IEnumerable<(string Label, double Score)> Rank(IEnumerable<string> labels, IEnumerable<double> scores) =>
        labels.Zip(scores, (label, score) => (label, score)).OrderByDescending(entry => entry.score);

    /// <summary>The usual answer of a classifier, cut after some entries.</summary>
    public static JsonArray Write(IEnumerable<(string Label, double Score)> ranked, int? top, string name = "label") =>
        new([.. ranked.Take(top ?? int.MaxValue).Select(entry => new JsonObject { ["score"] = Round(entry.Score), [name] = entry.Label })]);

    public static double Round(double score) => Math.Round(score, 6);
}
