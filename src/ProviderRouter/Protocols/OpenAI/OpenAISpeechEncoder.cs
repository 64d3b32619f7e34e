using ProviderRouter.Providers;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Writes the body of speech, whole or streamed. Source: wire notes of the dialect, §10, and of Together, §7.1.</summary>
internal static class OpenAISpeechEncoder
{
    public static void Write(OpenAIBody body, TaskContext<TextToSpeechRequest> context, SpeechDialect known, bool stream)
    {
        var request = context.Request;
        body.Add("input", nameof(request.Text), request.Text);
        body.Add("voice", nameof(request.Voice), request.Voice ?? known.VoiceFor(context.Model));
        body.Add("response_format", nameof(request.Format), FormatFor(request, known, stream) is { } format ? known.FormatNames.GetValueOrDefault(format, format) : null);
        body.AddKnown(known.SpeedField, nameof(request.Speed), request.Speed);
        body.AddKnown(known.InstructionsField, nameof(request.Instructions), request.Instructions);
        body.AddKnown(known.TemperatureField, nameof(request.Temperature), request.Temperature);
        body.AddKnown(known.LanguageField, nameof(request.Language), request.Language);
        body.AddKnown(known.SampleRateField, nameof(request.SampleRate), request.SampleRate);
        if (!stream)
        {
            return;
        }

        context.WarnIf(
            known.StreamedFormat is { } only && request.Format is { } asked && asked.Value != only, nameof(request.Format), $"'{known.StreamedFormat}' was asked for: '{context.Provider}' streams nothing else.");
        if (!known.IsPlain(context.Model))
        {
            WriteStream(body, context, known);
        }
    }

    /// <summary>The format that is asked for, by its usual name; null for the server's own.</summary>
    public static string? FormatFor(TextToSpeechRequest request, SpeechDialect known, bool stream) =>
        stream && known.StreamedFormat is { } only ? only : request.Format?.Value ?? known.SentFormat;

    private static void WriteStream(OpenAIBody body, TaskContext context, SpeechDialect known)
    {
        foreach (var (field, value) in known.StreamFields)
        {
            if (field == "stream" || !context.Overrides(field))
            {
                body.Writer.WritePropertyName(field);
                body.Writer.WriteRawValue(value, skipInputValidation: true);
            }
        }
    }
}
