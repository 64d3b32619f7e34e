using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Providers.Replicate.Inputs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Transcripts at Replicate. Source: wire notes of the media tasks, §4.</summary>
internal sealed class ReplicateSpeechToText(ReplicateWay way) : IJobCodec<SpeechToTextRequest, SpeechToTextResponse, ReplicatePrediction>
{
    public async ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<SpeechToTextRequest> context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var input = await way.BeginAsync(context, cancellationToken).ConfigureAwait(false);
        input.Put(
            input.Require(ReplicateSoundFields.Audio, "sound", ReplicateInputKind.File),
            await way.InputFiles.ReadyAsync(context, request.Audio, cancellationToken).ConfigureAwait(false));
        input.Add(nameof(request.Language), ReplicateSoundFields.HeardLanguage, request.Language);
        if (request.Translate)
        {
            AddTranslate(input);
        }

        if (request.Timestamps == TimestampGranularity.Word)
        {
            AddWordTimes(input);
        }

        input.Add(nameof(request.Prompt), ReplicateSoundFields.Prompt, request.Prompt);
        input.Add(nameof(request.Diarize), ReplicateSoundFields.Diarize, request.Diarize);
        input.Add(nameof(request.SpeakerCount), ReplicateSoundFields.SpeakerCount, request.SpeakerCount);
        input.Add(nameof(request.Temperature), ReplicateSoundFields.HeardTemperature, request.Temperature);
        return input.Done();
    }

    public SpeechToTextResponse Decode(TaskContext context, SpeechToTextRequest? request, ReplicatePrediction state)
    {
        var (segments, words) = ReplicateTranscript.PiecesOf(state.Output, request?.Timestamps);
        return new()
        {
            Text = ReplicateTranscript.TextOf(state, request?.Translate == true)?.Trim()
                ?? throw context.Fail(ErrorKind.BadResponse, $"Provider '{context.Provider}': the output of prediction '{state.Id}' holds no transcript."),
            Language = ReplicateTranscript.LanguageOf(state.Output),
            Segments = segments,
            Words = words,
            Info = new() { RequestId = state.Id, Usage = state.Usage },
        };
    }

    // A switch, or one of the things the model can do.
    private static void AddTranslate(ReplicateInputWriter input)
    {
        const string Setting = nameof(SpeechToTextRequest.Translate);
        if (input.Find(ReplicateSoundFields.Translate) is { } flag)
        {
            input.Put(Setting, flag, true);
        }
        else
        {
            input.AddWord(Setting, ReplicateSoundFields.Task, "translate");
        }
    }

    private static void AddWordTimes(ReplicateInputWriter input)
    {
        const string Setting = nameof(SpeechToTextRequest.Timestamps);
        if (input.Find(ReplicateSoundFields.WordTimestamps) is { Kind: ReplicateInputKind.Flag } flag)
        {
            input.Put(Setting, flag, true);
        }
        else
        {
            input.AddWord(Setting, ReplicateSoundFields.WordTimestamps, "word");
        }
    }
}
