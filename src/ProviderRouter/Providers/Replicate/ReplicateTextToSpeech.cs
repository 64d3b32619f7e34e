using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Speech at Replicate: Bark, and models that take a <c>text</c>. Source: wire notes of Replicate, §10.</summary>
internal sealed class ReplicateTextToSpeech(ReplicateFiles files) : IJobCodec<TextToSpeechRequest, TextToSpeechResponse, ReplicatePrediction>
{
    private const string NotSent = "Not sent: this model has no such input at Replicate; a model's own can be set by ProviderParameters.";

    public ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<TextToSpeechRequest> context, CancellationToken cancellationToken)
    {
        var isBark = ReplicateRoute.NameOf(context.Model).Contains("bark", StringComparison.OrdinalIgnoreCase);
        Warn(context, isBark);
        return ValueTask.FromResult<Action<RequestJson>>(input => Write(input, context.Request, isBark));
    }

    public TextToSpeechResponse Decode(TaskContext context, TextToSpeechRequest? request, ReplicatePrediction state) => new()
    {
        Audio = files.FindSound(context, state),
        Info = new() { RequestId = state.Id, Usage = state.Usage with { Characters = request?.Text.Length } },
    };

    private static void Write(RequestJson input, TextToSpeechRequest request, bool isBark)
    {
        if (isBark)
        {
            input.Add("prompt", request.Text);
            input.Add("history_prompt", request.Voice);
            input.Add("text_temp", request.Temperature);
            return;
        }

        input.Add("text", request.Text);
        input.Add("voice", request.Voice);
        input.Add("speed", request.Speed);
    }

    private static void Warn(TaskContext<TextToSpeechRequest> context, bool isBark)
    {
        var request = context.Request;
        context.WarnIf(request.Format is not null, nameof(request.Format), NotSent);
        context.WarnIf(request.Instructions is not null, nameof(request.Instructions), NotSent);
        context.WarnIf(request.Speed is not null && isBark, nameof(request.Speed), NotSent);
        context.WarnIf(request.Temperature is not null && !isBark, nameof(request.Temperature), NotSent);
    }
}
