using System.Text.Json;

namespace ProviderRouter.Tests.Recorded;

/// <summary>The classic tasks of hf-inference, each answer read by the task that was asked of its model.</summary>
internal static class RecordedHfTask
{
    // What an address tells of its task, the first that fits.
    private static readonly (string Part, Func<RecordedRouter, JsonElement, Task> CheckAsync)[] Tasks =
    [
        ("dandelin/vilt", SeeAsync),
        ("impira/layoutlm", ReadDocumentAsync),
        ("facebook/detr-resnet-50-panoptic", SegmentAsync),
        ("facebook/detr", DetectAsync),
        ("superb/hubert", async (router, value) => Labels(value, (await router.SendAsync(InferenceTasks.AudioClassification, new() { Audio = Sound })).Labels)),
        ("openai/clip-vit-large", async (router, value) => Labels(value, (await router.SendAsync(InferenceTasks.ZeroShotImageClassification, new() { Image = Image, CandidateLabels = ["toy"] })).Labels)),
        ("sst-2-english", async (router, value) => Labels(value[0], (await router.SendAsync(InferenceTasks.TextClassification, new() { Text = "t" })).Labels)),
        ("facebook/bart-large-mnli", ChooseAsync),
        ("bert-base-uncased", FillAsync),
        ("facebook/bart-large-cnn", SummarizeAsync),
        ("google/pegasus", SummarizeAsync),
        ("sshleifer/distilbart", SummarizeAsync),
        ("nlpconnect/vit-gpt2", async (router, value) => (await router.SendAsync(InferenceTasks.ImageToText, new() { Image = Image })).Text.Should().Be(value[0].GetProperty("generated_text").GetString())),
        ("", GoOnAsync), // all others go on with a text
    ];

    public static MediaContent Image => MediaContent.FromBytes("GIF89a12"u8.ToArray());

    public static MediaContent Sound => MediaContent.FromBytes("fLaC1234"u8.ToArray());

    public static async Task CheckAsync(RecordedEntry entry)
    {
        using var router = new RecordedRouter(entry);
        await Array.Find(Tasks, task => entry.Endpoint.Contains(task.Part, StringComparison.Ordinal)).CheckAsync(
            router, entry.Expect.TryGetProperty("value", out var value) ? value : entry.Json);
    }

    /// <summary>Labels with their scores in lists side by side.</summary>
    public static async Task ChooseAsync(RecordedRouter router, JsonElement value)
    {
        var labels = (await router.SendAsync(InferenceTasks.ZeroShotClassification, new() { Text = "t", CandidateLabels = ["refund"] })).Labels;

        var item = value.ValueKind == JsonValueKind.Array ? value[0] : value;
        labels.Select(label => label.Label).Should().Equal(item.GetProperty("labels").EnumerateArray().Select(label => label.GetString()));
        labels.Select(label => label.Score).Should().Equal(item.GetProperty("scores").EnumerateArray().Select(score => score.GetDouble()));
    }

    private static async Task SeeAsync(RecordedRouter router, JsonElement value)
    {
        var answers = (await router.SendAsync(InferenceTasks.VisualQuestionAnswering, new() { Image = Image, Question = "q" })).Answers;
        answers.Select(found => (found.Answer, found.Score)).Should().Equal(value.EnumerateArray().Select(item => (Word(item, "answer"), (double?)Score(item))));
    }

    private static async Task ReadDocumentAsync(RecordedRouter router, JsonElement value)
    {
        var answers = (await router.SendAsync(InferenceTasks.DocumentQuestionAnswering, new() { Image = Image, Question = "q" })).Answers;
        answers.Select(found => (found.Answer, found.Score, found.Start, found.End)).Should().Equal(
            value.EnumerateArray().Select(item => (Word(item, "answer"), (double?)Score(item), (int?)item.GetProperty("start").GetInt32(), (int?)item.GetProperty("end").GetInt32())));
    }

    private static async Task SegmentAsync(RecordedRouter router, JsonElement value)
    {
        var segments = (await router.SendAsync(InferenceTasks.ImageSegmentation, new() { Image = Image })).Segments;
        segments.Select(segment => (segment.Label, segment.Score, Convert.ToBase64String(segment.Mask.Bytes!.Value.Span))).Should().Equal(
            value.EnumerateArray().Select(item => (Word(item, "label"), (double?)Score(item), Word(item, "mask"))));
        segments.Should().OnlyContain(segment => segment.Mask.ContentType == "image/png");
    }

    private static async Task DetectAsync(RecordedRouter router, JsonElement value)
    {
        var objects = (await router.SendAsync(InferenceTasks.ObjectDetection, new() { Image = Image })).Objects;
        objects.Select(found => (found.Label, found.Score, found.Box)).Should().Equal(value.EnumerateArray().Select(item => (Word(item, "label"), Score(item), Box(item.GetProperty("box")))));
    }

    private static async Task FillAsync(RecordedRouter router, JsonElement value)
    {
        var fills = (await router.SendAsync(InferenceTasks.FillMask, new() { Text = "[MASK] world!" })).Fills;
        fills.Select(fill => (fill.TokenText, fill.Score, fill.Token, fill.Sequence)).Should().Equal(
            value.EnumerateArray().Select(item => (Word(item, "token_str"), Score(item), item.GetProperty("token").GetInt64(), Word(item, "sequence"))));
    }

    private static async Task SummarizeAsync(RecordedRouter router, JsonElement value) =>
        (await router.SendAsync(InferenceTasks.Summarization, new() { Text = "t" })).Text.Should().Be(Word(value[0], "summary_text"));

    private static async Task GoOnAsync(RecordedRouter router, JsonElement value)
    {
        var answer = await router.SendAsync(InferenceTasks.TextGeneration, RecordedCompletion.Request);

        answer.Text.Should().Be(Word(value[0], "generated_text"));
        var hasDetails = value[0].TryGetProperty("details", out var details);
        answer.FinishReason.Value.Should().Be(hasDetails ? Word(details, "finish_reason") : "unknown");
        (answer.Info.Usage?.OutputTokens).Should().Be(hasDetails ? details.GetProperty("generated_tokens").GetInt64() : null);
    }

    private static void Labels(JsonElement value, IReadOnlyList<ScoredLabel> labels) =>
        labels.Select(label => (label.Label, label.Score)).Should().Equal(value.EnumerateArray().Select(item => (Word(item, "label"), Score(item))));

    private static BoundingBox Box(JsonElement box) =>
        new(box.GetProperty("xmin").GetInt32(), box.GetProperty("ymin").GetInt32(), box.GetProperty("xmax").GetInt32(), box.GetProperty("ymax").GetInt32());

    private static string Word(JsonElement item, string name) => item.GetProperty(name).GetString()!;

    private static double Score(JsonElement item) => item.GetProperty("score").GetDouble();
}
