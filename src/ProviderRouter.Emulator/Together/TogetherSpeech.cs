using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Endpoints;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Together;

/// <summary>Together's speech as a dialect: WAV unless asked otherwise, and streams of raw samples only.</summary>
internal static class TogetherSpeech
{
    private const int DefaultRate = 44100;

    public static SpeechDialect Dialect(Protocol protocol) => new(new BodyRules(protocol, new Dictionary<string, FieldRule>(StringComparer.Ordinal)
    {
        ["model"] = new(FieldKind.Text),
        ["input"] = new(FieldKind.Text),
        ["voice"] = new(FieldKind.Text),
        ["response_format"] = new(FieldKind.Text),
        ["language"] = FieldRule.OneOf("en", "de", "fr", "es", "hi", "it", "ja", "ko", "nl", "pl", "pt", "ru", "sv", "tr", "zh"),
        ["response_encoding"] = FieldRule.OneOf("pcm_f32le", "pcm_s16le", "pcm_mulaw", "pcm_alaw"),
        ["sample_rate"] = new(FieldKind.Integer, 8000, 48000),
        ["bit_rate"] = new(FieldKind.Integer, 32000, 192000),
        ["stream"] = new(FieldKind.Flag),
    }))
    {
        Resolve = TogetherModel.Resolve,
        LongestInput = 10_000,
        DefaultFormat = "wav",
        Formats = new Dictionary<string, SpeechFormat>(StringComparer.Ordinal)
        {
            ["wav"] = new("audio/wav", said => SpokenText.AddToWav(Sound.WrapWav(Pcm(said), Rate(said)), said.Text)),
            ["mp3"] = new("audio/mpeg", said => Sound.SilentMp3(said.Text)),
            ["raw"] = new("application/octet-stream", said => SoundEncoding.Encode(Pcm(said), Encoding(said))),
        },
        Check = Check,
        Events = said => said.Body.Flag("stream")
            ? new SpeechEvents(
                piece => new JsonObject { ["object"] = "audio.tts.chunk", ["model"] = said.Model, ["b64"] = Convert.ToBase64String(piece) },
                Mark: "[DONE]")
            : null,
    };

    private static void Check(Utterance said)
    {
        if (said.Body.Flag("stream") && said.Format != "raw")
        {
            throw said.Body.Invalid("response_format", "streaming supports only raw");
        }

        if (!TogetherVoices.Has(said.Model, said.Voice))
        {
            throw said.Body.Invalid("voice", $"'{said.Voice}' is not a voice of {said.Model}");
        }
    }

    private static byte[] Pcm(Utterance said) => SoundEncoding.Resample(Sound.Pcm(said.Text, said.Voice), Sound.SampleRate, Rate(said));

    private static int Rate(Utterance said) => IsFixed(said.Model) ? Sound.SampleRate : said.Body.Integer("sample_rate") ?? DefaultRate;

    private static string Encoding(Utterance said) => IsFixed(said.Model) ? "pcm_s16le" : said.Body.Text("response_encoding") ?? "pcm_f32le";

    /// <summary>Orpheus and Kokoro know one form only, whatever is asked.</summary>
    private static bool IsFixed(string model) =>
        model.Contains("orpheus", StringComparison.OrdinalIgnoreCase) || model.Contains("kokoro", StringComparison.OrdinalIgnoreCase);
}
