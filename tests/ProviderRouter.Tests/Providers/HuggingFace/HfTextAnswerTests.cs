namespace ProviderRouter.Tests.Providers.HuggingFace;

/// <summary>The shapes in which the tasks about text are answered.</summary>
public sealed class HfTextAnswerTests
{
    [Theory]
    [InlineData("""[{"label":"NEGATIVE","score":0.25},{"label":"POSITIVE","score":0.75}]""")]
    [InlineData("""[[{"label":"POSITIVE","score":0.75},{"label":"NEGATIVE","score":0.25}]]""")]
    [InlineData("""[[{"label":"POSITIVE","score":0.75}],[{"label":"NEGATIVE","score":0.25}]]""")]
    public async Task ClassifyTextAsync_EachShape_GivesTheLabelsBestFirst(string json)
    {
        using var wire = new HfWire(json);

        var answer = await wire.SendAsync(InferenceTasks.TextClassification, new() { Text = "I like it" });

        answer.Labels.Should().Equal(new ScoredLabel { Label = "POSITIVE", Score = 0.75 }, new ScoredLabel { Label = "NEGATIVE", Score = 0.25 });
    }

    [Theory]
    [InlineData("""[{"label":"faq","score":0.25},{"label":"refund","score":0.75}]""")]
    [InlineData("""[[{"label":"refund","score":0.75},{"label":"faq","score":0.25}]]""")]
    [InlineData("""{"sequence":"Refund me","labels":["refund","faq"],"scores":[0.75,0.25]}""")]
    [InlineData("""[{"sequence":"Refund me","labels":["faq","refund"],"scores":[0.25,0.75]}]""")]
    public async Task ClassifyZeroShotAsync_NewAndOldShape_GivesTheLabelsBestFirst(string json)
    {
        using var wire = new HfWire(json);

        var answer = await wire.SendAsync(InferenceTasks.ZeroShotClassification, new() { Text = "Refund me", CandidateLabels = ["refund", "faq"] });

        answer.Labels.Should().Equal(new ScoredLabel { Label = "refund", Score = 0.75 }, new ScoredLabel { Label = "faq", Score = 0.25 });
    }

    [Theory]
    [InlineData("""[{"entity_group":"PER","score":0.5,"word":"Ada","start":5,"end":8}]""", "PER")]
    [InlineData("""[[{"entity_group":"PER","score":0.5,"word":"Ada","start":5,"end":8}]]""", "PER")]
    [InlineData("""{"entity_group":"PER","score":0.5,"word":"Ada","start":5,"end":8}""", "PER")]
    [InlineData("""[{"entity":"I-PER","score":0.5,"index":3,"word":"Ada","start":5,"end":8}]""", "I-PER")]
    public async Task ClassifyTokensAsync_EachShape_GivesTheEntities(string json, string label)
    {
        using var wire = new HfWire(json);

        var answer = await wire.SendAsync(InferenceTasks.TokenClassification, new() { Text = "I am Ada" });

        answer.Entities.Should().Equal(new TokenEntity { Label = label, Score = 0.5, Word = "Ada", Start = 5, End = 8 });
    }

    [Fact]
    public async Task ClassifyTokensAsync_NoPlaces_LeavesThemOpenAndKeepsTheOrder()
    {
        using var wire = new HfWire("""[{"entity_group":"LOC","score":0.5,"word":"Oslo","start":null,"end":null},{"entity_group":"PER","score":0.75,"word":"Ada"}]""");

        var answer = await wire.SendAsync(InferenceTasks.TokenClassification, new() { Text = "Oslo, Ada" });

        answer.Entities.Select(entity => (entity.Label, entity.Start, entity.End)).Should().Equal(("LOC", null, null), ("PER", null, null));
    }

    [Fact]
    public async Task ClassifyTokensAsync_NothingFound_IsNoEntities()
    {
        using var wire = new HfWire("[]");

        (await wire.SendAsync(InferenceTasks.TokenClassification, new() { Text = "nothing" })).Entities.Should().BeEmpty();
    }

    [Theory]
    [InlineData("""[{"summary_text":"short"}]""")]
    [InlineData("""{"summary_text":"short"}""")]
    [InlineData("""[[{"summary_text":"short"}]]""")]
    public async Task SummarizeAsync_EachShape_GivesTheText(string json)
    {
        using var wire = new HfWire(json);

        (await wire.SendAsync(InferenceTasks.Summarization, new() { Text = "long" })).Text.Should().Be("short");
    }

    [Theory]
    [InlineData("""[{"translation_text":"Hallo"}]""")]
    [InlineData("""{"translation_text":"Hallo"}""")]
    [InlineData("""[[{"translation_text":"Hallo"}]]""")]
    public async Task TranslateAsync_EachShape_GivesTheText(string json)
    {
        using var wire = new HfWire(json);

        (await wire.SendAsync(InferenceTasks.Translation, new() { Text = "Hello" })).Text.Should().Be("Hallo");
    }

