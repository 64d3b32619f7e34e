using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace.Tasks;

/// <summary>A question, answered from a text: by one object, or by a list where several answers were asked for.</summary>
internal sealed class HfQuestionAnswering : HfJsonCodec<QuestionAnsweringRequest, QuestionAnsweringResponse>
{
    public override void WriteInputs(Utf8JsonWriter json, QuestionAnsweringRequest request, ReadOnlySpan<byte> file)
    {
        json.WriteStartObject();
        json.WriteString("question"u8, request.Question);
        json.WriteString("context"u8, request.Context);
        json.WriteEndObject();
    }

    public override void WriteParameters(RequestJson parameters, TaskContext<QuestionAnsweringRequest> context)
    {
        var request = context.Request;
        parameters.Add("top_k", request.TopCount);
        parameters.Add("doc_stride", request.DocumentStride);
        parameters.Add("max_answer_len", request.MaxAnswerLength);
        parameters.Add("max_seq_len", request.MaxSequenceLength);
        parameters.Add("max_question_len", request.MaxQuestionLength);
        parameters.Add("handle_impossible_answer", request.HandleImpossibleAnswer);
        parameters.Add("align_to_words", request.AlignToWords);
    }

    protected override QuestionAnsweringResponse Read(HfAnswer answer, TaskContext<QuestionAnsweringRequest> context)
    {
        var answers = answer.Items().Select(item => AnswerOf(answer, item)).OrderByDescending(found => found.Score).ToList();
        return answers.Count > 0 ? new() { Answers = answers } : throw answer.Fail("the answer is empty");
    }

    private static TextAnswer AnswerOf(HfAnswer answer, JsonElement item) => new()
    {
        Answer = answer.Text(item, "answer"),
        Score = answer.Number(item, "score"),
        Start = answer.Integer(item, "start"),
        End = answer.Integer(item, "end"),
    };
}
