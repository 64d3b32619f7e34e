using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers.HuggingFace;

/// <summary>The shapes in which the tasks about images and sounds are answered.</summary>
public sealed class HfMediaAnswerTests
{
    private const string Png = "iVBORw0KGgoAAAAN";

    [Theory]
    [InlineData("""[{"label":"toy","score":0.25},{"label":"animal","score":0.75}]""")]
    [InlineData("""[[{"label":"animal","score":0.75},{"label":"toy","score":0.25}]]""")]
    public async Task SendAsync_ClassesOfAFile_AreGivenBestFirst(string json)
    {
        ScoredLabel[] expected = [new() { Label = "animal", Score = 0.75 }, new() { Label = "toy", Score = 0.25 }];
        using var wire = new HfWire(json);

        (await wire.SendAsync(InferenceTasks.ImageClassification, new() { Image = HfWire.Image })).Labels.Should().Equal(expected);
        (await wire.SendAsync(InferenceTasks.AudioClassification, new() { Audio = HfWire.Sound })).Labels.Should().Equal(expected);
        (await wire.SendAsync(InferenceTasks.ZeroShotImageClassification, new() { Image = HfWire.Image, CandidateLabels = ["toy", "animal"] })).Labels.Should().Equal(expected);
    }

    [Theory]
    [InlineData("""[{"score":0.75,"label":"cat","box":{"xmin":1,"ymin":2,"xmax":30,"ymax":40}}]""")]
    [InlineData("""[[{"score":0.75,"label":"cat","box":{"xmin":0.9,"ymin":2.1,"xmax":30.0,"ymax":39.6}}]]""")]
    public async Task DetectObjectsAsync_EachShape_GivesLabelsAndBoxes(string json)
    {
        using var wire = new HfWire(json);

        var answer = await wire.SendAsync(InferenceTasks.ObjectDetection, new() { Image = HfWire.Image });

        answer.Objects.Should().Equal(new DetectedObject { Label = "cat", Score = 0.75, Box = new(1, 2, 30, 40) });
    }

    [Theory]
    [InlineData($$"""[{"score":0.75,"label":"cat","mask":"{{Png}}"},{"label":"sky","mask":"{{Png}}"}]""")]
    [InlineData($$"""[[{"score":0.75,"label":"cat","mask":"data:image/png;base64,{{Png}}"},{"score":null,"label":"sky","mask":"{{Png}}"}]]""")]
    public async Task SegmentImageAsync_EachShape_GivesTheMasksAsPictures(string json)
    {
        using var wire = new HfWire(json);

        var answer = await wire.SendAsync(InferenceTasks.ImageSegmentation, new() { Image = HfWire.Image });

        answer.Segments.Select(segment => (segment.Label, segment.Score)).Should().Equal(("cat", 0.75), ("sky", null));
        foreach (var segment in answer.Segments)
        {
            segment.Mask.ContentType.Should().Be("image/png");
            segment.Mask.Bytes!.Value.ToArray().Should().Equal(Convert.FromBase64String(Png));
        }
    }

    [Theory]
    [InlineData("""[{"generated_text":"a giraffe"}]""")]
    [InlineData("""{"generated_text":"a giraffe"}""")]
    [InlineData("""[[{"generated_text":"a giraffe"}]]""")]
    public async Task DescribeImageAsync_EachShape_GivesTheText(string json)
    {
        using var wire = new HfWire(json);

        (await wire.SendAsync(InferenceTasks.ImageToText, new() { Image = HfWire.Image })).Text.Should().Be("a giraffe");
    }

    [Theory]
    [InlineData("""[{"score":0.25,"answer":"3"},{"score":0.75,"answer":"2"}]""", 0.75)]
    [InlineData("""[[{"score":0.75,"answer":"2"},{"score":0.25,"answer":"3"}]]""", 0.75)]
    [InlineData("""{"answer":"2"}""", null)]
    public async Task AnswerVisualQuestionAsync_EachShape_GivesTheAnswersBestFirst(string json, double? score)
    {
        using var wire = new HfWire(json);

        var answer = await wire.SendAsync(InferenceTasks.VisualQuestionAnswering, new() { Image = HfWire.Image, Question = "How many?" });

        answer.Answer.Should().Be("2");
        answer.Answers[0].Score.Should().Be(score);
    }

    [Theory]
    [InlineData("""[{"score":0.75,"answer":"us-001","start":16,"end":17}]""", 0.75, 16, 17)]
    [InlineData("""{"score":0.75,"answer":"us-001","start":16,"end":17}""", 0.75, 16, 17)]
    [InlineData("""[{"answer":"us-001"}]""", null, null, null)]
    public async Task AnswerDocumentQuestionAsync_EachShape_GivesTheAnswers(string json, double? score, int? start, int? end)
    {
        using var wire = new HfWire(json);

        var answer = await wire.SendAsync(InferenceTasks.DocumentQuestionAnswering, new() { Image = HfWire.Image, Question = "Which?" });

        answer.Answers.Should().Equal(new DocumentAnswer { Answer = "us-001", Score = score, Start = start, End = end });
    }

