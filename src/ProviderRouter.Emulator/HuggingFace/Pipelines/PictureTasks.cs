using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.HuggingFace.Pipelines;

/// <summary>What is in a picture: classes, objects, a caption, an answer to a question.</summary>
internal static class PictureTasks
{
    private static readonly string[] Colours = ["red", "orange", "yellow", "green", "cyan", "blue", "purple", "pink", "black", "white", "grey"];

    public static JsonNode Classify(PipelineRequest request)
    {
        IReadOnlyList<string> labels = request.Model.Labels is { Count: > 0 } own ? own : Colours;
        return Scores.Write(Rank(request, labels, request.Text("function_to_apply") ?? "softmax"), request.Integer("top_k") ?? 5);
    }

    /// <summary>The labels that the caller names; the colour that prevails in the picture wins if it is among them.</summary>
    public static JsonNode ClassifyAsNamed(PipelineRequest request)
    {
        var labels = request.List("candidate_labels") is { Count: > 0 } given
            ? given
            : throw PipelineErrors.Field("parameters.candidate_labels", "field required");
        return Scores.Write(Rank(request, labels, "softmax"), null);
    }

    public static JsonNode Detect(PipelineRequest request)
    {
        var picture = PictureFile.Read(request.Media)!;
        var threshold = request.Number("threshold") ?? 0.5;
        IReadOnlyList<string> labels = request.Model.Labels is { Count: > 0 } own ? own : ["object", "thing"];
        return new JsonArray([.. Boxes(request, labels, picture).Where(found => found.Score >= threshold).Select(found => new JsonObject
        {
            ["score"] = found.Score,
            ["label"] = found.Label,
            ["box"] = new JsonObject { ["xmin"] = found.Box.Left, ["ymin"] = found.Box.Top, ["xmax"] = found.Box.Right, ["ymax"] = found.Box.Bottom },
        })]);
    }

    /// <summary>Masks of the picture's size. Semantic segmentation knows no scores.</summary>
    public static JsonNode Segment(PipelineRequest request)
    {
        var picture = PictureFile.Read(request.Media)!;
        IReadOnlyList<string> labels = request.Model.Labels is { Count: > 0 } own ? own : ["foreground", "background"];
        var isSemantic = (request.Text("subtask") ?? (request.Model.Id.Contains("panoptic", StringComparison.OrdinalIgnoreCase) ? "panoptic" : "semantic")) == "semantic";
        var threshold = request.Number("threshold") ?? 0.5;
        return new JsonArray([.. Boxes(request, labels, picture).Where(found => isSemantic || found.Score >= threshold).Select(found => new JsonObject
        {
            ["score"] = isSemantic ? null : found.Score,
            ["label"] = found.Label,
            ["mask"] = Convert.ToBase64String(PngWriter.WriteMask(picture.Width, picture.Height, found.Box)),
        })]);
    }

    public static JsonNode Caption(PipelineRequest request)
    {
        var caption = PictureReader.Describe(request.Media, "picture");
        var limit = request.Integer("max_new_tokens") ?? int.MaxValue;
        var result = new JsonObject { ["generated_text"] = string.Concat(Tokens.Split(caption).Take(limit)) };
        return request.Model.Form == AnswerForm.Bare ? result : new JsonArray(result);
    }

    /// <summary>Answers to a question about a picture; one for its colour is read off the picture.</summary>
    public static JsonNode AnswerQuestion(PipelineRequest request)
    {
        var (picture, question) = Question(request);
        var colour = PictureFile.Read(picture)?.Colour is { } mean ? PictureReader.Name(mean) : "grey";
        var asksColour = question.Contains("colo", StringComparison.OrdinalIgnoreCase);
        IReadOnlyList<string> answers = asksColour ? [colour, .. Colours.Where(other => other != colour)]
            : request.Model.Labels is { Count: > 0 } own ? own : ["yes", "no"];
        var outputs = answers.Select((answer, rank) => (Scores.Chance(question, answer) * 3) + (asksColour && rank == 0 ? 4 : 0)).ToList();
        return Scores.Write(Scores.Rank(answers, Scores.Apply("softmax", outputs)), request.Integer("top_k") ?? 5, "answer");
    }

    /// <summary>An answer read from a document: a word of the question, for nothing reads the picture. Places count words.</summary>
    public static JsonNode AnswerDocument(PipelineRequest request)
    {
        var (_, question) = Question(request);
        var words = Words.Of(question).Where(word => !Words.IsSmall(word.Text)).Select(word => word.Text).DefaultIfEmpty("unknown").ToList();
        var answers = words.Select((word, place) => (Text: "synthetic " + word, Score: Scores.Chance(question, word), Place: place))
            .OrderByDescending(entry => entry.Score)
            .Take(request.Integer("top_k") ?? 1);
        return new JsonArray([.. answers.Select(entry => new JsonObject
        {
            ["score"] = entry.Score,
            ["answer"] = entry.Text,
            ["start"] = entry.Place,
            ["end"] = entry.Place + 1,
        })]);
    }

    private static (byte[] Picture, string Question) Question(PipelineRequest request)
    {
        var question = QuestionAnswering.Required(request.Inputs, "question");
        return ChatReader.Value(request.Inputs, "image") is { ValueKind: JsonValueKind.String } image
            ? (PipelineReader.Decode(InputForm.Image, image), question)
            : throw PipelineErrors.List("Field required: received `image` in `inputs`");
    }

    private static IEnumerable<(string Label, double Score)> Rank(PipelineRequest request, IReadOnlyList<string> labels, string function)
    {
        var colour = PictureFile.Read(request.Media)?.Colour is { } mean ? PictureReader.Name(mean) : null;
        var outputs = labels.Select(label => (Scores.Chance(request.Media, label) * 3)
            + (colour is not null && label.Contains(colour, StringComparison.OrdinalIgnoreCase) ? 4 : 0)).ToList();
        return Scores.Rank(labels, Scores.Apply(function, outputs));
    }

    /// <summary>Up to three things with their places inside the picture, best first.</summary>
    private static List<(string Label, double Score, (int Left, int Top, int Right, int Bottom) Box)> Boxes(
        PipelineRequest request, IReadOnlyList<string> labels, PictureFile picture)
    {
        var random = StableHash.Of(request.Media);
        var first = (int)((random >> 40) % (ulong)labels.Count);
        var found = new List<(string, double, (int, int, int, int))>();
        for (var number = 0; number < Math.Min(3, labels.Count); number++)
        {
            random = StableHash.Mix(random);
            var (left, top) = ((int)(random % (ulong)picture.Width) / 2, (int)((random >> 20) % (ulong)picture.Height) / 2);
            var right = Math.Max(left + 1, left + (picture.Width / 2));
            var bottom = Math.Max(top + 1, top + (picture.Height / 2));
            found.Add((labels[(first + number) % labels.Count], Scores.Round(0.98 - (0.2 * number)), (left, top, right, bottom)));
        }

        return found;
    }
}
