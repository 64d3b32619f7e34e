using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>Transcripts at fal.</summary>
internal sealed class FalSpeechToText(FalInputs inputs) : IJobCodec<SpeechToTextRequest, SpeechToTextResponse, FalState>
{
    private const string NotSent = "Not sent: this model has no such input at fal.";

    public async ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<SpeechToTextRequest> context, CancellationToken cancellationToken)
    {
        var (request, model) = (context.Request, FalTranscriptModel.Of(context.Model));
        if (request.Translate && model.Task is null)
        {
            throw context.Fail(ErrorKind.Unsupported, $"Provider '{context.Provider}': '{context.Model}' writes down what it hears and translates nothing.");
        }

        Warn(context, model);
        var audio = await inputs.ReadyAsync(context, request.Audio, cancellationToken).ConfigureAwait(false);
        return input =>
        {
            audio.Write(input, "audio_url");
            input.AddIf(model.Task, request.Translate ? "translate" : null);
            input.AddIf(model.Language, request.Language);
            input.AddIf(model.Timestamps, request.Timestamps switch
            {
                TimestampGranularity.Segment => "segment",
                TimestampGranularity.Word => "word",
                _ => null,
            });
            input.AddIf(model.Diarize, request.Diarize);
            input.AddIf(model.SpeakerCount, request.SpeakerCount);
            input.AddIf(model.Prompt, request.Prompt);
        };
    }

    public SpeechToTextResponse Decode(TaskContext context, SpeechToTextRequest? request, FalState state) => FalTranscript.Read(context, request, state);

    private static void Warn(TaskContext<SpeechToTextRequest> context, FalTranscriptModel model)
    {
        var request = context.Request;
        context.WarnIf(request.Language is not null && model.Language is null, nameof(request.Language), NotSent);
        context.WarnIf(
            request.Timestamps is not null && model.Timestamps is null && !(model.AlwaysTellsWords && request.Timestamps == TimestampGranularity.Word), nameof(request.Timestamps), NotSent);
        context.WarnIf(request.Diarize == true && model.Diarize is null, nameof(request.Diarize), NotSent);
        context.WarnIf(request.SpeakerCount is not null && model.SpeakerCount is null, nameof(request.SpeakerCount), NotSent);
        context.WarnIf(request.Prompt is not null && model.Prompt is null, nameof(request.Prompt), NotSent);
        context.WarnIf(request.Temperature is not null, nameof(request.Temperature), NotSent);
    }
}
