using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace.Tasks;

/// <summary>A question about the image of a document.</summary>
internal sealed class HfDocumentQuestionAnswering : HfJsonCodec<DocumentQuestionAnsweringRequest, DocumentQuestionAnsweringResponse>
{
    public override MediaContent FileOf(DocumentQuestionAnsweringRequest request) => request.Image;

    public override void Check(TaskContext<DocumentQuestionAnsweringRequest> context) => context.WarnIf(
        context.Request.MaxOutputTokens is not null,
        nameof(DocumentQuestionAnsweringRequest.MaxOutputTokens),
        "Not sent: at hf-inference answers are taken from the document; MaxAnswerLength limits them.");

    public override void WriteInputs(Utf8JsonWriter json, DocumentQuestionAnsweringRequest request, ReadOnlySpan<byte> file) =>
        HfQuestion.Write(json, request.Question, file);

    public override void WriteParameters(RequestJson parameters, TaskContext<DocumentQuestionAnsweringRequest> context)
    {
        var request = context.Request;
        parameters.Add("top_k", request.TopCount);
        parameters.Add("lang", request.Language);
        parameters.Add("doc_stride", request.DocumentStride);
        parameters.Add("max_answer_len", request.MaxAnswerLength);
        parameters.Add("max_seq_len", request.MaxSequenceLength);
        parameters.Add("max_question_len", request.MaxQuestionLength);
        parameters.Add("handle_impossible_answer", request.HandleImpossibleAnswer);
    }

    protected override DocumentQuestionAnsweringResponse Read(HfAnswer answer, TaskContext<DocumentQuestionAnsweringRequest> context)
    {
        var answers = answer.Items().Select(item => AnswerOf(answer, item)).OrderByDescending(found => found.Score).ToList();
        return answers.Count > 0 ? new() { Answers = answers } : throw answer.Fail("the answer is empty");
    }

    private static DocumentAnswer AnswerOf(HfAnswer answer, JsonElement item) => new()
    {
        Answer = answer.Text(item, "answer"),
        Score = HfAnswer.NumberOrNull(item, "score"),
        Start = HfAnswer.IntegerOrNull(item, "start"),
        End = HfAnswer.IntegerOrNull(item, "end"),
    };
}
