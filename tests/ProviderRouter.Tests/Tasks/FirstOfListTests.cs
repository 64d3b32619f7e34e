namespace ProviderRouter.Tests.Tasks;

/// <summary>Answers that are lists say their first entry for short.</summary>
public sealed class FirstOfListTests
{
    [Fact]
    public void TextGenerationResponse_Text_IsTheFirstChoices()
    {
        var response = new TextGenerationResponse { Choices = [new() { Text = "a", FinishReason = FinishReason.Length }, new() { Index = 1, Text = "b" }] };

        response.Text.Should().Be("a");
        response.FinishReason.Should().Be(FinishReason.Length);
        response.ToString().Should().Be("a");
    }

    [Fact]
    public void EmbeddingsResponse_Vector_IsTheFirst() =>
        new EmbeddingsResponse { Vectors = [new float[] { 1, 2 }, new float[] { 3 }] }.Vector.ToArray().Should().Equal(1, 2);

    [Fact]
    public void Answers_Answer_IsTheBest()
    {
        new VisualQuestionAnsweringResponse { Answers = [new() { Answer = "a" }, new() { Answer = "b" }] }.Answer.Should().Be("a");
        new DocumentQuestionAnsweringResponse { Answers = [new() { Answer = "a" }, new() { Answer = "b" }] }.Answer.Should().Be("a");
        new QuestionAnsweringResponse { Answers = [new() { Answer = "a", Score = 1, Start = 0, End = 1 }] }.Answer.Should().Be("a");
    }

    [Fact]
    public void FillMaskResponse_Fills_AreThoseOfTheFirstGap()
    {
        MaskFill[] first = [new() { Sequence = "a b", Score = 1, Token = 5, TokenText = "a" }];

        new FillMaskResponse { Masks = [first, []] }.Fills.Should().BeSameAs(first);
    }

    [Fact]
    public async Task Media_SaveAsync_SavesTheFirst()
    {
        var folder = Directory.CreateTempSubdirectory();
        var media = new[] { MediaContent.FromBytes(new byte[] { 1 }), MediaContent.FromBytes(new byte[] { 2 }) };

        await new ImageToImageResponse { Images = media }.SaveAsync(Path.Combine(folder.FullName, "image"), TestContext.Current.CancellationToken);
        await new TextToVideoResponse { Videos = media }.SaveAsync(Path.Combine(folder.FullName, "video"), TestContext.Current.CancellationToken);
        await new ImageToVideoResponse { Videos = media }.SaveAsync(Path.Combine(folder.FullName, "moved"), TestContext.Current.CancellationToken);

        foreach (var file in folder.GetFiles())
        {
            (await File.ReadAllBytesAsync(file.FullName, TestContext.Current.CancellationToken)).Should().Equal(1);
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public void MediaContent_Length_IsThatOfTheBytesUnlessSaid()
    {
        MediaContent.FromBytes(new byte[7]).Length.Should().Be(7);
        MediaContent.FromUri(new("https://media.example/a.png")).Length.Should().BeNull();
    }
}
