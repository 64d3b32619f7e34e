using ProviderRouter.Protocols.OpenAI;

namespace ProviderRouter.Providers.OpenAICompatible;

/// <summary>In what the transcriptions of a server differ. A field that is null is not known there, and its setting becomes a warning.</summary>
public sealed class OpenAICompatibleTranscription
{
    /// <summary>The path below the address.</summary>
    /// <value>Default: <c>audio/transcriptions</c>.</value>
    public string Path { get; set; } = "audio/transcriptions";

    /// <summary>The path of translations into English; null where there are none.</summary>
    /// <value>Default: <c>audio/translations</c>.</value>
    public string? TranslationsPath { get; set; } = "audio/translations";

    /// <summary>Whether translations take the language and the times of words too.</summary>
    /// <value>Default: false, as at OpenAI.</value>
    public bool TranslatesAsItTranscribes { get; set; }

    /// <summary>The form's part that takes an https address instead of the sound.</summary>
    /// <value>Default: null, the sound is fetched here and sent.</value>
    public string? AddressField { get; set; }

    /// <summary>The most bytes of a sound; more is refused before anything is sent.</summary>
    /// <value>Default: 100 MiB.</value>
    public long MaxBytes { get; set; } = 100L << 20;

    /// <summary>The language that is sent when the request leaves it to the model, where the server has a default of its own.</summary>
    /// <value>Default: null, none.</value>
    public string? UnknownLanguage { get; set; }

    /// <summary>The field for <see cref="SpeechToTextRequest.Prompt"/>.</summary>
    /// <value>Default: <c>prompt</c>.</value>
    public string? PromptField { get; set; } = "prompt";

    /// <summary>The field for the form of the answer; null where there is one form.</summary>
    /// <value>Default: <c>response_format</c>.</value>
    public string? FormatField { get; set; } = "response_format";

    /// <summary>Whether <c>verbose_json</c>, which alone tells language and duration, is asked for always and not only for times and speakers.</summary>
    /// <value>Default: false, for some models do not have it.</value>
    public bool AlwaysVerbose { get; set; }

    /// <summary>The field for <see cref="SpeechToTextRequest.Timestamps"/>.</summary>
    /// <value>Default: <c>timestamp_granularities[]</c>.</value>
    public string? GranularitiesField { get; set; } = "timestamp_granularities[]";

    /// <summary>The flag for telling speakers apart.</summary>
    /// <value>Default: null.</value>
    public string? DiarizeField { get; set; }

    /// <summary>The form of the answer that tells speakers apart, where there is one instead of the flag.</summary>
    /// <value>Default: null.</value>
    public string? DiarizedFormat { get; set; }

    /// <summary>The fields that all get the number of speakers.</summary>
    /// <value>Default: empty.</value>
    public IList<string> SpeakerCountFields { get; } = [];

    internal TranscriptionDialect ToDialect() => new()
    {
        Path = Path,
        TranslationsPath = TranslationsPath,
        TranslatesAsItTranscribes = TranslatesAsItTranscribes,
        AddressField = AddressField,
        MaxBytes = MaxBytes,
        UnknownLanguage = UnknownLanguage,
        PromptField = PromptField,
        FormatField = FormatField,
        AsksVerbose = AlwaysVerbose,
        GranularitiesField = GranularitiesField,
        DiarizeField = DiarizeField,
        DiarizedFormat = DiarizedFormat,
        SpeakerCountFields = [.. SpeakerCountFields],
    };
}
