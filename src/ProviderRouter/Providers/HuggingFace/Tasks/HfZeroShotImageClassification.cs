using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace.Tasks;

/// <summary>Never a bare file: the labels are parameters.</summary>
internal sealed class HfZeroShotImageClassification : HfJsonCodec<ZeroShotImageClassificationRequest, ZeroShotImageClassificationResponse>
{
    public override MediaContent FileOf(ZeroShotImageClassificationRequest request) => request.Image;

    public override void WriteInputs(Utf8JsonWriter json, ZeroShotImageClassificationRequest request, ReadOnlySpan<byte> file) => JsonBase64.Write(json, "", file);

    public override void WriteParameters(RequestJson parameters, TaskContext<ZeroShotImageClassificationRequest> context)
    {
        parameters.Add("candidate_labels", context.Request.CandidateLabels);
        parameters.Add("hypothesis_template", context.Request.HypothesisTemplate);
    }

    protected override ZeroShotImageClassificationResponse Read(HfAnswer answer, TaskContext<ZeroShotImageClassificationRequest> context) =>
        new() { Labels = HfLabels.Read(answer) };
}
