using System.Collections.Frozen;
using System.Text.Json;
using ProviderRouter.Protocols.OpenAI;

namespace ProviderRouter.Providers.OpenAICompatible;

/// <summary>In what the speech of a server differs. A field that is null is not known there, and its setting becomes a warning.</summary>
public sealed class OpenAICompatibleSpeech
{
    /// <summary>The path below the address.</summary>
    /// <value>Default: <c>audio/speech</c>.</value>
    public string Path { get; set; } = "audio/speech";

    /// <summary>The voice that is sent when the request names none.</summary>
    /// <value>Default: <c>alloy</c>, for OpenAI's protocol demands one; null sends none.</value>
    public string? DefaultVoice { get; set; } = "alloy";

    /// <summary>Other such voices, each for models whose id holds the key; of several the longest key holds.</summary>
    /// <value>Default: empty.</value>
    public IDictionary<string, string> ModelVoices { get; } = new Dictionary<string, string>();

    /// <summary>The format that is asked for when the request names none.</summary>
    /// <value>Default: null, the server's own.</value>
    public string? DefaultFormat { get; set; }

    /// <summary>The server's names for formats, by <see cref="AudioFormat"/>'s.</summary>
    /// <value>Default: empty.</value>
    public IDictionary<string, string> FormatNames { get; } = new Dictionary<string, string>();

    /// <summary>The field for the speed.</summary>
    /// <value>Default: <c>speed</c>.</value>
    public string? SpeedField { get; set; } = "speed";

    /// <summary>The field for instructions.</summary>
    /// <value>Default: <c>instructions</c>.</value>
    public string? InstructionsField { get; set; } = "instructions";

    /// <summary>The field for the temperature.</summary>
    /// <value>Default: null.</value>
    public string? TemperatureField { get; set; }

    /// <summary>The field for the language.</summary>
    /// <value>Default: null.</value>
    public string? LanguageField { get; set; }

    /// <summary>The field for the sample rate in hertz.</summary>
    /// <value>Default: null.</value>
    public string? SampleRateField { get; set; }

    /// <summary>Fields that ask for a stream, each with its value as JSON: <c>"sse"</c> for <c>stream_format</c>, <c>true</c> for <c>stream</c>.</summary>
    /// <value>Default: empty, the sound itself is read as it comes.</value>
    public IDictionary<string, string> StreamFields { get; } = new Dictionary<string, string>();

    /// <summary>The only format that is streamed, by <see cref="AudioFormat"/>'s name.</summary>
    /// <value>Default: null, any.</value>
    public string? StreamedFormat { get; set; }

    /// <summary>The beginnings of the ids of models that refuse the fields that ask for a stream.</summary>
    /// <value>Default: empty.</value>
    public IList<string> PlainModels { get; } = [];

    internal void Validate(ICollection<string> failures)
    {
        foreach (var (field, value) in StreamFields)
        {
            try
            {
                JsonElement.Parse(value);
            }
            catch (JsonException)
            {
                failures.Add($"Speech:StreamFields:{field}: is no JSON; write a text with its quotation marks, or true.");
            }
        }
    }

    internal SpeechDialect ToDialect() => new()
    {
        Path = Path,
        DefaultVoice = DefaultVoice,
        ModelVoices = [.. ModelVoices.OrderByDescending(static voice => voice.Key.Length)],
        SentFormat = DefaultFormat,
        DefaultFormat = DefaultFormat ?? "mp3",
        FormatNames = FormatNames.ToFrozenDictionary(),
        SpeedField = SpeedField,
        InstructionsField = InstructionsField,
        TemperatureField = TemperatureField,
        LanguageField = LanguageField,
        SampleRateField = SampleRateField,
        StreamFields = [.. StreamFields],
        StreamedFormat = StreamedFormat,
        PlainModels = [.. PlainModels],
    };
}
