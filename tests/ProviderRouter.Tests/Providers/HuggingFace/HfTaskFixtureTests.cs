using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers.HuggingFace;

/// <summary>The recorded answers of hf-inference, each read by the task that was asked of its model.</summary>
public sealed class HfTaskFixtureTests
{
    // What a recording's address tells of its task, the first that fits.
    private static readonly (string Part, Func<HfWire, JsonElement, Task> ShouldReadAsync)[] Readers =
    [
        ("dandelin/vilt", async (wire, value) => Same(value, (await HfFixtureCalls.SeeAsync(wire)).Answers, "answer", found => (found.Answer, found.Score))),
        ("impira/layoutlm", async (wire, value) => Same(value, (await HfFixtureCalls.ReadDocumentAsync(wire)).Answers, "answer", found => (found.Answer, found.Score))),
        ("facebook/detr-resnet-50-panoptic", async (wire, _) => (await HfFixtureCalls.SegmentAsync(wire)).Segments.Should().HaveCount(7).And.OnlyContain(segment => segment.Mask.ContentType == "image/png")),
        ("facebook/detr", async (wire, value) => Boxes(value, (await HfFixtureCalls.DetectAsync(wire)).Objects)),
        ("superb/hubert", async (wire, value) => Labels(value, (await HfFixtureCalls.HearAsync(wire)).Labels)),
        ("openai/clip-vit-large", async (wire, value) => Labels(value, (await HfFixtureCalls.ChooseAsync(wire)).Labels)),
        ("sst-2-english", async (wire, value) => Labels(value[0], (await wire.SendAsync(InferenceTasks.TextClassification, new() { Text = "t" })).Labels)),
        ("facebook/bart-large-mnli", async (wire, value) => Pairs(value, (await wire.SendAsync(InferenceTasks.ZeroShotClassification, new() { Text = "t", CandidateLabels = ["refund"] })).Labels)),
        ("bert-base-uncased", async (wire, value) => Same(value, (await wire.SendAsync(InferenceTasks.FillMask, new() { Text = "[MASK] world!" })).Fills, "token_str", fill => (fill.TokenText, fill.Score))),
        ("facebook/bart-large-cnn", ShouldSummarizeAsync),
        ("google/pegasus", ShouldSummarizeAsync),
        ("sshleifer/distilbart", ShouldSummarizeAsync),
        ("nlpconnect/vit-gpt2", async (wire, value) => (await HfFixtureCalls.DescribeAsync(wire)).Text.Should().Be(value[0].GetProperty("generated_text").GetString())),
    ];

    public static TheoryData<string> Files =>
        [.. Fixture.Entries("hf-task", "numbers", "media-bytes", "transcription", "text", "error", "json")
            .Where(entry => entry.GetProperty("provider").GetString() == HfWire.Provider)
            .Select(entry => entry.GetProperty("file").GetString()!)];

    [Theory(SkipUnless = nameof(Fixture.Exist), SkipType = typeof(Fixture), Skip = "There are no recorded answers here.", SkipTestWithoutData = true)]
    [MemberData(nameof(Files))]
    public async Task SendAsync_RecordedAnswer_IsReadAsExpected(string file)
    {
        var entry = Fixture.Entry(file);
        var expect = entry.GetProperty("expect");
        using var wire = new HfWire(AnswerOf(entry));

        await (expect.GetProperty("kind").GetString() switch
        {
            "error" => ShouldFailAsync(wire, expect),
            "media-bytes" => ShouldBeFileAsync(wire, entry, expect),
            "transcription" => ShouldTranscribeAsync(wire, expect),
            "numbers" => ShouldBeNumbersAsync(wire, entry, expect),
            "text" => ShouldKeepTextAsync(wire, expect),
            _ => ShouldBeTaskAsync(wire, entry, expect),
        });
    }

    private static async Task ShouldBeTaskAsync(HfWire wire, JsonElement entry, JsonElement expect)
    {
        var endpoint = entry.GetProperty("endpoint").GetString()!;
        var value = expect.TryGetProperty("value", out var whole) ? whole : JsonElement.Parse(Fixture.Read(entry));
        var reader = Array.Find(Readers, reader => endpoint.Contains(reader.Part, StringComparison.Ordinal)).ShouldReadAsync;
        await (reader is not null ? reader(wire, value)
            : value.ValueKind == JsonValueKind.Array && value[0].TryGetProperty("generated_text", out _) ? ShouldGoOnAsync(wire, value[0])
            : ShouldBeRawAsync(wire, value));
    }

    private static async Task ShouldGoOnAsync(HfWire wire, JsonElement value)
    {
        var answer = await wire.SendAsync(InferenceTasks.TextGeneration, new() { Prompt = "p" });

        answer.Text.Should().Be(value.GetProperty("generated_text").GetString());
        answer.FinishReason.Value.Should().Be(value.TryGetProperty("details", out var details) ? details.GetProperty("finish_reason").GetString() : "unknown");
        answer.Info.Usage?.OutputTokens.Should().Be(details.ValueKind == JsonValueKind.Object ? details.GetProperty("generated_tokens").GetInt64() : null);
    }

    // Tasks that have no records of their own, and answers of servers that are no more.
    private static async Task ShouldBeRawAsync(HfWire wire, JsonElement value)
    {
        var output = (await wire.SendAsync(InferenceTasks.Raw, new() { Input = [] })).Output;
        JsonNode.DeepEquals(JsonNode.Parse(output.GetRawText()), JsonNode.Parse(value.GetRawText())).Should().BeTrue();
    }

    private static async Task ShouldSummarizeAsync(HfWire wire, JsonElement value) =>
        (await wire.SendAsync(InferenceTasks.Summarization, new() { Text = "t" })).Text.Should().Be(value[0].GetProperty("summary_text").GetString());

