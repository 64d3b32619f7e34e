using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;

namespace ProviderRouter.Emulator.HuggingFace.Pipelines;

/// <summary>Classes of a text: the model's own, or those that the caller names.</summary>
internal static class TextClassification
{
    private static readonly string[] Good =
        ["good", "great", "love", "like", "happy", "excellent", "wonderful", "best", "nice", "awesome", "thank", "perfect", "enjoy", "growth", "profit"];

    private static readonly string[] Bad =
        ["bad", "terrible", "hate", "awful", "worst", "sad", "angry", "poor", "horrible", "broken", "disappoint", "wrong", "loss", "crash", "never"];

    /// <summary>A text's classes are nested in a second list, although the specification says otherwise.</summary>
    public static JsonNode Answer(PipelineRequest request)
    {
        var pairs = Pairs(request);
        var answers = pairs.Select(text => Classify(request, text));
        return new JsonArray([.. answers]);
    }

    /// <summary>The classes that the caller names.</summary>
    public static JsonNode AnswerZeroShot(PipelineRequest request)
    {
        var labels = request.List("candidate_labels") is { Count: > 0 } given
            ? given
            : throw PipelineErrors.Field("parameters.candidate_labels", "field required");
        if (request.Text("hypothesis_template") is { } template && !template.Contains("{}", StringComparison.Ordinal))
        {
            throw PipelineErrors.Inference(
                $"The provided hypothesis_template \"{template}\" was not able to be formatted with the target labels. Make sure the passed template includes formatting syntax such as {{}} where the label should go.");
        }

        return request.Each(text =>
        {
            var outputs = labels.Select(label => (Words.Shared(label, text) * 3) + (Scores.Chance(text, label) * 2)).ToList();
            var scores = request.Flag("multi_label") == true ? Scores.Apply("sigmoid", [.. outputs.Select(output => output - 1.5)]) : Scores.Apply("softmax", outputs);
            var ranked = Scores.Rank(labels, scores).ToList();
            return request.Model.Form != AnswerForm.Legacy ? Scores.Write(ranked, null) : new JsonObject
            {
                ["sequence"] = text,
                ["labels"] = new JsonArray([.. ranked.Select(entry => (JsonNode)entry.Label)]),
                ["scores"] = new JsonArray([.. ranked.Select(entry => (JsonNode)Scores.Round(entry.Score))]),
            };
        });
    }

    private static JsonArray Classify(PipelineRequest request, string text)
    {
        IReadOnlyList<string> labels = request.Model.Labels is { Count: > 0 } own ? own : ["LABEL_0", "LABEL_1"];
        var outputs = labels.Select((label, index) => Output(text, label, index, labels.Count)).ToList();
        return Scores.Write(Scores.Rank(labels, Scores.Apply(request.Text("function_to_apply") ?? "softmax", outputs)), request.Integer("top_k"));
    }

    private static double Output(string text, string label, int index, int count)
    {
        var words = Words.Of(text).Select(word => word.Text.ToLowerInvariant()).ToList();
        var mood = words.Count(word => Good.Any(word.StartsWith)) - words.Count(word => Bad.Any(word.StartsWith));
        var leaning = label.ToLowerInvariant() switch
        {
            "positive" or "joy" or "love" => mood,
            "negative" or "anger" or "sadness" => -mood,
            "neutral" => mood == 0 ? 1 : -Math.Abs(mood),
            _ when label.Contains("star", StringComparison.Ordinal) => mood * (index - (count / 2)),
            _ => 0,
        };
        return (leaning * 3) + Scores.Chance(text, label) + Words.Shared(label, text);
    }

    /// <summary>Texts, or pairs of texts as cross-encoders take them.</summary>
    private static List<string> Pairs(PipelineRequest request) => request.Inputs switch
    {
        { ValueKind: JsonValueKind.Object } pair => [Pair(pair)],
        { ValueKind: JsonValueKind.Array } list when list.GetArrayLength() > 0 => [.. list.EnumerateArray().Select(item =>
            item.ValueKind == JsonValueKind.Object ? Pair(item) : item.ValueKind == JsonValueKind.String ? item.GetString()! : throw PipelineErrors.Field("inputs", "str type expected"))],
        { ValueKind: JsonValueKind.String } text => [text.GetString()!],
        _ => throw PipelineErrors.Field("inputs", "str type expected"),
    };

    private static string Pair(JsonElement pair) =>
        ChatReader.Value(pair, "text") is { ValueKind: JsonValueKind.String } text
            ? text.GetString() + (ChatReader.Value(pair, "text_pair") is { ValueKind: JsonValueKind.String } second ? "\n" + second.GetString() : string.Empty)
            : throw PipelineErrors.Field("inputs.text", "field required");
}