    [Fact]
    public async Task TranscribeAsync_TextAlone_HasNoSegments()
    {
        using var wire = new HfWire("""{"text":"a man said"}""");

        var answer = await wire.SendAsync(InferenceTasks.SpeechToText, new() { Audio = HfWire.Sound });

        answer.Text.Should().Be("a man said");
        answer.Segments.Should().BeEmpty();
        answer.Words.Should().BeEmpty();
    }

    [Theory]
    [InlineData(TimestampGranularity.Segment)]
    [InlineData(TimestampGranularity.Word)]
    public async Task TranscribeAsync_Chunks_AreWhatWasAskedFor(TimestampGranularity granularity)
    {
        using var wire = new HfWire("""[{"text":"a man said","chunks":[{"text":"a man","timestamp":[0.0,1.25]},{"text":" said","timestamp":[1.25,null]}]}]""");

        var answer = await wire.SendAsync(InferenceTasks.SpeechToText, new() { Audio = HfWire.Sound, Timestamps = granularity });

        var (found, other) = granularity == TimestampGranularity.Word ? (answer.Words, answer.Segments) : (answer.Segments, answer.Words);
        found.Should().Equal(
            new TranscriptSegment { Text = "a man", Start = TimeSpan.Zero, End = TimeSpan.FromSeconds(1.25) },
            new TranscriptSegment { Text = " said", Start = TimeSpan.FromSeconds(1.25) });
        other.Should().BeEmpty();
    }

    [Fact]
    public async Task TranscribeAsync_WordsByTheCallersOwnParameter_AreWords()
    {
        using var wire = new HfWire("""{"text":"a","chunks":[{"text":"a","timestamp":[0,1]}]}""");

        var answer = await wire.SendAsync(InferenceTasks.SpeechToText, new() { Audio = HfWire.Sound, ProviderParameters = HfWire.Own(new() { ["return_timestamps"] = "word" }) });

        answer.Words.Should().ContainSingle();
        answer.Segments.Should().BeEmpty();
    }

    [Fact]
    public async Task EditImageAsync_Bytes_AreTheImage()
    {
        using var wire = new HfWire(MediaWire.Bytes(Convert.FromBase64String(Png), "image/png"));

        var answer = await wire.SendAsync(InferenceTasks.ImageToImage, new() { Image = HfWire.Image });

        answer.Image.ContentType.Should().Be("image/png");
        answer.Image.Bytes!.Value.ToArray().Should().Equal(Convert.FromBase64String(Png));
        answer.Info.Usage.Should().Be(new Usage { Images = 1 });
    }

    [Fact]
    public async Task EditImageAsync_JsonOfAPartner_IsTheImage()
    {
        using var wire = new HfWire($$"""{"data":[{"b64_json":"{{Png}}"}]}""");

        (await wire.SendAsync(InferenceTasks.ImageToImage, new() { Image = HfWire.Image })).Image.ContentType.Should().Be("image/png");
    }

    [Fact]
    public async Task GenerateAudioAsync_Bytes_AreTheSound()
    {
        using var wire = new HfWire(MediaWire.Bytes("RIFF    WAVEfmt "u8.ToArray(), "application/octet-stream"));

        var answer = await wire.SendAsync(InferenceTasks.TextToAudio, new() { Prompt = "rain" });

        answer.Audio.ContentType.Should().Be("audio/wav");
        answer.Audio.Bytes!.Value.Length.Should().Be(16);
    }

    [Fact]
    public async Task SendAsync_AnImageAtAnAddress_IsFetchedWithoutTheTokenAndSent()
    {
        using var wire = new HfWire(MediaWire.Bytes("GIF89a12"u8.ToArray(), "image/gif"), MediaWire.Json("[]"));

        await wire.SendAsync(InferenceTasks.ObjectDetection, new() { Image = MediaContent.FromUri(new("https://files.example/a.gif")) });

        wire.Requests[0].Line.Should().Be("GET https://files.example/a.gif");
        wire.Requests[0].Headers.Should().NotContainKey("Authorization");
        wire.Requests[1].Body.Should().Be("GIF89a12");
        wire.Requests[1].ContentType.Should().Be("image/gif");
    }

    [Fact]
    public async Task EditImageAsync_Mask_IsUnsupportedAndNothingIsSent()
    {
        using var wire = new HfWire("[]");

        (await wire.FailAsync(InferenceTasks.ImageToImage, new() { Image = HfWire.Image, Mask = HfWire.Image })).Kind.Should().Be(ErrorKind.Unsupported);
        wire.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task TranscribeAsync_Translate_IsUnsupportedAndNothingIsSent()
    {
        using var wire = new HfWire("[]");

        (await wire.FailAsync(InferenceTasks.SpeechToText, new() { Audio = HfWire.Sound, Translate = true })).Kind.Should().Be(ErrorKind.Unsupported);
        wire.Requests.Should().BeEmpty();
    }
}
