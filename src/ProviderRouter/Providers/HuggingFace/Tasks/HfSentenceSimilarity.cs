using System.Text.Json;

namespace ProviderRouter.Providers.HuggingFace.Tasks;

/// <summary>Sentences, compared with another.</summary>
internal sealed class HfSentenceSimilarity : HfJsonCodec<SentenceSimilarityRequest, SentenceSimilarityResponse>
{
    public override string PathEnd => "/pipeline/sentence-similarity";

    public override void WriteInputs(Utf8JsonWriter json, SentenceSimilarityRequest request, ReadOnlySpan<byte> file)
    {
        json.WriteStartObject();
        json.WriteString("source_sentence"u8, request.SourceSentence);
        json.WriteStartArray("sentences"u8);
        foreach (var sentence in request.Sentences)
        {
            json.WriteStringValue(sentence);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    protected override SentenceSimilarityResponse Read(HfAnswer answer, TaskContext<SentenceSimilarityRequest> context)
    {
        var scores = answer.Root;
        if (scores.ValueKind == JsonValueKind.Array && scores.GetArrayLength() == 1 && scores[0].ValueKind == JsonValueKind.Array)
        {
            scores = scores[0];
        }

        if (scores.ValueKind != JsonValueKind.Array || scores.GetArrayLength() != context.Request.Sentences.Count)
        {
            throw answer.Fail("the answer has not as many scores as there are sentences");
        }

        return new() { Scores = [.. scores.EnumerateArray().Select(score => score.ValueKind == JsonValueKind.Number ? score.GetDouble() : throw answer.Fail("a score of the answer is no number"))] };
    }
}
