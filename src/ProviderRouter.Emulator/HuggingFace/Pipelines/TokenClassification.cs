using System.Text.Json.Nodes;

namespace ProviderRouter.Emulator.HuggingFace.Pipelines;

/// <summary>Names in a text, found by capital letters: as whole entities, or token by token.</summary>
internal static class TokenClassification
{
    private const int PieceLength = 5;

    private static readonly string[] Places =
    [
        "Paris", "London", "Berlin", "Vienna", "Rome", "Madrid", "Tokyo", "York", "Washington", "California", "Europe", "America", "Africa", "Asia",
        "Germany", "France", "Austria", "Italy", "Spain", "England", "Japan", "China", "India", "Brazil", "Canada", "USA", "UK",
    ];

    private static readonly string[] Organisations =
        ["Inc", "Corp", "Ltd", "GmbH", "Company", "University", "Bank", "Google", "Microsoft", "Apple", "Amazon", "Hugging", "Face", "NASA", "UN", "EU"];

    private static readonly string[] BeforePlaces = ["in", "from", "to", "at", "near", "of"];

    public static JsonNode Answer(PipelineRequest request)
    {
        var strategy = request.Text("aggregation_strategy") ?? "simple";
        var ignored = request.List("ignore_labels") ?? ["O"];
        return request.Each(text => new JsonArray([.. strategy == "none" ? Tokens(text, ignored) : Groups(text, ignored)]));
    }

    private static IEnumerable<JsonObject> Groups(string text, IReadOnlyList<string> ignored) => Entities(text)
        .Where(entity => !ignored.Contains(entity.Group))
        .Select(entity => new JsonObject
        {
            ["entity_group"] = entity.Group,
            ["score"] = Score(text, entity.Words[0]),
            ["word"] = text[entity.Words[0].Start..entity.Words[^1].End],
            ["start"] = entity.Words[0].Start,
            ["end"] = entity.Words[^1].End,
        });

    /// <summary>The pieces of the tokenizer: the first of a word as it is, the others with two hashes. Index 0 is the token that leads the text.</summary>
    private static IEnumerable<JsonObject> Tokens(string text, IReadOnlyList<string> ignored)
    {
        var groups = Entities(text).SelectMany(entity => entity.Words.Select(word => (word.Start, entity.Group))).ToDictionary(entry => entry.Start, entry => entry.Group);
        var index = 0;
        foreach (var word in Words.Of(text))
        {
            var label = groups.TryGetValue(word.Start, out var group) ? "I-" + group : "O";
            for (var at = 0; at < word.Text.Length; at += PieceLength)
            {
                index++;
                var piece = word.Text[at..Math.Min(word.Text.Length, at + PieceLength)];
                if (!ignored.Contains(label))
                {
                    yield return new JsonObject
                    {
                        ["entity"] = label,
                        ["score"] = Score(text, word),
                        ["index"] = index,
                        ["word"] = at == 0 ? piece : "##" + piece,
                        ["start"] = word.Start + at,
                        ["end"] = word.Start + at + piece.Length,
                    };
                }
            }
        }
    }

    private static List<(string Group, List<Word> Words)> Entities(string text)
    {
        var entities = new List<(string, List<Word>)>();
        var run = new List<Word>();
        var before = string.Empty;
        foreach (var word in Words.Of(text))
        {
            var isName = word.IsCapitalised && !Words.IsSmall(word.Text);
            var isNext = run.Count > 0 && word.Start - run[^1].End == 1 && text[run[^1].End] == ' ';
            if (run.Count > 0 && !(isName && isNext))
            {
                entities.Add((Group(run, before), run));
                run = [];
            }

            if (isName)
            {
                run.Add(word);
            }
            else
            {
                before = word.Text;
            }
        }

        if (run.Count > 0)
        {
            entities.Add((Group(run, before), run));
        }

        return entities;
    }

    private static string Group(List<Word> run, string before) =>
        run.Exists(word => Organisations.Contains(word.Text)) ? "ORG"
        : run.Exists(word => Places.Contains(word.Text)) || BeforePlaces.Contains(before) ? "LOC"
        : "PER";

    private static double Score(string text, Word word) => Scores.Round(0.9 + (Scores.Chance(text, word.Text) * 0.0999));
}
