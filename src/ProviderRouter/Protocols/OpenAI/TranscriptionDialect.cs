namespace ProviderRouter.Protocols.OpenAI;

/// <summary>In what a server's transcriptions differ; a field that is null is not known there.</summary>
internal sealed record TranscriptionDialect
{
    public string Path { get; init; } = "audio/transcriptions";

    /// <summary>The path of translations into English; null where there are none.</summary>
    public string? TranslationsPath { get; init; } = "audio/translations";

    /// <summary>Whether translations take the language and the granularities too.</summary>
    public bool TranslatesAsItTranscribes { get; init; }

    /// <summary>The part that takes an https address instead of the sound; <c>url</c> at Groq, <c>file</c> at Together and Fireworks.</summary>
    public string? AddressField { get; init; }

    public string? PromptField { get; init; } = "prompt";

    /// <summary>The field for the form of the answer; null where there is one form.</summary>
    public string? FormatField { get; init; } = "response_format";

    /// <summary>The most bytes of a sound.</summary>
    public long MaxBytes { get; init; } = 100L << 20;

    /// <summary>The language that is sent when the caller leaves it to the model, where the server has a default of its own.</summary>
    public string? UnknownLanguage { get; init; }

    /// <summary>Whether all models know <c>verbose_json</c>, which alone tells language and duration; it is asked for always then.</summary>
    public bool AsksVerbose { get; init; }

    public string? GranularitiesField { get; init; } = "timestamp_granularities[]";

    /// <summary>Whether several granularities are one part, with commas, instead of a part each.</summary>
    public bool JoinsGranularities { get; init; }

    /// <summary>The flag for telling speakers apart.</summary>
    public string? DiarizeField { get; init; }

    /// <summary>The <c>response_format</c> that tells speakers apart, where there is one instead of the flag.</summary>
    public string? DiarizedFormat { get; init; }

    /// <summary>Whether speakers are told apart only with the times of words.</summary>
    public bool DiarizesWords { get; init; }

    /// <summary>The fields that all get the number of speakers: the least and the most.</summary>
    public IReadOnlyList<string> SpeakerCountFields { get; init; } = [];
}