    [Theory]
    [InlineData("eng_Latn", null)]
    [InlineData(null, "deu_Latn")]
    public async Task TranslateAsync_OneLanguage_IsRefusedBeforeAnythingIsSent(string? source, string? target)
    {
        using var wire = new HfWire("""[{"translation_text":"Hallo"}]""");

        var failure = await wire.FailAsync(InferenceTasks.Translation, new() { Text = "Hello", SourceLanguage = source, TargetLanguage = target });

        failure.Kind.Should().Be(ErrorKind.InvalidRequest);
        failure.Message.Should().Contain("SourceLanguage").And.Contain("TargetLanguage").And.NotContain("Hello");
        wire.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"answer":"Ada","score":0.75,"start":0,"end":3}""")]
    [InlineData("""[{"answer":"Ada","score":0.75,"start":0,"end":3}]""")]
    [InlineData("""[[{"answer":"Ada","score":0.75,"start":0,"end":3}]]""")]
    public async Task AnswerQuestionAsync_EachShape_GivesTheAnswer(string json)
    {
        using var wire = new HfWire(json);

        var answer = await wire.SendAsync(InferenceTasks.QuestionAnswering, new() { Question = "Who?", Context = "Ada is." });

        answer.Answers.Should().Equal(new TextAnswer { Answer = "Ada", Score = 0.75, Start = 0, End = 3 });
        answer.Answer.Should().Be("Ada");
    }

    [Fact]
    public async Task AnswerQuestionAsync_SeveralAnswers_AreGivenBestFirst()
    {
        using var wire = new HfWire("""[{"answer":"","score":0.25,"start":0,"end":0},{"answer":"Ada","score":0.75,"start":0,"end":3}]""");

        (await wire.SendAsync(InferenceTasks.QuestionAnswering, new() { Question = "Who?", Context = "Ada is." })).Answers.Select(found => found.Answer).Should().Equal("Ada", "");
    }

    [Theory]
    [InlineData("""{"answer":"SUM > 1, 2","coordinates":[[0,1],[2,1]],"cells":["1","2"],"aggregator":"SUM"}""", "SUM")]
    [InlineData("""[{"answer":"SUM > 1, 2","coordinates":[[0,1],[2,1]],"cells":["1",2]}]""", null)]
    public async Task AnswerTableQuestionAsync_EachShape_GivesAnswerAndCells(string json, string? aggregator)
    {
        using var wire = new HfWire(json);

        var answer = await wire.SendAsync(InferenceTasks.TableQuestionAnswering, new() { Query = "How many?", Table = new Dictionary<string, IReadOnlyList<string>> { ["n"] = ["1"] } });

        answer.Answer.Should().Be("SUM > 1, 2");
        answer.Coordinates.Should().Equal(new TableCell(0, 1), new TableCell(2, 1));
        answer.Cells.Should().Equal("1", "2");
        answer.Aggregator.Should().Be(aggregator);
    }

    [Theory]
    [InlineData("""[{"sequence":"my world","score":0.25,"token":2026,"token_str":"my"},{"sequence":"the world","score":0.5,"token":1996,"token_str":"the"}]""")]
    [InlineData("""[[{"sequence":"the world","score":0.5,"token":1996,"token_str":"the"},{"sequence":"my world","score":0.25,"token":2026,"token_str":"my"}]]""")]
    public async Task FillMaskAsync_OneGap_GivesItsFillingsBestFirst(string json)
    {
        using var wire = new HfWire(json);

        var answer = await wire.SendAsync(InferenceTasks.FillMask, new() { Text = "[MASK] world" });

        answer.Masks.Should().ContainSingle();
        answer.Fills.Should().Equal(
            new MaskFill { Sequence = "the world", Score = 0.5, Token = 1996, TokenText = "the" },
            new MaskFill { Sequence = "my world", Score = 0.25, Token = 2026, TokenText = "my" });
    }

    [Theory]
    [InlineData("""[[{"sequence":"a [MASK]","score":1,"token":1,"token_str":"a"}],[{"sequence":"[MASK] b","score":1,"token":2,"token_str":"b"}]]""")]
    [InlineData("""[[[{"sequence":"a [MASK]","score":1,"token":1,"token_str":"a"}],[{"sequence":"[MASK] b","score":1,"token":2,"token_str":"b"}]]]""")]
    public async Task FillMaskAsync_SeveralGaps_GivesTheFillingsOfEach(string json)
    {
        using var wire = new HfWire(json);

        var answer = await wire.SendAsync(InferenceTasks.FillMask, new() { Text = "[MASK] [MASK]" });

        answer.Masks.Select(fills => fills.Should().ContainSingle().Subject.TokenText).Should().Equal("a", "b");
    }

    [Theory]
    [InlineData("[1,0.5]")]
    [InlineData("[[1,0.5]]")]
    public async Task CompareSentencesAsync_EachShape_GivesTheScores(string json)
    {
        using var wire = new HfWire(json);

        (await wire.SendAsync(InferenceTasks.SentenceSimilarity, new() { SourceSentence = "a", Sentences = ["a", "b"] })).Scores.Should().Equal(1, 0.5);
    }
}
