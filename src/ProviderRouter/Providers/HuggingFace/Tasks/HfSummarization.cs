using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace.Tasks;

/// <summary>A text, told in short.</summary>
internal sealed class HfSummarization : HfJsonCodec<SummarizationRequest, SummarizationResponse>
{
    public override void WriteInputs(Utf8JsonWriter json, SummarizationRequest request, ReadOnlySpan<byte> file) => json.WriteStringValue(request.Text);

    public override void WriteParameters(RequestJson parameters, TaskContext<SummarizationRequest> context)
    {
        var request = context.Request;
        parameters.Add("clean_up_tokenization_spaces", request.CleanUpSpaces);
        parameters.Add("truncation", request.Truncation?.Value);
        HfBody.WriteNested(
            parameters, context, "generate_parameters", ("min_new_tokens", request.MinOutputTokens), ("max_new_tokens", request.MaxOutputTokens));
    }

    protected override SummarizationResponse Read(HfAnswer answer, TaskContext<SummarizationRequest> context) =>
        new() { Text = answer.Text(answer.First(), "summary_text") };
}
