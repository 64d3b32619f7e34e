using System.Text.Json;

namespace ProviderRouter.Emulator.Tests;

public sealed class PipelineVectorTests : IAsyncLifetime
{
    private const string Sentences = "models/sentence-transformers/all-MiniLM-L6-v2";

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

    [Theory]
    [InlineData("models/BAAI/bge-small-en-v1.5", "\"x\"", new[] { 384 })]
    [InlineData("models/BAAI/bge-small-en-v1.5/pipeline/feature-extraction", "[\"x\",\"y\"]", new[] { 2, 384 })]
    [InlineData("models/facebook/bart-base", "\"x y\"", new[] { 1, 4, 768 })]
    [InlineData("models/facebook/bart-base", "[\"x y\",\"z\"]", new[] { 2, 1, 4, 768 })]
    [InlineData(Sentences + "/pipeline/feature-extraction", "\"x\"", new[] { 384 })]
    public async Task FeatureExtraction_ByModelAndInputs_HasItsDepth(string path, string inputs, int[] shape)
    {
        var answer = await _wire.PostAsync(path, $$$"""{"inputs":{{{inputs}}}}""");

        Shape(answer.Json).Should().Equal(shape);
    }

    [Fact]
    public async Task FeatureExtraction_OptionsAtTheRoot_AreHeeded()
    {
        const string Path = "models/BAAI/bge-small-en-v1.5";

        var usual = Length(await _wire.PostAsync(Path, """{"inputs":"x"}"""));
        var raw = Length(await _wire.PostAsync(Path, """{"inputs":"x","normalize":false}"""));
        var nested = Length(await _wire.PostAsync(Path, """{"inputs":"x","parameters":{"normalize":false}}"""));
        var prompted = await _wire.PostAsync("models/intfloat/multilingual-e5-large", """{"inputs":"x","prompt_name":"query"}""");
        var plain = await _wire.PostAsync("models/intfloat/multilingual-e5-large", """{"inputs":"x"}""");

        usual.Should().BeApproximately(1, 0.001);
        raw.Should().BeGreaterThan(2);
        nested.Should().BeApproximately(1, 0.001, "nobody looks under parameters");
        prompted.Text.Should().NotBe(plain.Text);
    }

    [Theory]
    [InlineData("""{"inputs":""}""", 400, """{"error":"`inputs` cannot be empty","error_type":"Empty"}""")]
    [InlineData("""{"inputs":"x","prompt_name":"none"}""", 413, """{"error":"Input validation error: `prompt_name` 'none' is not one of the model's prompts","error_type":"Validation"}""")]
    [InlineData("""{"inputs":"x","normalize":"yes"}""", 400, """{"error":["Error in `normalize`: expected a boolean, but got a string instead"],"warnings":[]}""")]
    [InlineData("""{"inputs":"x","truncation_direction":"up"}""", 400, """{"error":["Error in `truncation_direction`: expected one of left, right, Left, Right, but got 'up' instead"],"warnings":[]}""")]
    [InlineData("""{"inputs":[]}""", 400, """{"error":["Error in `inputs`: the inputs are invalid, at least one input is required"],"warnings":[]}""")]
    public async Task FeatureExtraction_Invalid_IsRefused(string body, int status, string expected)
    {
        var answer = await _wire.PostAsync("models/BAAI/bge-small-en-v1.5", body);

        answer.Status.Should().Be(status);
        answer.Json.Should().BeJson(expected);
    }

    [Fact]
    public async Task FeatureExtraction_TooMuch_IsRefusedUnlessItMayBeCut()
    {
        const string Path = "models/BAAI/bge-small-en-v1.5";
        var text = string.Join(' ', Enumerable.Repeat("word", 600));
        var many = string.Join(',', Enumerable.Repeat("\"x\"", 33));

        var strict = await _wire.PostAsync(Path, $$$"""{"inputs":"{{{text}}}","truncate":false}""");
        var cut = await _wire.PostAsync(Path, $$$"""{"inputs":"{{{text}}}","truncate":true}""");
        var batch = await _wire.PostAsync(Path, $$$"""{"inputs":[{{{many}}}]}""");

        strict.Status.Should().Be(413);
        strict.At("error").GetString().Should().Be("Input validation error: `inputs` must have less than 512 tokens. Given: 602");
        cut.Status.Should().Be(200);
        batch.Json.Should().BeJson("""{"error":"batch size 33 > maximum allowed batch size 32","error_type":"Validation"}""");
    }

    [Fact]
    public async Task SentenceSimilarity_TheNearerSentence_ScoresHigher()
    {
        const string Body = """{"inputs":{"source_sentence":"That is a happy person","sentences":["Today it rains","That is a very happy person"]}}""";

        var plain = await _wire.PostAsync(Sentences, Body);
        var byPath = await _wire.PostAsync("models/BAAI/bge-small-en-v1.5/pipeline/sentence-similarity", Body);

        plain.Json.GetArrayLength().Should().Be(2);
        plain.At(1).GetDouble().Should().BeGreaterThan(plain.At(0).GetDouble() + 0.3);
        byPath.Text.Should().Be(plain.Text);
    }

    [Theory]
    [InlineData("""{"inputs":"x"}""", "SentenceSimilarityInputsCheck expected dict not str: `__root__` in `parameters`")]
    [InlineData("""{"inputs":{"sentences":["a"]}}""", "Field required: received `source_sentence` in `parameters`")]
    [InlineData("""{"inputs":{"source_sentence":"a","sentences":[1]}}""", "Input should be a valid list of strings: received `sentences` in `parameters`")]
    public async Task SentenceSimilarity_WrongInputs_IsRefusedWithAList(string body, string error)
    {
        var answer = await _wire.PostAsync(Sentences, body);

        answer.Status.Should().Be(400);
        answer.At("error", 0).GetString().Should().Be(error);
    }

    private static List<int> Shape(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? [element.GetArrayLength(), .. Shape(element[0])]
        : [];

    private static double Length(Answer answer) => Math.Sqrt(answer.Json.EnumerateArray().Sum(value => value.GetDouble() * value.GetDouble()));
}
