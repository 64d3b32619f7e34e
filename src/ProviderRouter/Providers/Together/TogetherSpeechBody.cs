using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Together;

/// <summary>Writes what is to be said. Source: wire notes of Together, §7.1.</summary>
internal static class TogetherSpeechBody
{
    public const string Path = "v1/audio/speech";

    /// <summary>The media type of bare samples.</summary>
    public const string Samples = "audio/pcm";

    private const string NotSent = "Not sent: Together has no such field for speech.";
    private const string Raw = "raw";
    private const int DefaultSampleRate = 44_100;

    /// <summary>The exchange that asks for speech.</summary>
    public static JsonExchange Exchange(TaskContext<TextToSpeechRequest> context, bool stream)
    {
        var model = TogetherVoiceModel.Of(context.Model);
        Warn(context, model, stream);
        return new(Path, context, body => Write(body, context, model, stream)) { Accept = stream ? "text/event-stream" : "*/*" };
    }

    /// <summary>Whether bare samples are asked for.</summary>
    public static bool IsRaw(TaskContext<TextToSpeechRequest> context) =>
        !context.Overrides("response_format") && FormatOf(context.Request.Format) == Raw;

    /// <summary>How many samples make up a second of a stream, in hertz; null when the caller's own field decides.</summary>
    public static int? SampleRateOf(TaskContext<TextToSpeechRequest> context) =>
        TogetherVoiceModel.Of(context.Model).FixedSampleRate ?? (context.Overrides("sample_rate") ? null : context.Request.SampleRate ?? DefaultSampleRate);

    private static void Write(RequestJson body, TaskContext<TextToSpeechRequest> context, TogetherVoiceModel model, bool stream)
    {
        var request = context.Request;
        var format = stream ? Raw : FormatOf(request.Format);
        body.Writer.WriteString("model"u8, context.Model); // the route decides it, whatever the caller's own fields say
        body.Add("input", request.Text);
        body.Add("voice", request.Voice ?? model.Voice);
        body.Add("response_format", format);
        body.Add("response_encoding", format == Raw ? "pcm_s16le" : null); // what bare samples are everywhere else; Together's default are floats
        body.Add("language", request.Language);
        if (model.FixedSampleRate is null)
        {
            body.Add("sample_rate", request.SampleRate ?? (stream ? DefaultSampleRate : null)); // bare samples do not tell it, and the documents differ
        }

        if (stream)
        {
            body.Writer.WriteBoolean("stream"u8, true);
        }

        body.AddParameters("model", "stream");
    }

    private static void Warn(TaskContext<TextToSpeechRequest> context, TogetherVoiceModel model, bool stream)
    {
        var request = context.Request;
        context.WarnIf(context.Overrides("model"), "ProviderParameters.model", "Ignored: the router sets it.");
        context.WarnIf(context.Overrides("stream"), "ProviderParameters.stream", "Ignored: the router sets it.");
        context.WarnIf(request.Speed is not null, nameof(request.Speed), NotSent);
        context.WarnIf(request.Temperature is not null, nameof(request.Temperature), NotSent);
        context.WarnIf(request.Instructions is not null, nameof(request.Instructions), NotSent);
        context.WarnIf(!stream && request.Format is not null && FormatOf(request.Format) is null, nameof(request.Format), "Not sent: Together makes WAV, MP3 and bare samples.");
        context.WarnIf(stream && request.Format is not null && FormatOf(request.Format) != Raw, nameof(request.Format), "Not sent: Together streams bare samples only, 16 bits each.");
        context.WarnIf(
            request.SampleRate is not null && model.FixedSampleRate is not null && request.SampleRate != model.FixedSampleRate,
            nameof(request.SampleRate),
            $"Not sent: this model makes {model.FixedSampleRate} samples a second at Together.");
    }

    private static string? FormatOf(AudioFormat? format) => format?.Value switch
    {
        "mp3" => "mp3",
        "wav" => "wav",
        "pcm" or Raw => Raw,
        _ => null,
    };
}