    private static async Task ShouldTranscribeAsync(HfWire wire, JsonElement expect) =>
        (await wire.SendAsync(InferenceTasks.SpeechToText, new() { Audio = HfWire.Sound })).Text.Should().Be(expect.GetProperty("text").GetString());

    private static async Task ShouldBeFileAsync(HfWire wire, JsonElement entry, JsonElement expect)
    {
        var file = entry.GetProperty("task").GetString() == "text-to-image"
            ? (await wire.SendAsync(InferenceTasks.TextToImage, new() { Prompt = "p" })).Image
            : (await wire.SendAsync(InferenceTasks.TextToSpeech, new() { Text = "t" })).Audio;

        Convert.ToHexStringLower(SHA256.HashData(file.Bytes!.Value.Span)).Should().Be(expect.GetProperty("sha256").GetString());
        file.ContentType.Should().Be(expect.GetProperty("mediaType").GetString());
    }

    private static async Task ShouldBeNumbersAsync(HfWire wire, JsonElement entry, JsonElement expect)
    {
        var first = expect.GetProperty("first").EnumerateArray().Select(number => number.GetDouble()).ToList();
        var shape = expect.GetProperty("shape").EnumerateArray().Select(length => length.GetInt32()).ToArray();
        var inputs = entry.TryGetProperty("requestBody", out var body) && body.ValueKind == JsonValueKind.Object ? body.GetProperty("inputs") : default;
        if (inputs.ValueKind == JsonValueKind.Object && inputs.TryGetProperty("data", out _))
        {
            await ShouldBeRawAsync(wire, JsonElement.Parse(Fixture.Read(entry)));
        }
        else if (shape is [3])
        {
            var scores = (await wire.SendAsync(InferenceTasks.SentenceSimilarity, new() { SourceSentence = "s", Sentences = ["a", "b", "c"] })).Scores;
            scores.Should().Equal(first);
        }
        else
        {
            var count = inputs.ValueKind == JsonValueKind.Array ? inputs.GetArrayLength() : 1;
            var answer = await wire.SendAsync(InferenceTasks.Embeddings, new() { Inputs = [.. Enumerable.Repeat("t", count)] });
            var vectors = shape.Length == 1 ? [answer.Vectors] : answer.TokenVectors;
            answer.Vectors.Select(vector => vector.Length).Should().Equal(Enumerable.Repeat(shape[^1], count));
            vectors.Select(tokens => tokens.Count).Should().Equal(Enumerable.Repeat(shape.Length == 1 ? 1 : shape[^2], count));
            vectors[0][0].ToArray().Take(first.Count).Should().Equal(first.Select(number => (float)number));
        }
    }

    // Called JSON by its server, and none: its words are kept.
    private static async Task ShouldKeepTextAsync(HfWire wire, JsonElement expect)
    {
        var failure = await wire.FailAsync(InferenceTasks.Raw, new() { Input = [] });
        failure.Kind.Should().Be(ErrorKind.BadResponse);
        failure.ResponseBody.Should().Be(expect.GetProperty("text").GetString());
    }

    private static async Task ShouldFailAsync(HfWire wire, JsonElement expect)
    {
        var failure = await wire.FailAsync(InferenceTasks.TextClassification, new() { Text = "t" });
        var (status, words) = (expect.GetProperty("status").GetInt32(), expect.GetProperty("error").GetProperty("message").GetString()!);
        failure.StatusCode.Should().Be((HttpStatusCode)status);
        failure.Kind.Should().Be(status switch { 429 => ErrorKind.RateLimited, 503 => ErrorKind.Unavailable, _ => ErrorKind.InvalidRequest });
        failure.Message.Should().Contain(words);
        (failure.RetryAfter is not null).Should().Be(status == 503, "a loading model says how long it loads");
    }

    private static void Labels(JsonElement value, IReadOnlyList<ScoredLabel> labels) => Same(value, labels, "label", label => (label.Label, label.Score));

    private static void Pairs(JsonElement value, IReadOnlyList<ScoredLabel> labels)
    {
        var item = value.ValueKind == JsonValueKind.Array ? value[0] : value;
        labels.Select(label => label.Label).Should().Equal(item.GetProperty("labels").EnumerateArray().Select(label => label.GetString()));
        labels.Select(label => label.Score).Should().Equal(item.GetProperty("scores").EnumerateArray().Select(score => score.GetDouble()));
    }

    private static void Boxes(JsonElement value, IReadOnlyList<DetectedObject> objects)
    {
        Same(value, objects, "label", found => (found.Label, found.Score));
        objects.Select(found => found.Box).Should().Equal(value.EnumerateArray().Select(item => item.GetProperty("box")).Select(box =>
            new BoundingBox(box.GetProperty("xmin").GetInt32(), box.GetProperty("ymin").GetInt32(), box.GetProperty("xmax").GetInt32(), box.GetProperty("ymax").GetInt32())));
    }

    private static void Same<T>(JsonElement value, IReadOnlyList<T> read, string name, Func<T, (string Text, double? Score)> of) =>
        read.Select(of).Should().Equal(value.EnumerateArray().Select(item => (item.GetProperty(name).GetString()!, (double?)item.GetProperty("score").GetDouble())));

    private static Func<HttpResponseMessage> AnswerOf(JsonElement entry) => () =>
    {
        var response = new HttpResponseMessage((HttpStatusCode)entry.GetProperty("status").GetInt32()) { Content = new ByteArrayContent(Fixture.Read(entry)) };
        response.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(entry.GetProperty("contentType").GetString()!);
        return response;
    };
}
