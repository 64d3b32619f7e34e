using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Transcriptions, and translations into English, at a server that speaks OpenAI's protocol. Source: wire notes of the dialect, §9.</summary>
internal sealed class OpenAITranscriptionHandler(ProviderTransport transport, OpenAIDialect dialect, MediaDownloader downloader)
    : ITaskHandler<SpeechToTextRequest, SpeechToTextResponse>
{
    private readonly TranscriptionDialect known = dialect.Transcription;

    public async Task<SpeechToTextResponse> HandleAsync(TaskContext<SpeechToTextRequest> context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var path = !request.Translate ? known.Path : known.TranslationsPath
            ?? throw context.Fail(ErrorKind.Unsupported, $"Provider '{context.Provider}' does not translate speech; transcribe it, and translate the text.");
        var form = new OpenAIForm(path, context, dialect);
        WriteFields(form, context);
        form.AddParameters();
        await AddAudioAsync(form.Exchange, context, cancellationToken).ConfigureAwait(false);
        return await transport.SendAsync(
            context, form.Exchange, static (response, token) => response.ReadBytesAsync(TranscriptReader.Read, token), cancellationToken).ConfigureAwait(false);
    }

    private void WriteFields(OpenAIForm form, TaskContext<SpeechToTextRequest> context)
    {
        var request = context.Request;
        var takesAll = !request.Translate || known.TranslatesAsItTranscribes;
        if (takesAll)
        {
            form.Add("language", nameof(request.Language), request.Language ?? known.UnknownLanguage);
        }

        context.WarnIf(!takesAll && request.Language is not null, nameof(request.Language), $"Not sent: '{context.Provider}' finds the language out when it translates.");
        form.AddKnown(known.PromptField, nameof(request.Prompt), request.Prompt);
        form.Add("temperature", nameof(request.Temperature), request.Temperature);
        var diarizes = WriteDiarization(form, context);
        if (known.FormatField is { } format)
        {
            form.Add(format, nameof(request.Timestamps), FormatFor(request, diarizes));
        }

        WriteGranularities(form, context, diarizes, takesAll);
    }

    private bool WriteDiarization(OpenAIForm form, TaskContext<SpeechToTextRequest> context)
    {
        var request = context.Request;
        var diarizes = request.Diarize == true && (known.DiarizeField is not null || known.DiarizedFormat is not null);
        context.WarnIf(request.Diarize == true && !diarizes, nameof(request.Diarize), $"Not sent: '{context.Provider}' does not tell speakers apart.");
        if (diarizes && known.DiarizeField is { } field)
        {
            form.Add(field, nameof(request.Diarize), "true");
        }

        var counts = diarizes ? known.SpeakerCountFields : [];
        context.WarnIf(request.SpeakerCount is not null && counts.Count == 0, nameof(request.SpeakerCount), diarizes ? $"Not sent: '{context.Provider}' finds the number out." : "Not sent: speakers are not told apart.");
        foreach (var count in counts)
        {
            form.Add(count, nameof(request.SpeakerCount), request.SpeakerCount);
        }

        return diarizes;
    }

    // Plain JSON is what every server gives by itself; the verbose form alone holds times.
    private string? FormatFor(SpeechToTextRequest request, bool diarizes) =>
        diarizes && known.DiarizedFormat is { } diarized ? diarized
        : diarizes || request.Timestamps is not null || known.AsksVerbose ? "verbose_json"
        : null;

    private void WriteGranularities(OpenAIForm form, TaskContext<SpeechToTextRequest> context, bool diarizes, bool takesAll)
    {
        const string setting = nameof(SpeechToTextRequest.Timestamps);
        var asked = context.Request.Timestamps;
        if (!takesAll || known.GranularitiesField is not { } field || (diarizes && known.DiarizedFormat is not null))
        {
            context.WarnIf(asked == TimestampGranularity.Word, setting, $"Times of segments were asked for: '{context.Provider}' does not tell those of words here.");
            return;
        }

        var words = asked == TimestampGranularity.Word || (diarizes && known.DiarizesWords);
        var segments = asked == TimestampGranularity.Segment;
        if (words && segments && known.JoinsGranularities)
        {
            form.Add(field, setting, "word,segment");
            return;
        }

        form.Add(field, setting, words ? "word" : null);
        form.Add(field, setting, segments ? "segment" : null);
    }

    private async ValueTask AddAudioAsync(FormExchange form, TaskContext<SpeechToTextRequest> context, CancellationToken cancellationToken)
    {
        if (context.Overrides("file") || (known.AddressField is { } own && context.Overrides(own)))
        {
            return; // the caller's own stands for the sound
        }

        var audio = context.Request.Audio;
        if (known.AddressField is { } field && audio is { IsForeign: true, Uri.Scheme: "https" })
        {
            form.AddFixed(field, audio.Uri.AbsoluteUri); // the provider reads it itself
            return;
        }

        form.Add("file", await InputMedia.ReadyAsync(context, audio, downloader, known.MaxBytes, cancellationToken).ConfigureAwait(false));
    }
}
