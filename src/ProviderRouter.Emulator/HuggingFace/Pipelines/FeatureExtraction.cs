using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Endpoints;

namespace ProviderRouter.Emulator.HuggingFace.Pipelines;

/// <summary>Vectors of texts and how near texts are to one, with the limits and errors of the server for embeddings.</summary>
internal static class FeatureExtraction
{
    private const int MostTokens = 512;
    private const int LargestBatch = 32;

    /// <summary>The length of a vector before it is normalized.</summary>
    private const float RawLength = 8;

    /// <summary>One list of numbers for a text, a list of such for several; a model that does not pool adds a level for its tokens.</summary>
    public static JsonNode Answer(PipelineRequest request)
    {
        Check(request);
        var prompt = request.Text("prompt_name") is { } name ? name + ": " : string.Empty;
        return request.Each(text => request.Model.Form == AnswerForm.PerToken
            ? PerToken(request, text)
            : Write(TextVector.Of(prompt + text, request.Model.Dimensions, request.Model.Id), request.Flag("normalize") == false ? RawLength : 1));
    }

    public static JsonNode AnswerSimilarity(PipelineRequest request)
    {
        var inputs = request.Inputs;
        if (inputs.ValueKind != JsonValueKind.Object)
        {
            var kind = inputs.ValueKind == JsonValueKind.Array ? "list" : "str";
            throw PipelineErrors.List($"SentenceSimilarityInputsCheck expected dict not {kind}: `__root__` in `parameters`");
        }

        var source = Field(inputs, "source_sentence", JsonValueKind.String).GetString()!;
        var sentences = Field(inputs, "sentences", JsonValueKind.Array);
        if (sentences.GetArrayLength() == 0 || sentences.EnumerateArray().Any(sentence => sentence.ValueKind != JsonValueKind.String))
        {
            throw PipelineErrors.List("Input should be a valid list of strings: received `sentences` in `parameters`");
        }

        return new JsonArray([.. sentences.EnumerateArray().Select(sentence => (JsonNode)Scores.Round(TextVector.Likeness(source, sentence.GetString()!)))]);
    }

    private static JsonElement Field(JsonElement inputs, string name, JsonValueKind kind) =>
        ChatReader.Value(inputs, name) is { } value && value.ValueKind == kind
            ? value
            : throw PipelineErrors.List($"Field required: received `{name}` in `parameters`");

    private static void Check(PipelineRequest request)
    {
        if (request.Texts.Any(text => text.Length == 0))
        {
            throw PipelineErrors.Embedding(400, "`inputs` cannot be empty", "Empty");
        }

        if (request.Texts.Count > LargestBatch)
        {
            throw PipelineErrors.Embedding(
                413, $"batch size {request.Texts.Count} > maximum allowed batch size {LargestBatch}", "Validation");
        }

        if (request.Text("prompt_name") is { } prompt && !request.Model.Prompts.Contains(prompt))
        {
            throw PipelineErrors.Embedding(413, $"Input validation error: `prompt_name` '{prompt}' is not one of the model's prompts", "Validation");
        }

        var longest = request.Texts.Max(Tokens.Count) + 2;
        if (request.Flag("truncate") == false && longest > MostTokens)
        {
            throw PipelineErrors.Embedding(
                413, $"Input validation error: `inputs` must have less than {MostTokens} tokens. Given: {longest}", "Validation");
        }
    }

    private static JsonArray PerToken(PipelineRequest request, string text)
    {
        var tokens = Tokens.Split(text).Prepend("<s>").Append("</s>").Take(MostTokens);
        return new JsonArray(new JsonArray([.. tokens.Select(token => Write(TextVector.Of(token, request.Model.Dimensions, request.Model.Id), RawLength))]));
    }

    private static JsonArray Write(float[] vector, float length) => new([.. vector.Select(value => (JsonNode)(value * length))]);
}
