using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace.Tasks;

/// <summary>A text, its names and other entities found.</summary>
internal sealed class HfTokenClassification : HfJsonCodec<TokenClassificationRequest, TokenClassificationResponse>
{
    public override void WriteInputs(Utf8JsonWriter json, TokenClassificationRequest request, ReadOnlySpan<byte> file) => json.WriteStringValue(request.Text);

    public override void WriteParameters(RequestJson parameters, TaskContext<TokenClassificationRequest> context)
    {
        parameters.Add("ignore_labels", context.Request.IgnoreLabels);
        parameters.Add("stride", context.Request.Stride);
        parameters.Add("aggregation_strategy", context.Request.AggregationStrategy?.Value);
    }

    protected override TokenClassificationResponse Read(HfAnswer answer, TaskContext<TokenClassificationRequest> context) =>
        new() { Entities = [.. answer.Items().Select(item => EntityOf(answer, item))] };

    private static TokenEntity EntityOf(HfAnswer answer, JsonElement item) => new()
    {
        Label = answer.Text(item, item.TryGetProperty("entity"u8, out _) ? "entity" : "entity_group"), // the first where tokens are not put together
        Score = answer.Number(item, "score"),
        Word = answer.Text(item, "word"),
        Start = HfAnswer.IntegerOrNull(item, "start"),
        End = HfAnswer.IntegerOrNull(item, "end"),
    };
}
