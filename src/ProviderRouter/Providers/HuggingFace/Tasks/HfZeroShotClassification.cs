using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace.Tasks;

/// <summary>A text, given labels of the caller's.</summary>
internal sealed class HfZeroShotClassification : HfJsonCodec<ZeroShotClassificationRequest, ZeroShotClassificationResponse>
{
    public override void WriteInputs(Utf8JsonWriter json, ZeroShotClassificationRequest request, ReadOnlySpan<byte> file) => json.WriteStringValue(request.Text);

    public override void WriteParameters(RequestJson parameters, TaskContext<ZeroShotClassificationRequest> context)
    {
        parameters.Add("candidate_labels", context.Request.CandidateLabels);
        parameters.Add("hypothesis_template", context.Request.HypothesisTemplate);
        parameters.Add("multi_label", context.Request.MultiLabel);
    }

    protected override ZeroShotClassificationResponse Read(HfAnswer answer, TaskContext<ZeroShotClassificationRequest> context) =>
        new() { Labels = HfLabels.Read(answer) };
}
