using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace.Tasks;

/// <summary>A question about an image.</summary>
internal sealed class HfVisualQuestionAnswering : HfJsonCodec<VisualQuestionAnsweringRequest, VisualQuestionAnsweringResponse>
{
    public override MediaContent FileOf(VisualQuestionAnsweringRequest request) => request.Image;

    public override void Check(TaskContext<VisualQuestionAnsweringRequest> context)
    {
        var request = context.Request;
        context.WarnIf(request.MaxOutputTokens is not null, nameof(request.MaxOutputTokens), NotSent);
        context.WarnIf(request.Temperature is not null, nameof(request.Temperature), NotSent);
        context.WarnIf(request.TopP is not null, nameof(request.TopP), NotSent);
    }

    public override void WriteInputs(Utf8JsonWriter json, VisualQuestionAnsweringRequest request, ReadOnlySpan<byte> file) =>
        HfQuestion.Write(json, request.Question, file);

    public override void WriteParameters(RequestJson parameters, TaskContext<VisualQuestionAnsweringRequest> context) =>
        parameters.Add("top_k", context.Request.TopCount);

    protected override VisualQuestionAnsweringResponse Read(HfAnswer answer, TaskContext<VisualQuestionAnsweringRequest> context)
    {
        var answers = answer.Items()
            .Select(item => new VisualAnswer { Answer = answer.Text(item, "answer"), Score = HfAnswer.NumberOrNull(item, "score") })
            .OrderByDescending(found => found.Score)
            .ToList();
        return answers.Count > 0 ? new() { Answers = answers } : throw answer.Fail("the answer is empty");
    }
}
