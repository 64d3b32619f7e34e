using System.Text;

namespace ProviderRouter.Emulator.Tests;

public sealed class PipelineRefusalTests : IAsyncLifetime
{
    private const string Classifier = "models/ProsusAI/finbert";

    private ProviderEmulator _emulator = null!;
    private Wire _wire = null!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await ProviderEmulator.StartAsync(options => options.JobDuration = TimeSpan.FromMilliseconds(150));
        _wire = new Wire(_emulator["hf-inference"]);
    }

    public ValueTask DisposeAsync()
    {
        _wire.Dispose();
        return _emulator.DisposeAsync();
    }

    [Theory]
    [InlineData("ProsusAI/finbert", """{"text":"x"}""", """{"error":["Error in `inputs`: field required"],"warnings":[]}""")]
    [InlineData("facebook/bart-large-cnn", """{"text":"x"}""", """{"error":["Error in `inputs`: field required"],"warnings":[]}""")]
    [InlineData("facebook/bart-large-cnn", """{"inputs":{"a":1}}""", """{"error":["Error in `inputs`: str type expected"],"warnings":[]}""")]
    [InlineData("ProsusAI/finbert", """{"inputs":"x","parameters":[]}""", """{"error":["Error in `parameters`: value is not a valid dict"],"warnings":[]}""")]
    [InlineData("ProsusAI/finbert", """{"inputs":"x","parameters":{"top_k":0}}""", """{"error":["Error in `parameters.top_k`: expected a value of at least 1, but got 0 instead"],"warnings":[]}""")]
    [InlineData("google-bert/bert-base-uncased", """{"inputs":"none"}""", """{"error":"No mask_token ([MASK]) found on the input","warnings":["There was an inference error: No mask_token ([MASK]) found on the input"]}""")]
    [InlineData("gpt2", """{"inputs":"x","parameters":{"watermark":false,"stop":[]}}""", """{"error":"The following `model_kwargs` are not used by the model: ['watermark', 'stop'] (note: typos in the generate arguments will also show up in this list)","warnings":["There was an inference error: The following `model_kwargs` are not used by the model: ['watermark', 'stop'] (note: typos in the generate arguments will also show up in this list)"]}""")]
    [InlineData("stabilityai/stable-diffusion-3-medium", """{"inputs":"x","parameters":{"foo":1}}""", """{"error":"StableDiffusionPipeline.__call__() got an unexpected keyword argument 'foo'","warnings":["There was an inference error: StableDiffusionPipeline.__call__() got an unexpected keyword argument 'foo'"]}""")]
    [InlineData("deepset/roberta-base-squad2", """{"inputs":{"question":"x"}}""", """{"error":["Field required: received `context` in `inputs`"],"warnings":[]}""")]
    [InlineData("google/tapas-base-finetuned-wtq", """{"inputs":{"query":"x","table":{"a":["1"],"b":[]}}}""", """{"error":["Value error, All rows in the table must be the same length: received `table` in `inputs`"],"warnings":[]}""")]
    [InlineData("google/tapas-base-finetuned-wtq", """{"inputs":{"query":"x","table":{"a":[1]}}}""", """{"error":["Input should be a valid string: received `table` in `inputs`"],"warnings":[]}""")]
    [InlineData("google-t5/t5-small", """{"inputs":"x","parameters":{"src_lang":"en"}}""", """{"error":"src_lang and tgt_lang have to be given both or not at all","warnings":["There was an inference error: src_lang and tgt_lang have to be given both or not at all"]}""")]
    [InlineData("google/vit-base-patch16-224", """{"inputs":{}}""", """{"error":["Error in `inputs`: Invalid image: {}"],"warnings":[]}""")]
    [InlineData("openai/whisper-large-v3", """{"inputs":"aGVsbG8="}""", """{"error":"Malformed soundfile"}""")]
    [InlineData("ProsusAI/finbert/pipeline/text-to-image", """{"inputs":"x"}""", """{"error":"Model ProsusAI/finbert does not support the task text-to-image; its task is text-classification."}""")]
    public async Task Task_WrongRequest_IsRefusedInTheServersWords(string path, string body, string expected)
    {
        var answer = await _wire.PostAsync("models/" + path, body);

        answer.Status.Should().Be(400);
        answer.Json.Should().BeJson(expected);
    }

    [Theory]
    [InlineData(Classifier, "text/csv", "Content type \"text/csv\" not supported. Supported content types are: application/json, image/png,*")]
    [InlineData(Classifier, "application/octet-stream", "Content type \"application/octet-stream\" not supported for task text-classification.*")]
    [InlineData(Classifier, null, "No content type provided and no default one configured.")]
    [InlineData(Classifier, "image/png", "Error in `inputs`: str type expected")]
    [InlineData("models/google/vit-base-patch16-224", "audio/wav", "Error in `inputs`: Invalid image: (3 bytes of audio/wav)")]
    [InlineData("models/openai/whisper-large-v3", "image/png", "Malformed soundfile")]
    public async Task Body_WrongContentType_IsRefused(string path, string? type, string expected)
    {
        var answer = await _wire.PostBytesAsync(path, Encoding.ASCII.GetBytes("a,b"), type);

        answer.Status.Should().Be(400);
        var error = answer.At("error");
        (error.ValueKind == System.Text.Json.JsonValueKind.Array ? error[0] : error).GetString().Should().Match(expected);
    }

    [Theory]
    [InlineData("models/a/does-not-exist")]
    [InlineData("models/a/b/pipeline/nothing")]
    [InlineData("models/ProsusAI/finbert/v1/embeddings")]
    [InlineData("models/finbert")]
    public async Task Path_NothingThere_Is404(string path)
    {
        var answer = await _wire.PostAsync(path, """{"inputs":"x"}""");

        answer.Status.Should().Be(404);
        answer.Json.Should().BeJson("""{"error":"Not Found"}""");
    }

    [Fact]
    public async Task ColdModel_FirstAsked_LoadsForAWhile()
    {
        const string Path = "models/acme/cold-start-sentiment";

        var first = await _wire.PostAsync(Path, """{"inputs":"x"}""");
        await Task.Delay(200, Wire.Token);
        var second = await _wire.PostAsync(Path, """{"inputs":"x"}""");

        first.Status.Should().Be(503);
        first.At("error").GetString().Should().Be("Model acme/cold-start-sentiment is currently loading");
        first.At("estimated_time").GetDouble().Should().BeInRange(0.001, 0.15);
        second.Status.Should().Be(200);
    }

    [Fact]
    public async Task ColdModel_WaitAsked_HoldsTheRequest()
    {
        var byHeader = await _wire.PostAsync("models/acme/cold-start-a", """{"inputs":"x"}""", ("X-Wait-For-Model", "1"));
        var byOption = await _wire.PostAsync("models/acme/cold-start-b", """{"inputs":"x","options":{"wait_for_model":true}}""");
        var never = await _wire.PostAsync("models/acme/never-loads", """{"inputs":"x"}""", ("X-Wait-For-Model", "1"));

        byHeader.Status.Should().Be(200);
        byOption.Status.Should().Be(200);
        never.Json.Should().BeJson("""{"error":"Model acme/never-loads is currently loading","estimated_time":20}""");
    }

    [Theory]
    [InlineData("acme/x", """{"inputs":{"question":"a","context":"B c."}}""", "answer")]
    [InlineData("acme/x", """{"inputs":{"source_sentence":"a","sentences":["b"]}}""", null)]
    [InlineData("acme/x", """{"inputs":"My Name","parameters":{"aggregation_strategy":"simple"}}""", "entity_group")]
    [InlineData("acme/x", """{"inputs":"a [MASK]"}""", "token_str")]
    [InlineData("acme/x", """{"inputs":"a","parameters":{"candidate_labels":["b"]}}""", "label")]
    [InlineData("sentence-transformers/distilbert-base-nli-mean-tokens", """{"inputs":"a"}""", null)]
    [InlineData("acme/my-pegasus", """{"inputs":"a"}""", "summary_text")]
    [InlineData("acme/opus-mt-xx", """{"inputs":"a"}""", "translation_text")]
    public async Task UnknownModel_ByNameOrShape_GetsItsTask(string model, string body, string? field)
    {
        var answer = await _wire.PostAsync("models/" + model, body);

        answer.Status.Should().Be(200, answer.Text);
        var first = answer.Json.ValueKind == System.Text.Json.JsonValueKind.Array ? answer.Json[0] : answer.Json;
        (field is null ? first.ValueKind == System.Text.Json.JsonValueKind.Number : first.TryGetProperty(field, out _)).Should().BeTrue(answer.Text);
    }

    [Theory]
    [InlineData("image/jpeg", "image/jpeg")]
    [InlineData("audio/*", "audio/wav")]
    public async Task UnknownModel_MediaAccepted_MakesIt(string accept, string type)
    {
        var answer = await _wire.PostAsync("models/acme/x", """{"inputs":"a"}""", ("Accept", accept));

        answer.Type.Should().Be(type);
    }
}
