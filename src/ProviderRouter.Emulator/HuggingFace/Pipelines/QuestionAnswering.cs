using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;

namespace ProviderRouter.Emulator.HuggingFace.Pipelines;

/// <summary>Answers a question by a piece of the given context, with its place there.</summary>
internal static class QuestionAnswering
{
    public static JsonNode Answer(PipelineRequest request)
    {
        var question = Required(request.Inputs, "question");
        var context = Required(request.Inputs, "context");
        var answers = Find(question, context, request.Flag("handle_impossible_answer") == true)
            .Take(request.Integer("top_k") ?? 1)
            .Select(entry => new JsonObject
            {
                ["score"] = Scores.Round(entry.Score),
                ["start"] = entry.Span.Start,
                ["end"] = entry.Span.End,
                ["answer"] = entry.Span.Text,
            })
            .ToList();
        return answers.Count == 1 && request.Model.Form != AnswerForm.List ? answers[0] : new JsonArray([.. answers]);
    }

    public static string Required(JsonElement inputs, string name) =>
        inputs.ValueKind == JsonValueKind.Object && ChatReader.Value(inputs, name) is { ValueKind: JsonValueKind.String } text && text.GetString()!.Length > 0
            ? text.GetString()!
            : throw PipelineErrors.List($"Field required: received `{name}` in `inputs`");

    private static IEnumerable<(Word Span, double Score)> Find(string question, string context, bool mayBeNone)
    {
        var spans = Words.Sentences(context)
            .Select(sentence => (Span: Narrow(sentence, question), Shared: Words.Shared(question, sentence.Text)))
            .OrderByDescending(entry => entry.Shared)
            .ToList();
        if (mayBeNone && spans.TrueForAll(entry => entry.Shared == 0))
        {
            spans.Insert(0, (new Word(string.Empty, 0, 0), 0));
        }

        return spans.Select((entry, rank) => (entry.Span, (0.9 - (0.1 * Scores.Chance(question, entry.Span.Text))) / (1 << Math.Min(rank, 20))));
    }

    /// <summary>The first run of names or numbers that the question does not hold already, else the whole sentence.</summary>
    private static Word Narrow(Word sentence, string question)
    {
        var asksNumber = question.Contains("when", StringComparison.OrdinalIgnoreCase) || question.Contains("how m", StringComparison.OrdinalIgnoreCase);
        var fitting = Words.Of(sentence.Text)
            .Where(word => (asksNumber ? char.IsDigit(word.Text[0]) : word.IsCapitalised && !Words.IsSmall(word.Text))
                && !question.Contains(word.Text, StringComparison.OrdinalIgnoreCase))
            .ToList();
        if (fitting.Count == 0)
        {
            return sentence;
        }

        var end = fitting.TakeWhile((word, index) => index == 0 || word.Start - fitting[index - 1].End == 1).Last().End;
        return new Word(sentence.Text[fitting[0].Start..end], sentence.Start + fitting[0].Start, sentence.Start + end);
    }
}
