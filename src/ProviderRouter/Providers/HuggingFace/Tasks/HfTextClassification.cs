using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace.Tasks;

/// <summary>A text, given labels.</summary>
internal sealed class HfTextClassification : HfJsonCodec<TextClassificationRequest, TextClassificationResponse>
{
    public override void WriteInputs(Utf8JsonWriter json, TextClassificationRequest request, ReadOnlySpan<byte> file) => json.WriteStringValue(request.Text);

    public override void WriteParameters(RequestJson parameters, TaskContext<TextClassificationRequest> context) =>
        HfLabels.Write(parameters, context.Request.FunctionToApply, context.Request.TopCount);

    protected override TextClassificationResponse Read(HfAnswer answer, TaskContext<TextClassificationRequest> context) => new() { Labels = HfLabels.Read(answer) };
}
