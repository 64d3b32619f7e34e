using System.Text.Json;

namespace ProviderRouter.Emulator.Tests;

public sealed class PipelineTextTests : IAsyncLifetime
{
    private ProviderEmulator _emulator = null!;
    private Wire _wire = null!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await ProviderEmulator.StartAsync();
        _wire = new Wire(_emulator["hf-inference"]);
    }

    public ValueTask DisposeAsync()
    {
        _wire.Dispose();
        return _emulator.DisposeAsync();
    }

    [Fact]
    public async Task TextClassification_OneText_IsNestedAndFollowsTheMood()
    {
        const string Path = "models/distilbert/distilbert-base-uncased-finetuned-sst-2-english";

        var glad = await _wire.PostAsync(Path, """{"inputs":"I like you. I love you."}""");
        var sour = await _wire.PostAsync(Path, """{"inputs":"I hate this terrible thing","parameters":{"top_k":1,"function_to_apply":"sigmoid"}}""");

        glad.At(0).GetArrayLength().Should().Be(2);
        glad.At(0, 0, "label").GetString().Should().Be("POSITIVE");
        (glad.At(0, 0, "score").GetDouble() + glad.At(0, 1, "score").GetDouble()).Should().BeApproximately(1, 0.00001);
        sour.At(0).GetArrayLength().Should().Be(1);
        sour.At(0, 0, "label").GetString().Should().Be("NEGATIVE");
    }

    [Fact]
    public async Task ZeroShot_ModelOfEitherServer_AnswersInItsOwnForm()
    {
        const string Body = """{"inputs":"I want a refund for my phone","parameters":{"candidate_labels":["legal","refund"]}}""";

        var old = await _wire.PostAsync("models/facebook/bart-large-mnli", Body);
        var current = await _wire.PostAsync("models/MoritzLaurer/deberta-v3-large-zeroshot-v2.0", Body);

        old.Json.WithoutKeys("scores").Should().BeJson("""{"sequence":"I want a refund for my phone","labels":["refund","legal"]}""");
        old.At("scores", 0).GetDouble().Should().BeGreaterThan(old.At("scores", 1).GetDouble());
        current.At(0, "label").GetString().Should().Be("refund");
        current.At(0, "score").GetDouble().Should().Be(old.At("scores", 0).GetDouble());
    }

    [Fact]
    public async Task ZeroShot_MultiLabel_ScoresNeedNotAddUpToOne()
    {
        var answer = await _wire.PostAsync(
            "models/MoritzLaurer/deberta-v3-large-zeroshot-v2.0",
            """{"inputs":"legal refund","parameters":{"candidate_labels":"legal, refund","multi_label":true}}""");

        answer.Json.EnumerateArray().Sum(entry => entry.GetProperty("score").GetDouble()).Should().BeGreaterThan(1.2);
    }

    [Fact]
    public async Task TokenClassification_ByStrategy_GivesEntitiesOrTokens()
    {
        const string Text = "My name is Sarah Jessica and I work for Google in Paris";
        const string Path = "models/dslim/bert-base-NER";

        var groups = await _wire.PostAsync(Path, $$$"""{"inputs":"{{{Text}}}"}""");
        var tokens = await _wire.PostAsync(Path, $$$"""{"inputs":"{{{Text}}}","parameters":{"aggregation_strategy":"none","ignore_labels":["O","I-ORG"]}}""");

        groups.Json.EnumerateArray().Select(Describe).Should().Equal("PER Sarah Jessica", "ORG Google", "LOC Paris");
        tokens.Json.EnumerateArray().Select(token => token.GetProperty("entity").GetString() + " " + token.GetProperty("word").GetString())
            .Should().Equal("I-PER Sarah", "I-PER Jessi", "I-PER ##ca", "I-LOC Paris");
        tokens.At(0, "index").GetInt32().Should().Be(4);

        string Describe(JsonElement entity)
        {
            Text[entity.GetProperty("start").GetInt32()..entity.GetProperty("end").GetInt32()].Should().Be(entity.GetProperty("word").GetString());
            return entity.GetProperty("entity_group").GetString() + " " + entity.GetProperty("word").GetString();
        }
    }

    [Fact]
    public async Task FillMask_SeveralMasks_NestsTheAnswersByMask()
    {
        var one = await _wire.PostAsync("models/google-bert/bert-base-uncased", """{"inputs":"[MASK] world!","parameters":{"targets":["hello","bye"]}}""");
        var two = await _wire.PostAsync("models/FacebookAI/roberta-base", """{"inputs":"<mask> or <mask>","parameters":{"top_k":2}}""");

        one.Json.EnumerateArray().Select(entry => entry.GetProperty("sequence").GetString()).Should().BeEquivalentTo("hello world!", "bye world!");
        two.At(0).GetArrayLength().Should().Be(2);
        two.At(1, 0, "sequence").GetString().Should().Be("<mask> or " + two.At(1, 0, "token_str").GetString());
    }

    [Fact]
    public async Task QuestionAnswering_TopK_IsAnObjectForOneAndAListForMore()
    {
        const string Inputs = """{"question":"Where does Sarah live?","context":"My name is Sarah and I live in London. It rains."}""";
        const string Path = "models/deepset/roberta-base-squad2";

        var one = await _wire.PostAsync(Path, $$$"""{"inputs":{{{Inputs}}}}""");
        var two = await _wire.PostAsync(Path, $$$"""{"inputs":{{{Inputs}}},"parameters":{"top_k":2}}""");
        var list = await _wire.PostAsync("models/distilbert/distilbert-base-cased-distilled-squad", $$$"""{"inputs":{{{Inputs}}}}""");

        one.Json.WithoutKeys("score").Should().BeJson("""{"answer":"London","start":31,"end":37}""");
        two.Json.GetArrayLength().Should().Be(2);
        list.Json.GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task QuestionAnswering_ImpossibleAllowed_AnswersNothing()
    {
        var answer = await _wire.PostAsync(
            "models/deepset/roberta-base-squad2",
            """{"inputs":{"question":"Zebras?","context":"It rains."},"parameters":{"handle_impossible_answer":true}}""");

        answer.Json.WithoutKeys("score").Should().BeJson("""{"answer":"","start":0,"end":0}""");
    }

    [Fact]
    public async Task TableQuestionAnswering_RowAndColumnNamed_GivesTheCell()
    {
        const string Table = """{"Repository":["Transformers","Datasets"],"Stars":["36542","4512"]}""";

        var cell = await _wire.PostAsync(
            "models/google/tapas-base-finetuned-wtq", $$$"""{"inputs":{"query":"Which stars has datasets?","table":{{{Table}}}}}""");
        var sum = await _wire.PostAsync(
            "models/google/tapas-base-finetuned-wtq", $$$"""{"inputs":{"query":"What is the total of stars?","table":{{{Table}}}}}""");

        cell.Json.Should().BeJson("""{"answer":"4512","coordinates":[[1,1]],"cells":["4512"],"aggregator":"NONE"}""");
        sum.Json.Should().BeJson("""{"answer":"SUM > 36542, 4512","coordinates":[[0,1],[1,1]],"cells":["36542","4512"],"aggregator":"SUM"}""");
    }

    [Theory]
    [InlineData("facebook/bart-large-cnn", """{"inputs":"One here. Two follows. Three ends."}""", """[{"summary_text":"One here."}]""")]
    [InlineData("facebook/bart-large-cnn", """{"inputs":["A b.","C d."]}""", """[{"summary_text":"A b."},{"summary_text":"C d."}]""")]
    [InlineData("facebook/bart-large-cnn", """{"inputs":"A b c d.","parameters":{"generate_parameters":{"max_length":2}}}""", """[{"summary_text":"A b"}]""")]
    [InlineData("google-t5/t5-small", """{"inputs":"Hi"}""", """[{"translation_text":"[synthetic translation] Hi"}]""")]
    [InlineData(
        "facebook/nllb-200-distilled-600M", """{"inputs":"Hi","parameters":{"src_lang":"eng_Latn","tgt_lang":"fra_Latn"}}""",
        """[{"translation_text":"[synthetic translation, eng_Latn to fra_Latn] Hi"}]""")]
    [InlineData("gpt2", """{"inputs":"The answer is","parameters":{"max_new_tokens":2}}""", """[{"generated_text":"The answer is and this"}]""")]
    [InlineData("gpt2", """{"inputs":"x","parameters":{"max_new_tokens":1,"return_full_text":false}}""", """[{"generated_text":" and"}]""")]
    [InlineData("scikit-learn/Fish-Weight", """{"inputs":{"data":{"Height":["1","2"],"Width":["3","4"]}}}""", "[20,30]")]
    [InlineData("julien-c/wine-quality", """{"inputs":{"data":{"alcohol":["1","2"]}}}""", "[1,2]")]
    public async Task TextTask_Fitting_AnswersInItsShape(string model, string body, string expected)
    {
        var answer = await _wire.PostAsync("models/" + model, body);

        answer.Json.Should().BeJson(expected);
    }

    [Fact]
    public async Task TextRanking_QueryAndTexts_AreRankedWithTheirPlaces()
    {
        var answer = await _wire.PostAsync(
            "models/BAAI/bge-reranker-v2-m3", """{"query":"machine learning","texts":["rockets","learning by machine"],"return_text":true}""");

        answer.Json.EnumerateArray().Select(entry => entry.GetProperty("index").GetInt32()).Should().Equal(1, 0);
        answer.At(0, "text").GetString().Should().Be("learning by machine");
        answer.At(0, "score").GetDouble().Should().BeInRange(0.5, 1);
    }

    [Fact]
    public async Task ChatAndCompletions_BelowTheModel_NeedNoModelInTheBody()
    {
        const string Model = "models/HuggingFaceTB/SmolLM3-3B/v1/";

        var chat = await _wire.PostAsync(Model + "chat/completions", """{"messages":[{"role":"user","content":"Hi"}]}""");
        var text = await _wire.PostAsync(Model + "completions", """{"prompt":"Once","max_tokens":3}""");
        var classic = await _wire.PostAsync("models/ProsusAI/finbert/v1/chat/completions", """{"messages":[{"role":"user","content":"Hi"}]}""");
        var stream = await _wire.PostAsync("models/gpt2/v1/chat/completions", """{"messages":[{"role":"user","content":"Hi"}],"stream":true}""");

        chat.At("model").GetString().Should().Be("HuggingFaceTB/SmolLM3-3B");
        text.At("choices", 0, "finish_reason").GetString().Should().Be("length");
        classic.Status.Should().Be(404);
        stream.Json.Should().BeJson("""{"error":["Error in `stream`: `stream` is not supported for this model"],"warnings":[]}""");
    }
}
