using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Endpoints;

/// <summary>How one provider's transcription differs from the common dialect.</summary>
internal sealed record TranscriptionDialect(Protocol Protocol)
{
    /// <summary>Checks the model id and says under which name it answers.</summary>
    public required Func<string, string> Resolve { get; init; }

    /// <summary>The model if none is named; null where one must be.</summary>
    public string? DefaultModel { get; init; }

    /// <summary>The language if none is named.</summary>
    public string DefaultLanguage { get; init; } = "en";

    /// <summary>The answer formats of a model, the default first.</summary>
    public Func<string, IReadOnlyList<string>> Formats { get; init; } = _ => ["json", "text", "srt", "verbose_json", "vtt"];

    /// <summary>The file name extensions a file may have; none where only its content counts.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = ["flac", "m4a", "mp3", "mp4", "mpeg", "mpga", "oga", "ogg", "wav", "webm"];

    /// <summary>Whether several temperatures may be named, separated by commas, to be tried in turn.</summary>
    public bool TakesTemperatures { get; init; }

    /// <summary>The largest file in bytes.</summary>
    public int LargestFile { get; init; } = 25 * 1024 * 1024;

    /// <summary>Whether the file may be given by its address.</summary>
    public bool TakesAddress { get; init; }

    /// <summary>The names under which time stamps are asked for.</summary>
    public IReadOnlyList<string> GranularityFields { get; init; } = ["timestamp_granularities[]"];

    /// <summary>Whether one field may name several granularities, separated by commas.</summary>
    public bool SplitsGranularities { get; init; }

    /// <summary>Whether the long answer has its segments whatever time stamps are asked for.</summary>
    public bool AlwaysSegments { get; init; }

    /// <summary>Whether a model can answer as events.</summary>
    public Func<string, bool> CanStream { get; init; } = _ => false;

    /// <summary>How the long answer names a language.</summary>
    public Func<string, string> Language { get; init; } = language => language;

    /// <summary>Refuses more, before anything is answered.</summary>
    public Action<TranscriptionRequest>? Check { get; init; }

    /// <summary>Adds to a segment of the long answer.</summary>
    public Action<TranscriptionRequest, TimedText, JsonObject>? Segment { get; init; }

    /// <summary>Adds to a JSON answer.</summary>
    public Action<TranscriptionRequest, JsonObject>? Finish { get; init; }
}

/// <summary>A checked request for a transcript, and what was heard.</summary>
internal sealed record TranscriptionRequest(Form Form, string Model, string Format, string Language, Transcript Transcript)
{
    /// <summary>Whether the transcript is to be in English, whatever was spoken.</summary>
    public bool Translates { get; init; }

    public bool WantsSegments { get; init; }

    public bool WantsWords { get; init; }

    public bool Stream { get; init; }
}
