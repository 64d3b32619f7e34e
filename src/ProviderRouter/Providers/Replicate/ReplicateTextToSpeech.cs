using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Speech at Replicate: Bark, and models that take a <c>text</c>. Source: wire notes of Replicate, §10.</summary>
internal sealed class ReplicateTextToSpeech(ReplicatePredictions predictions, ReplicateFiles files) : ITaskHandler<TextToSpeechRequest, TextToSpeechResponse>
{
    private const string NotSent = "Not sent: this model has no such input at Replicate; a model's own can be set by ProviderParameters.";

    public async Task<TextToSpeechResponse> HandleAsync(TaskContext<TextToSpeechRequest> context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var isBark = ReplicateRoute.NameOf(context.Model).Contains("bark", StringComparison.OrdinalIgnoreCase);
        Warn(context, isBark);
        using var prediction = await predictions.RunAsync(
            context, ReplicateOutput.Files, input => Write(input, request, isBark), cancellationToken).ConfigureAwait(false);
        return new()
        {
            Audio = files.FindSound(context, prediction),
            Info = new() { RequestId = prediction.Id, Usage = prediction.Usage with { Characters = request.Text.Length } },
        };
    }

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
