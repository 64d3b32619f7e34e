using System.Collections.Frozen;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>In what a server's speech differs; a field that is null is not known there.</summary>
internal sealed record SpeechDialect
{
    public string Path { get; init; } = "audio/speech";

    /// <summary>The voice that is sent when the caller names none, for one is required almost everywhere; this one is OpenAI's first.</summary>
    public string? DefaultVoice { get; init; } = "alloy";

    /// <summary>Other such voices, each for models whose id holds the key.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ModelVoices { get; init; } = [];

    public string? SpeedField { get; init; } = "speed";

    public string? InstructionsField { get; init; } = "instructions";

    public string? TemperatureField { get; init; }

    public string? LanguageField { get; init; }

    public string? SampleRateField { get; init; }

    /// <summary>The server's names for formats that it does not know by the usual ones.</summary>
    public FrozenDictionary<string, string> FormatNames { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The format that is asked for when the caller names none, where the server's own default does not do for its models.</summary>
    public string? SentFormat { get; init; }

    /// <summary>The format of a sound for which none was asked.</summary>
    public string DefaultFormat { get; init; } = "mp3";

    /// <summary>The samples a second of bare samples.</summary>
    public int PcmSampleRate { get; init; } = 24_000;

    /// <summary>The only format that is streamed, by its usual name; null for any.</summary>
    public string? StreamedFormat { get; init; }

    /// <summary>Fields that ask for a stream, each with its value as JSON. Without any, the sound itself comes in pieces.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> StreamFields { get; init; } = [];

    /// <summary>The beginnings of the ids of models that refuse those fields.</summary>
    public IReadOnlyList<string> PlainModels { get; init; } = [];

    /// <summary>The voice for a model when the caller names none.</summary>
    public string? VoiceFor(string model)
    {
        foreach (var (part, voice) in ModelVoices)
        {
            if (model.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return voice;
            }
        }

        return DefaultVoice;
    }

    /// <summary>Whether a model refuses the fields that ask for a stream.</summary>
    public bool IsPlain(string model)
    {
        foreach (var beginning in PlainModels)
        {
            if (model.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
